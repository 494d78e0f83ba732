"""The barrier of the second-order cone."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, norm, space, sqnorm, where
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.settings import MINIMIZER, SELF_CONCORDANT


@dataclass(frozen=True, kw_only=True)
class ConeBarrier(Problem):
    """f(t, y) = 2 u - log((1 + u)^2 - ||z||^2), u = c t / 2 - 1, z = c y / 2: the barrier -log(t^2 - ||y||^2) with the linear term
    c t and shifted so that f_star = 0 at (2 / c, 0); inf outside t > ||y||. x = (t, y).

    Attributes:
        c: (B, 1, 1) positive.
        x_star: (B, 1, d).
    """

    c: Array
    x_star: Array

    def _shifted(self, x):
        e = 0.5 * self.c * (x - self.x_star)
        q = 2 * e[..., :1] + e[..., :1] ** 2 - sqnorm(e[..., 1:])
        inside = (q > -1) & (e[..., :1] > -1)
        return where(inside, e, 0 * e), where(inside, q, 0 * q), inside

    def _normal(self, e, q):
        """J w / (1 + q), w = (1 + u, z), J = diag(1, -1, ..., -1)."""
        return space(e).concat([1 + e[..., :1], -e[..., 1:]], axis=-1) / (1 + q)

    def value_and_grad(self, x):
        e, q, inside = self._shifted(x)
        f = (2 * e[..., :1] - space(e).log1p(q))[..., 0]
        # 1 - (1 + u) / (1 + q) without cancellation at x_star.
        first = (q - e[..., :1]) / (1 + q)
        g = self.c * space(e).concat([first, e[..., 1:] / (1 + q)], axis=-1)
        return where(inside[..., 0], f, float("inf")), where(inside, g, float("nan"))

    def hess(self, x):
        e, q, inside = self._shifted(x)
        v = self._normal(e, q)
        flat = space(e).concat([-1 / (1 + q), (1 + 0 * e[..., 1:]) / (1 + q)], axis=-1)
        eye = space(e).eye(x.shape[-1], dtype=x.dtype, device=x.device)
        H = 0.5 * self.c[..., None] ** 2 * (flat[..., None] * eye + 2 * v[..., None] * v[..., None, :])
        return where(inside[..., None], H, float("nan"))

    def points(self, rng, many=32):
        """(B, many, d), with u + 1 over four decades and ||z|| up to it."""
        return self.x_star + _inside(rng, many, self.x0.shape[-1], 4.0) / self.c


def _inside(rng: Rng, many: int, d: int, decades: float) -> np.ndarray:
    """(B, many, d): (t, y) minus (2, 0) of points inside the cone for c = 1."""
    draws = rng.uniform((many, 2), stream=91)
    draws = draws.reshape(len(draws), many, 2)
    t = 2 * 10 ** (decades * (draws[..., :1] - 0.5))
    z = rng.normal((many, d - 1), stream=92).reshape(len(draws), many, d - 1)
    return np.concatenate([t - 2, t * draws[..., 1:] ** 0.25 * z / norm(z)], axis=-1)


def cone_barrier(dim: int = 4, *, B: int = 32, seed: int = 0) -> Problem:
    """c log-uniform in [0.1, 10]; starts up to a factor 10 from the minimizer's height, many of them near the boundary."""
    rng = Rng(seed, np.arange(B))
    c = 10 ** (2 * rng.uniform(1, stream=1) - 1)
    x_star = np.concatenate([2 / c, np.zeros((B, 1, dim - 1))], axis=-1)
    x0 = x_star + _inside(rng, 1, dim, 2.0) / c
    constants = {"f_star": np.zeros((B, 1)), "R": norm(x0 - x_star)[..., 0]}
    return ConeBarrier(c=c, x_star=x_star, x0=x0, settings=SELF_CONCORDANT & MINIMIZER, constants=constants)


family = Family(cone_barrier, SELF_CONCORDANT & MINIMIZER, {"dim": (2, 8)}, worst_case=True)
