"""Nesterov's chain: no method in the span of gradients sees more of it than one coordinate per step."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, norm, space
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.settings import CHAINED, LIPSCHITZ_HESSIAN, MINIMIZER, STRONGLY_CONVEX

SETTINGS = CHAINED & STRONGLY_CONVEX & LIPSCHITZ_HESSIAN & MINIMIZER


@dataclass(frozen=True, kw_only=True)
class Chain(Problem):
    """f(x) = c/8 (e_1^2 + sum_i (e_i - e_(i+1))^2 + e_d^2) with e = x - x_star, so f_star = 0.

    Attributes:
        curvature: (B, 1, 1), c.
        x_star: (B, 1, d), falling linearly to 0 just beyond its end.
    """

    curvature: Array
    x_star: Array

    def _links(self, x):
        xp, e = space(x), x - self.x_star
        ends = xp.zeros_like(e[..., :1])
        # Beside a coordinate that has not moved the links are equal exactly, so that the gradient does not leak.
        return xp.concat([e, ends], axis=-1) - xp.concat([ends, e], axis=-1)

    def value_and_grad(self, x):
        links = self._links(x)
        f = self.curvature / 8 * space(x).sum(links**2, axis=-1, keepdims=True)
        return f[..., 0], self.curvature / 4 * (links[..., :-1] - links[..., 1:])

    def hess(self, x):
        xp, d = space(x), x.shape[-1]
        like = {"dtype": x.dtype, "device": x.device}
        i = xp.arange(d, **like)
        apart = xp.abs(i[:, None] - i[None, :])
        A = 2 * xp.eye(d, **like) - xp.astype(apart == 1, x.dtype)
        return self.curvature[..., None] / 4 * A


def nesterov_worst(steps: int = 10, *, B: int = 2, seed: int = 0) -> Problem:
    """From 0, in d = 2 steps + 1 coordinates; x_star_i = (d + 1 - i) / 2^m of size about one, which floats hold exactly.

    L is log-uniform in [0.1, 10]; mu is the least eigenvalue, less the rounding of its sine.
    """
    d = 2 * steps + 1
    curvature = 10 ** (2 * Rng(seed, np.arange(B)).uniform(1) - 1)
    x_star = (np.arange(d, 0, -1.0) / 2 ** np.ceil(np.log2(d + 1)))[None, None]
    x0 = np.zeros((B, 1, d))
    ones = np.ones((B, 1))
    L = curvature[..., 0]
    mu = L * np.sin(np.pi / (2 * (d + 1))) ** 2 * (1 - 1e-14)
    constants = {"L": L, "mu": mu, "M": 0 * ones, "d": d * ones, "f_star": 0 * ones, "R": norm(x0 - x_star)[..., 0]}
    return Chain(curvature=curvature, x_star=x_star, x0=x0, settings=SETTINGS, constants=constants)


family = Family(nesterov_worst, SETTINGS, {"steps": (1, 30)}, worst_case=True)
