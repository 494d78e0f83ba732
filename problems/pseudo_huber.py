"""sqrt(1 + x^2) and its scalings: smooth, Lipschitz, strictly convex, and from too far Newton's method diverges."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.settings import CONVEX, LIPSCHITZ, LIPSCHITZ_HESSIAN, MINIMIZER, SMOOTH

# The largest |third derivative| of sqrt(1 + x^2), at x = 1/2.
STEEPEST = 48 / (25 * 5**0.5)


@dataclass(frozen=True, kw_only=True)
class PseudoHuber(Problem):
    """f(x) = L t^2 (sqrt(1 + (x / t)^2) - 1) on the line, so f_star = 0 at x_star = 0.

    Attributes:
        threshold: (B, 1, 1), t.
        curvature: (B, 1, 1), L.
        x_star: (B, 1, 1), zero.
    """

    threshold: Array
    curvature: Array
    x_star: Array

    def value_and_grad(self, x):
        root = (1 + (x / self.threshold) ** 2) ** 0.5
        return (self.curvature * x**2 / (1 + root))[..., 0], self.curvature * x / root

    def hess(self, x):
        return (self.curvature / (1 + (x / self.threshold) ** 2) ** 1.5)[..., None]


def pseudo_huber(farthest: float = 3.0, *, B: int = 32, seed: int = 0) -> Problem:
    """L and t log-uniform in [0.1, 10]; starts from 0.01 t to `farthest` t."""
    L, t = np.split(10 ** (2 * Rng(seed, np.arange(B)).uniform(2) - 1), 2, axis=-1)
    x0 = t * np.geomspace(0.01, farthest, B)[:, None, None]
    known = {"L": L, "G": L * t, "M": STEEPEST * L / t, "f_star": 0 * L, "R": x0}
    constants = {name: v[..., 0] for name, v in known.items()}
    settings = CONVEX & SMOOTH & LIPSCHITZ & LIPSCHITZ_HESSIAN & MINIMIZER
    return PseudoHuber(threshold=t, curvature=L, x_star=0 * t, x0=x0, settings=settings, constants=constants)


family = Family(pseudo_huber, CONVEX & SMOOTH & LIPSCHITZ & LIPSCHITZ_HESSIAN & MINIMIZER, {"farthest": (0.5, 100.0)})
