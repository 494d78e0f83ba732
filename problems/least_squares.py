"""Least squares as a finite sum: with residuals that no component agrees on, the home of SGD; without, or with a ridge."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, dot, norm, quotient, take
from optlab.polyak_settings import MINIMA
from optlab.problem import Family, Problem
from optlab.problems.linear_model import LinearModel
from optlab.rng import Rng
from optlab.settings import (
    FINITE_SUM,
    INTERPOLATION,
    LINEAR_MODEL,
    LIPSCHITZ_HESSIAN,
    MINIMIZER,
    QUADRATIC,
    STRONGLY_CONVEX,
    STRONGLY_CONVEX_COMPONENTS,
    Setting,
)

SETTINGS = QUADRATIC & STRONGLY_CONVEX & FINITE_SUM & LINEAR_MODEL & MINIMIZER & LIPSCHITZ_HESSIAN & MINIMA
RIDGED = SETTINGS & STRONGLY_CONVEX_COMPONENTS


@dataclass(frozen=True, kw_only=True)
class LeastSquares(LinearModel):
    """f_i(x) = 1/2 (<a_i, x - x_star> + r_i)^2 - 1/2 r_i^2 plus ridge/2 (||x||^2 - ||x_star||^2), so f_star = 0 at x_star.

    Attributes:
        r: (B, n) residuals at the minimizer, where sum_i r_i a_i = -n ridge x_star.
        own: (B, n, d), from x_star to the minimizer of each component that is nearest to 0.
        depth: (B, n, 1), -<a_i, own_i>.
    """

    r: Array
    own: Array
    depth: Array

    def losses(self, t, i=None):
        return 0.5 * t * t, t, 1 + 0 * t

    def third(self, t, i=None):
        return 0 * t

    def value_and_grad(self, x):
        e = x - self.x_star
        t = e @ self.A.mT
        ridge = self.ridge[..., 0]
        return 0.5 * (dot(t, t) / self.n + ridge * dot(e, e)), t @ self.A / self.n + self.ridge * e

    def component_excess(self, x, i):
        """How far the component i (B, S, 1) lies above its least value at x (B, S, d), a column: no difference of values is taken."""
        e = x - self.x_star
        t = dot(take(self.A, i)[:, :, 0, :], e)[..., None] + take(self.depth, i)[:, :, 0, :]
        away = e - take(self.own, i)[:, :, 0, :]
        return 0.5 * (t * t + self.ridge * dot(away, away)[..., None])

    def hess(self, x):
        return super().hess(x[:, :1, :])


def finite_sum(
    A: Array, r: Array, x_star: Array, x0: Array, L: Array, mu: Array, *,
    ridge: float = 0.0, settings: Setting = SETTINGS, **more: Array,
) -> LeastSquares:  # fmt: skip
    """The problem of rows A (B, n, d) and residuals r (B, n), where the Hessian has its eigenvalues in [mu, L], (B, 1) each.

    Args:
        more: further constants.
    """
    lengths, q = (A * A).sum(-1), r[..., None] * A + ridge * x_star
    # A rounding of their sum would be a gradient at x_star, far larger than that of f there.
    q = q - q.mean(1, keepdims=True)
    toward, total = (A @ x_star.mT)[..., 0], lengths + ridge
    depth = quotient(r * lengths + ridge * toward, total)
    own = quotient(toward - r, total)[..., None] * A - x_star
    excess = 0.5 * (depth * depth + ridge * (own * own).sum(-1))
    gram = A.mT @ (lengths[..., None] * A) / A.shape[1] + 2 * ridge * (A.mT @ A) / A.shape[1]
    constants = {
        "L": L,
        "mu": mu,
        "M": 0 * L,
        "L_max": lengths.max(-1, keepdims=True) + ridge,
        "L_avg": np.sqrt(np.linalg.eigvalsh(gram)[:, -1:] * (1 + 1e-12) + ridge**2),
        "n": 0 * L + A.shape[1],
        "sigma_star": np.sqrt((q * q).sum(-1).mean(-1, keepdims=True)),
        "excess": excess.mean(-1, keepdims=True),
        "excess_max": excess.max(-1, keepdims=True),
        "f_star": 0 * L,
        "R": norm(x0 - x_star)[..., 0],
        **more,
    }
    ridges = np.full((len(A), 1, 1), ridge)
    return LeastSquares(
        A=A, q=q, r=r, own=own, depth=depth[..., None], ridge=ridges, x_star=x_star, x0=x0, settings=settings, constants=constants
    )


def _made(n: int, dim: int, kappa: float, noise: float, B: int, seed: int, interpolating: bool = False) -> Problem:
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
    A, r = Q * np.sqrt(n * eigenvalues), noise * e
    if not interpolating:
        return finite_sum(A, r, x_star, x0, ones, ones / kappa)
    growth = _growth(Q, eigenvalues, n)
    return finite_sum(A, r, x_star, x0, ones, ones / kappa, settings=SETTINGS & INTERPOLATION, growth=growth)


def _growth(Q: np.ndarray, eigenvalues: np.ndarray, n: int) -> np.ndarray:
    """(B, 1), the largest eigenvalue of H^-1 S H^-1, S = mean of ||a_i||^2 a_i a_i', for H = diag(eigenvalues)."""
    whitened = Q * np.sqrt(n / eigenvalues)
    lengths = n * (Q * Q * eigenvalues).sum(-1, keepdims=True)
    return np.linalg.eigvalsh(whitened.mT @ (lengths * whitened) / n)[:, -1:] * (1 + 1e-12)


def least_squares(n: int = 16, dim: int = 3, kappa: float = 4.0, noise: float = 1.0, *, B: int = 16, seed: int = 0) -> Problem:
    """Orthogonal columns, so that the mean has the eigenvalues kappa^0, ..., kappa^-1, log-uniform with both ends taken.

    Args:
        n: components, more than `dim`.
        noise: size of the residuals; 0 makes all components agree on x_star.
    """
    return _made(n, dim, kappa, noise, B, seed)


def interpolating_least_squares(n: int = 8, dim: int = 3, kappa: float = 4.0, *, B: int = 16, seed: int = 0) -> Problem:
    """As least_squares without residuals: x_star minimizes every component, and the constant of strong growth is an eigenvalue."""
    return _made(n, dim, kappa, 0.0, B, seed, interpolating=True)


def ridge_regression(n: int = 8, dim: int = 3, ridge: float = 0.3, noise: float = 1.0, *, B: int = 16, seed: int = 0) -> Problem:
    """Gaussian features over sqrt(dim); a Gaussian answer under noise, regressed with a ridge."""
    rng = Rng(seed, np.arange(B))
    A = rng.normal((n, dim), stream=1)[:, 0] / dim**0.5
    b = (A @ rng.normal(dim, stream=2).mT)[..., 0] + noise * rng.normal(n, stream=3)[:, 0]
    H = A.mT @ A / n + ridge * np.eye(dim)
    x_star = np.linalg.solve(H, A.mT @ b[..., None] / n).mT
    x0 = x_star + rng.normal(dim, stream=4)
    eigenvalues = np.linalg.eigvalsh(H)
    least = np.full((B, 1), ridge)
    mu, L = np.maximum(eigenvalues[:, :1] * (1 - 1e-12), least), eigenvalues[:, -1:] * (1 + 1e-12)
    return finite_sum(A, (A @ x_star.mT)[..., 0] - b, x_star, x0, L, mu, ridge=ridge, settings=RIDGED, mu_min=least)


RANGES = {"n": (8, 32), "dim": (2, 6), "kappa": (1.5, 12.0)}

family = Family(least_squares, SETTINGS, {**RANGES, "noise": (0.1, 2.0)})
interpolating = Family(interpolating_least_squares, SETTINGS & INTERPOLATION, RANGES)
ridged = Family(ridge_regression, RIDGED, {"n": (2, 24), "dim": (1, 6), "ridge": (0.1, 1.0), "noise": (0.0, 2.0)})
