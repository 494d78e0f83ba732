"""The function of Lessard, Recht and Packard 2016 on which the heavy ball that is tuned for quadratics runs in a cycle of three."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, at_least, at_most, space
from optlab.problem import Family, Problem
from optlab.settings import MINIMIZER, SMOOTH, STRONGLY_CONVEX


@dataclass(frozen=True, kw_only=True)
class LessardRechtPackard(Problem):
    """f' = 25 x up to 1, x + 24 up to 2, 25 x - 24 from there, so L = 25, mu = 1, and f_star = 0 at x_star = 0.

    Attributes:
        x_star: (B, 1, 1), zero.
    """

    x_star: Array

    def value_and_grad(self, x):
        left = at_most(x, 1.0)
        middle = at_most(at_least(x - 1, 0.0), space(x).ones_like(x))
        right = at_least(x - 2, 0.0)
        f = 12.5 * left**2 + (25 + 0.5 * middle) * middle + (26 + 12.5 * right) * right
        return f[..., 0], 25 * left + middle + 25 * right


def lessard_recht_packard(low: float = 3.07, high: float = 3.46, *, B: int = 16, seed: int = 0) -> Problem:
    """Starts evenly spaced between `low` and `high`; all of the default ones are drawn into the cycle."""
    x0 = np.linspace(low, high, B)[:, None, None]
    ones = np.ones((B, 1))
    constants = {"L": 25 * ones, "mu": ones, "f_star": 0 * ones, "R": np.abs(x0[..., 0])}
    return LessardRechtPackard(x_star=0 * x0, x0=x0, settings=STRONGLY_CONVEX & SMOOTH & MINIMIZER, constants=constants)


family = Family(lessard_recht_packard, STRONGLY_CONVEX & SMOOTH & MINIMIZER, {"low": (0.5, 3.4), "high": (3.46, 10.0)})
