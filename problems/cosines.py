"""Sums of cosines: smooth, bounded, with saddle points and maxima everywhere."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, norm, space
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.settings import LIPSCHITZ, MINIMIZER, SMOOTH


@dataclass(frozen=True, kw_only=True)
class Cosines(Problem):
    """f(x) = sum_i (c_i / a_i^2) (1 - cos(a_i x_i)), so f_star = 0 at x_star = 0 and the largest c_i is L.

    Attributes:
        curvature: (B, 1, d), c.
        frequency: (B, 1, d), a.
        x_star: (1, 1, d), zero.
    """

    curvature: Array
    frequency: Array
    x_star: Array

    def value_and_grad(self, x):
        a, c = self.frequency, self.curvature
        f = space(x).sum(2 * c / a**2 * space(x).sin(0.5 * a * x) ** 2, axis=-1)
        return f, c / a * space(x).sin(a * x)

    def hess(self, x):
        return (self.curvature * space(x).cos(self.frequency * x))[..., None] * space(x).eye(x.shape[-1], dtype=x.dtype)


def cosines(dim: int = 3, curvature: float = 1.0, *, B: int = 64, seed: int = 0) -> Problem:
    """The first coordinate has the largest curvature. Starts are uniform in a period; the first instance starts 1e-4 from a maximum of
    that coordinate, at the minimum of all others."""
    rng = Rng(seed, np.arange(B))
    c = curvature * rng.uniform(dim, stream=1).copy()
    c[..., 0] = curvature
    a = 0.5 * 6 ** rng.uniform(dim, stream=2)
    x0 = np.pi / a * (2 * rng.uniform(dim, stream=3) - 1)
    x0[0] = 0.0
    x0[0, 0, 0] = (np.pi - 1e-4) / a[0, 0, 0]
    ones = np.ones((B, 1))
    G = np.sqrt(((c / a) ** 2).sum(-1))
    constants = {"L": curvature * ones, "G": G, "f_star": 0 * ones, "R": norm(x0)[..., 0]}
    return Cosines(
        curvature=c, frequency=a, x_star=np.zeros((1, 1, dim)), x0=x0, settings=SMOOTH & LIPSCHITZ & MINIMIZER, constants=constants
    )


family = Family(cosines, SMOOTH & LIPSCHITZ & MINIMIZER, {"dim": (1, 20), "curvature": (0.1, 10.0)})
