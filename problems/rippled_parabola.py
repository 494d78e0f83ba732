"""x^2 + 3 sin(x)^2, the nonconvex function of Karimi, Nutini and Schmidt 2016 whose gradient dominates its gap."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, space
from optlab.problem import Family, Problem
from optlab.settings import MINIMIZER, PL, SMOOTH

# A proved lower end of inf f'(x)^2 / (2 f(x)) = 0.17553..., see tests/test_rippled_parabola.py.
DOMINATION = 0.1755


@dataclass(frozen=True, kw_only=True)
class RippledParabola(Problem):
    """f(x) = c (x^2 + 3 sin(x)^2) on the line, so f_star = 0 at x_star = 0 and L = 8 c.

    Attributes:
        height: (B, 1, 1), c.
        x_star: (1, 1, 1), zero.
    """

    height: Array
    x_star: Array

    def value_and_grad(self, x):
        f = self.height * (x**2 + 3 * space(x).sin(x) ** 2)
        return f[..., 0], self.height * (2 * x + 3 * space(x).sin(2 * x))

    def hess(self, x):
        return (self.height * (2 + 6 * space(x).cos(2 * x)))[..., None]


def rippled_parabola(height: float = 1.0, *, B: int = 128, seed: int = 0) -> Problem:
    """Starts on a grid of (0, 10]."""
    x0 = (np.arange(1.0, B + 1) * 10 / B)[:, None, None]
    ones = np.ones((B, 1))
    constants = {"L": 8 * height * ones, "mu": DOMINATION * height * ones, "f_star": 0 * ones, "R": x0[..., 0]}
    column = height * ones[..., None]
    return RippledParabola(height=column, x_star=np.zeros((1, 1, 1)), x0=x0, settings=SMOOTH & PL & MINIMIZER, constants=constants)


family = Family(rippled_parabola, SMOOTH & PL & MINIMIZER, {"height": (0.1, 10.0)})
