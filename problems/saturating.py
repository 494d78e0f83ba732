"""A valley that levels off: the simplest smooth function that is not convex."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, norm
from optlab.problem import Family, Problem
from optlab.settings import LIPSCHITZ, LIPSCHITZ_HESSIAN, MINIMIZER, SMOOTH

SETTINGS = SMOOTH & LIPSCHITZ & LIPSCHITZ_HESSIAN & MINIMIZER


@dataclass(frozen=True, kw_only=True)
class Saturating(Problem):
    """f(x) = height x^2 / (1 + x^2) on the line, so f_star = 0 at x_star = 0.

    Attributes:
        height: (B, 1, 1).
        x_star: (1, 1, 1), zero.
    """

    height: Array
    x_star: Array

    def value_and_grad(self, x):
        w = 1 / (1 + x * x)
        return (self.height * x * x * w)[..., 0], 2 * self.height * x * w * w

    def hess(self, x):
        w = 1 / (1 + x * x)
        return (2 * self.height * (1 - 3 * x * x) * w * w * w)[..., None]


def saturating(height: float = 1.0, *, B: int = 32, seed: int = 0) -> Problem:
    """Starts from 0.01 to 10. L is the curvature at 0; G and M are taken where the next derivative vanishes, at x^2 = 1/3 and at
    x^2 = 1 - 2/sqrt(5)."""
    x0 = np.geomspace(0.01, 10.0, B)[:, None, None]
    ones = height * np.ones((B, 1))
    y = 1 - 2 / 5**0.5
    constants = {
        "L": 2 * ones,
        "G": 9 / (8 * 3**0.5) * ones,
        "M": 24 * y**0.5 * (1 - y) / (1 + y) ** 4 * ones,
        "f_star": 0 * ones,
        "R": norm(x0)[..., 0],
    }
    return Saturating(height=ones[..., None], x_star=np.zeros((1, 1, 1)), x0=x0, settings=SETTINGS, constants=constants)


family = Family(saturating, SETTINGS, {"height": (0.1, 10.0)}, worst_case=True)
