"""Functions of one variable whose slope rises in stairs, or zigzags: where the midpoint rule along the way from 0 errs most."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, at_least, at_most, space
from optlab.problem import Family, Problem
from optlab.settings import CONVEX, MINIMIZER, SMOOTH

CONVEX_STAIRS = CONVEX & SMOOTH & MINIMIZER


@dataclass(frozen=True, kw_only=True)
class Stairs(Problem):
    """f' = rise sum_i min(max(x - t_i, 0), h / 2) - fall x + tilt, with h / 2 the length of every flight t_i, t_i + h / 2; f(0) = 0.

    Attributes:
        begin: (B, 1, n), the t_i.
        flight: (B, 1, 1), h / 2.
        rise, fall, tilt: (B, 1, 1).
        x_star: (B, 1, 1), zero, a minimizer where fall and tilt are 0.
    """

    begin: Array
    flight: Array
    rise: Array
    fall: Array
    tilt: Array
    x_star: Array

    def value_and_grad(self, x):
        climbed = at_least(x - self.begin, 0.0)
        inside, beyond = at_most(climbed, self.flight), at_least(climbed - self.flight, 0.0)
        f = space(x).sum(0.5 * inside**2 + self.flight * beyond, axis=-1)
        g = space(x).sum(inside, axis=-1)[..., None]
        return self.rise[..., 0] * f + ((self.tilt - 0.5 * self.fall * x) * x)[..., 0], self.rise * g - self.fall * x + self.tilt


def stairs(flights: int = 4, curvature: float = 1.0, *, B: int = 16, seed: int = 0) -> Problem:
    """`flights` of them between 0 and the start, which is 1 in the first instance and reaches 10 in the last."""
    return _stairs(flights, curvature, 0.0, B, CONVEX_STAIRS)


def zigzag_slope(flights: int = 4, curvature: float = 1.0, *, B: int = 16, seed: int = 0) -> Problem:
    """The same with a slope that falls as fast between the flights as it rises on them, and is positive there; not bounded below."""
    return _stairs(flights, 2 * curvature, curvature, B, SMOOTH)


def _stairs(flights, rise, fall, B, settings):
    x0, ones = np.geomspace(1.0, 10.0, B)[:, None, None], np.ones((B, 1, 1))
    begin = x0 * (np.arange(flights) + 0.5) / flights
    constants = {"L": (rise - fall) * ones[..., 0]}
    if CONVEX <= settings:
        constants |= {"f_star": 0 * ones[..., 0], "R": x0[..., 0]}
    return Stairs(
        begin=begin, flight=x0 / (2 * flights), rise=rise * ones, fall=fall * ones, tilt=fall * x0, x_star=0 * ones, x0=x0,
        settings=settings, constants=constants,
    )  # fmt: skip


RANGES = {"flights": (1, 12), "curvature": (0.1, 10.0)}
rising = Family(stairs, CONVEX_STAIRS, RANGES, worst_case=True)
zigzagging = Family(zigzag_slope, SMOOTH, RANGES, worst_case=True)
