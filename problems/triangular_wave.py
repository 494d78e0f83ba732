"""A smooth nonconvex function of one variable whose slope is a triangular wave: the worst case of gradient descent."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, at_least, at_most, space
from optlab.problem import Family, Problem
from optlab.settings import MINIMIZER, SMOOTH


@dataclass(frozen=True, kw_only=True)
class TriangularWave(Problem):
    """f = L v with v' = x on (-inf, 1], v'(1 + w) = 1 - (distance of w to the nearest of 0, h, ..., N h) on [0, N h], and v' = 1 beyond.

    So f_star = 0 at x_star = 0, |f''| <= L, and steps of length h/L from 1 + N h see the slope L at every kink.

    Attributes:
        curvature: (B, 1, 1), L.
        kinks: (1, 1, N + 1), 0, h, ..., N h.
        x_star: (1, 1, 1), zero.
    """

    curvature: Array
    kinks: Array
    x_star: Array

    def value_and_grad(self, x):
        w = x - 1
        last = self.kinks[..., -1:]
        inside = at_most(at_least(w, 0.0), last)
        slope = at_most(x, 1.0) - space(x).min(space(x).abs(inside - self.kinks), axis=-1)[..., None]
        h = self.kinks[..., 1:2]
        r = at_most(at_least(w - self.kinks[..., :-1], 0.0), h)
        waves = space(x).sum(r - 0.5 * r**2 + at_least(r - 0.5 * h, 0.0) ** 2, axis=-1)[..., None]
        f = 0.5 * at_most(x, 1.0) ** 2 + waves + at_least(w - last, 0.0)
        return (self.curvature * f)[..., 0], self.curvature * slope


def triangular_wave(steps: int = 16, step: float = 1.0, curvature: float = 1.0, *, B: int = 16, seed: int = 0) -> Problem:
    """The first instance starts at 1 + N h; the others anywhere between the minimizer and there.

    Args:
        steps: N, the number of waves.
        step: h, at most 1: the wave is the worst case of gradient descent with step size h / L.
    """
    kinks = step * np.arange(steps + 1.0)[None, None]
    x0 = np.linspace(1 + step * steps, 0.5, B)[:, None, None]
    ones = np.ones((B, 1))
    constants = {"L": curvature * ones, "f_star": 0 * ones, "R": x0[..., 0]}
    return TriangularWave(
        curvature=curvature * ones[..., None],
        kinks=kinks,
        x_star=0 * kinks[..., :1],
        x0=x0,
        settings=SMOOTH & MINIMIZER,
        constants=constants,
    )


family = Family(triangular_wave, SMOOTH & MINIMIZER, {"steps": (1, 64), "step": (0.1, 1.0), "curvature": (0.1, 10.0)}, worst_case=True)
