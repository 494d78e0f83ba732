"""Log-sum-exp with a planted minimizer: smooth, Lipschitz and convex, with no strong convexity to speak of."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, at_most, norm, space, where
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.settings import CONVEX, LIPSCHITZ, LIPSCHITZ_HESSIAN, MINIMIZER, SMOOTH


@dataclass(frozen=True, kw_only=True)
class LogSumExp(Problem):
    """f(x) = log(mean_i cosh(a_i.(x - x_star))): the log-sum-exp of the rows a_i and -a_i, which sum to zero, so f_star = 0.

    Attributes:
        A: (B, n, d), a_i its rows.
        x_star: (B, 1, d).
    """

    A: Array
    x_star: Array

    def _weights(self, x):
        """z_i = a_i.(x - x_star), |z|, the largest of them, and cosh(z_i) / e^largest."""
        xp, z = space(x), (x - self.x_star) @ self.A.mT
        a = xp.abs(z)
        top = xp.max(a, axis=-1, keepdims=True)
        return z, a, top, (xp.exp(a - top) + xp.exp(-a - top)) / 2

    def value_and_grad(self, x):
        xp = space(x)
        z, a, top, w = self._weights(x)
        total = xp.sum(w, axis=-1, keepdims=True)
        near = xp.log1p(2 * xp.mean(xp.sinh(at_most(a, 1.0) / 2) ** 2, axis=-1, keepdims=True))
        f = where(top < 1, near, top + xp.log(total / z.shape[-1]))
        return f[..., 0], (w / total * xp.tanh(z)) @ self.A

    def hess(self, x):
        z, _, _, w = self._weights(x)
        p = w / space(x).sum(w, axis=-1, keepdims=True)
        g = (p * space(x).tanh(z)) @ self.A
        return self.A[:, None, :, :].mT @ (p[..., None] * self.A[:, None, :, :]) - g[..., None] * g[..., None, :]


def log_sum_exp(dim: int = 8, rows: int = 20, *, B: int = 32, seed: int = 0) -> Problem:
    """Gaussian rows. At every x the Hessian is the covariance of a random +-a_i, whose component along a unit vector lies in [-l, l]
    with l the longest row; so L <= l^2, G <= l, and M <= 4 l^3 / (3 sqrt 3), the largest third central moment on such an interval."""
    rng = Rng(seed, np.arange(B))
    A = rng.normal((rows, dim), stream=1).reshape(B, rows, dim)
    x_star, e = rng.normal(dim, stream=2), rng.normal(dim, stream=3)
    x0 = x_star + np.geomspace(0.1, 10.0, B)[:, None, None] * e / norm(e)
    longest = norm(A).max((1, 2))[:, None] * (1 + 1e-14)
    constants = {"L": longest**2, "G": longest, "M": 4 / 27**0.5 * longest**3, "f_star": 0 * longest, "R": norm(x0 - x_star)[..., 0]}
    settings = CONVEX & SMOOTH & LIPSCHITZ & LIPSCHITZ_HESSIAN & MINIMIZER
    return LogSumExp(A=A, x_star=x_star, x0=x0, settings=settings, constants=constants)


family = Family(log_sum_exp, CONVEX & SMOOTH & LIPSCHITZ & LIPSCHITZ_HESSIAN & MINIMIZER, {"dim": (1, 12), "rows": (1, 40)})
