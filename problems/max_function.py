"""The function of Drori and Teboulle 2016 on which no subgradient method beats G R / sqrt(N + 1) in N steps."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, first_argmax, norm, one_hot, space, sqnorm, where
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.settings import CONVEX, LIPSCHITZ, MINIMIZER


@dataclass(frozen=True, kw_only=True)
class MaxFunction(Problem):
    """f(x) = max(1 + max_i x_i, ||x|| - sqrt(d)), so f_star = 0 at x_star = (-1, ..., -1) alone; the first largest entry is active.

    Attributes:
        x_star: (1, 1, d).
    """

    x_star: Array

    def value_and_grad(self, x):
        d = x.shape[-1]
        flat = 1 + space(x).max(x, axis=-1)[..., None]
        length = norm(x)
        # ||x|| - sqrt(d) without cancellation, so that f(x_star) is 0 and not a rounding error.
        cone = (sqnorm(x) - d) / (length + d**0.5)
        inside = flat >= cone
        g = where(inside, one_hot(first_argmax(x), d, x), x / where(inside, 0 * length + 1, length))
        return where(inside, flat, cone)[..., 0], g


def max_function(horizon: int = 16, *, B: int = 16, seed: int = 0) -> Problem:
    """In dimension horizon + 1. The first instance starts at 0, where N = horizon steps attain the bound; the others at random.

    Args:
        horizon: the number of steps N it is the worst case for.
    """
    d = horizon + 1
    x0 = Rng(seed, np.arange(B)).normal(d).copy()
    x0[0] = 0.0
    x_star, zeros = -np.ones((1, 1, d)), np.zeros((B, 1))
    constants = {"G": zeros + 1, "f_star": zeros, "R": norm(x0 - x_star)[..., 0]}
    return MaxFunction(x_star=x_star, x0=x0, settings=CONVEX & LIPSCHITZ & MINIMIZER, constants=constants)


family = Family(max_function, CONVEX & LIPSCHITZ & MINIMIZER, {"horizon": (1, 64)}, worst_case=True)
