"""Sums of log cosh along orthonormal directions, with or without a strongly convex part."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, at_least, at_most, dot, norm, space, where
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.settings import CONVEX, LIPSCHITZ, LIPSCHITZ_HESSIAN, MINIMIZER, SMOOTH, STRONGLY_CONVEX


def log_cosh_of(z: Array) -> Array:
    """log(cosh(z)), to full relative precision also near 0, and finite for every finite z."""
    xp, a = space(z), space(z).abs(z)
    near = xp.log1p(2 * xp.sinh(0.5 * at_most(a, 1.0)) ** 2)
    far = at_least(a, 1.0)
    return where(a < 1, near, far + xp.log1p(0.5 * xp.expm1(-2 * far)))


@dataclass(frozen=True, kw_only=True)
class LogCosh(Problem):
    """f(x) = c sum_i log(cosh(s_i <q_i, x - x_star>)) / s_i^2 + m/2 ||x - x_star||^2, so f_star = 0 and L = c + m.

    Attributes:
        directions: (B, d, d), orthonormal rows q_i.
        scale: (B, 1, d), s.
        curved, strong: (B, 1, 1), c and m.
        x_star: (B, 1, d).
    """

    directions: Array
    scale: Array
    curved: Array
    strong: Array
    x_star: Array

    def value_and_grad(self, x):
        xp, e = space(x), x - self.x_star
        z = self.scale * (e @ self.directions.mT)
        f = self.curved[..., 0] * xp.sum(log_cosh_of(z) / self.scale**2, axis=-1) + 0.5 * self.strong[..., 0] * dot(e, e)
        return f, self.curved * ((xp.tanh(z) / self.scale) @ self.directions) + self.strong * e

    def hess(self, x):
        xp = space(x)
        z = self.scale * ((x - self.x_star) @ self.directions.mT)
        c = self.curved * (1 - xp.tanh(z) ** 2) + self.strong
        Q = self.directions[:, None]
        return Q.mT @ (c[..., None] * Q)


def log_cosh(dim: int = 4, curvature: float = 1.0, *, B: int = 48, seed: int = 0) -> Problem:
    """Strictly convex, curvature exp(-2 |z|) far out; s is log-uniform in [1/e, e^3], x0 and x_star are Gaussian."""
    return _made(dim, curvature, 0.0, B, seed)


def strongly_convex_log_cosh(dim: int = 4, kappa: float = 20.0, curvature: float = 1.0, *, B: int = 48, seed: int = 0) -> Problem:
    """The same with mu = L / kappa."""
    return _made(dim, curvature, curvature / kappa, B, seed)


def _made(dim: int, L: float, mu: float, B: int, seed: int) -> Problem:
    rng = Rng(seed, np.arange(B))
    s = np.exp(4 * rng.uniform(dim, stream=1) - 1)
    Q = np.linalg.qr(rng.normal((dim, dim), stream=2)[:, 0]).Q
    x_star = rng.normal(dim, stream=3)
    x0 = x_star + rng.normal(dim, stream=4)
    ones = np.ones((B, 1))
    # The third derivative of log cosh is at most 4 / 3^(3/2).
    M = (L - mu) * 4 / 27**0.5 * s.max(-1)
    constants = {"L": L * ones, "M": M, "f_star": 0 * ones, "R": norm(x0 - x_star)[..., 0]}
    if mu:
        constants["mu"] = mu * ones
        settings = STRONGLY_CONVEX & SMOOTH & LIPSCHITZ_HESSIAN & MINIMIZER
    else:
        constants["G"] = L * np.sqrt((s**-2.0).sum(-1))
        settings = CONVEX & SMOOTH & LIPSCHITZ & LIPSCHITZ_HESSIAN & MINIMIZER
    column = ones[..., None]
    return LogCosh(
        directions=Q, scale=s, curved=(L - mu) * column, strong=mu * column, x_star=x_star, x0=x0, settings=settings, constants=constants
    )


convex = Family(log_cosh, CONVEX & SMOOTH & LIPSCHITZ & LIPSCHITZ_HESSIAN & MINIMIZER, {"dim": (1, 10), "curvature": (0.1, 10.0)})
strongly_convex = Family(
    strongly_convex_log_cosh,
    STRONGLY_CONVEX & SMOOTH & LIPSCHITZ_HESSIAN & MINIMIZER,
    {"dim": (1, 10), "kappa": (1.5, 1e4), "curvature": (0.1, 10.0)},
)
