"""Least squares as a finite sum, with residuals that no component agrees on: the home of SGD."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, dot, norm, space, take
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.settings import FINITE_SUM, LIPSCHITZ_HESSIAN, MINIMIZER, QUADRATIC, STRONGLY_CONVEX

SETTINGS = QUADRATIC & STRONGLY_CONVEX & FINITE_SUM & MINIMIZER & LIPSCHITZ_HESSIAN


@dataclass(frozen=True, kw_only=True)
class LeastSquares(Problem):
    """f(x) = 1/n sum_i (1/2 (<a_i, x - x_star> + r_i)^2 - 1/2 r_i^2) with sum_i r_i a_i = 0, so f_star = 0 at x_star.

    Attributes:
        A: (B, n, d) rows a_i.
        r: (B, n) residuals at the minimizer.
        x_star: (B, 1, d).
    """

    A: Array
    r: Array
    x_star: Array

    @property
    def n(self) -> int:
        """How many components."""
        return self.A.shape[1]

    def value_and_grad(self, x):
        t = (x - self.x_star) @ self.A.mT
        return 0.5 * dot(t, t) / self.n, t @ self.A / self.n

    def hess(self, x):
        return (self.A.mT @ self.A / self.n)[:, None]

    def component_value(self, x, i):
        """Mean value of the components i (B, S, b) at x (B, S, d), (B, S)."""
        t = self._along(take(self.A, i), x)
        return space(x).mean(0.5 * t * (t + 2 * take(self.r, i)), axis=-1)

    def component_grad(self, x, i):
        """Mean gradient of the components i (B, S, b) at x, (B, S, d)."""
        a = take(self.A, i)
        t = self._along(a, x) + take(self.r, i)
        return space(x).mean(t[..., None] * a, axis=2)

    def _along(self, a, x):
        return dot(a, (x - self.x_star)[:, :, None, :])


def finite_sum(A: Array, r: Array, x_star: Array, x0: Array, L: Array, mu: Array) -> LeastSquares:
    """The problem of rows A (B, n, d) and residuals r (B, n), where the mean has eigenvalues in [mu, L], (B, 1) each."""
    lengths = (A * A).sum(-1)
    constants = {
        "L": L,
        "mu": mu,
        "M": 0 * L,
        "L_max": lengths.max(-1, keepdims=True),
        "n": 0 * L + A.shape[1],
        "sigma_star": np.sqrt((r * r * lengths).mean(-1, keepdims=True)),
        "f_star": 0 * L,
        "R": norm(x0 - x_star)[..., 0],
    }
    return LeastSquares(A=A, r=r, x_star=x_star, x0=x0, settings=SETTINGS, constants=constants)


def least_squares(n: int = 16, dim: int = 3, kappa: float = 4.0, noise: float = 1.0, *, B: int = 16, seed: int = 0) -> Problem:
    """Orthogonal columns, so that the mean has the eigenvalues kappa^0, ..., kappa^-1, log-uniform with both ends taken.

    Args:
        n: components, more than `dim`.
        noise: size of the residuals; 0 makes all components agree on x_star (interpolation).
    """
    n = max(n, dim + 1)
    rng = Rng(seed, np.arange(B))
    Q = np.linalg.qr(rng.normal((n, dim), stream=1)[:, 0]).Q
    eigenvalues = kappa ** -rng.uniform(dim, stream=2)
    eigenvalues[..., 0], eigenvalues[..., -1] = 1.0, 1 / kappa
    e = rng.normal(n, stream=3)[:, 0]
    for _ in range(2):  # once more, for what rounding left in the span of the columns
        e = e - (Q @ (Q.mT @ e[..., None]))[..., 0]
    x_star = rng.normal(dim, stream=4)
    x0 = x_star + rng.normal(dim, stream=5)
    ones = np.ones((B, 1))
    return finite_sum(Q * np.sqrt(n * eigenvalues), noise * e, x_star, x0, ones, ones / kappa)


family = Family(least_squares, SETTINGS, {"n": (8, 32), "dim": (2, 6), "kappa": (1.5, 12.0), "noise": (0.1, 2.0)})
