"""The largest of linear functions around a planted minimizer: nonsmooth, convex, Lipschitz."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, first_argmax, norm, one_hot, space
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.settings import CONVEX, LIPSCHITZ, MINIMIZER


@dataclass(frozen=True, kw_only=True)
class MaxAffine(Problem):
    """f(x) = max_i <a_i, x - x_star>, with the subgradient of the first piece that attains it.

    Attributes:
        slopes: (B, m, d), a_i; zero is in their convex hull, so f_star = 0.
        x_star: (B, 1, d) a minimizer.
    """

    slopes: Array
    x_star: Array

    def value_and_grad(self, x):
        pieces = (x - self.x_star) @ self.slopes.mT
        active = one_hot(first_argmax(pieces), pieces.shape[-1], x)
        return space(x).max(pieces, axis=-1), active @ self.slopes


def max_affine(dim: int = 5, extra: int = 3, *, B: int = 64, seed: int = 0) -> Problem:
    """dim + extra slopes, all but the last of length 1 and uniform on the sphere. The last is minus the mean of the others, so that zero
    lies in the interior of their hull, rounding or not."""
    rng = Rng(seed, np.arange(B))
    a = rng.normal((dim + max(extra, 1) - 1, dim), stream=1)[:, 0]
    a = a / np.linalg.norm(a, axis=-1, keepdims=True)
    slopes = np.concatenate([a, -a.mean(1, keepdims=True)], axis=1)
    x_star = rng.normal(dim, stream=2)
    x0 = x_star + rng.normal(dim, stream=3)
    zeros = np.zeros((B, 1))
    constants = {"G": zeros + 1, "f_star": zeros, "R": norm(x0 - x_star)[..., 0]}
    return MaxAffine(slopes=slopes, x_star=x_star, x0=x0, settings=CONVEX & LIPSCHITZ & MINIMIZER, constants=constants)


family = Family(max_affine, CONVEX & LIPSCHITZ & MINIMIZER, {"dim": (1, 12), "extra": (1, 12)})
