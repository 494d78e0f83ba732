"""Convex quadratics with a spectrum you choose."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, dot, norm, solve, space
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.settings import LIPSCHITZ_HESSIAN, MINIMIZER, PROXIMABLE, QUADRATIC, STRONGLY_CONVEX

SETTINGS = QUADRATIC & STRONGLY_CONVEX & PROXIMABLE & MINIMIZER & LIPSCHITZ_HESSIAN


@dataclass(frozen=True, kw_only=True)
class Diagonal(Problem):
    """f(x) = 1/2 sum_i eigenvalues_i (x_i - x_star_i)^2, so f_star = 0.

    Attributes:
        eigenvalues: (B, 1, d) nonnegative.
        x_star: (B, 1, d) a minimizer.
    """

    eigenvalues: Array
    x_star: Array

    def grad(self, x):
        return self.eigenvalues * (x - self.x_star)

    def value_and_grad(self, x):
        e = x - self.x_star
        g = self.eigenvalues * e
        return 0.5 * dot(g, e), g

    def hess(self, x):
        return self.eigenvalues[..., None] * space(x).eye(x.shape[-1], dtype=x.dtype, device=x.device)

    def resolvent(self, x, step):
        return self.x_star + (x - self.x_star) / (1 + step * self.eigenvalues)

    def displacement(self, x, step):
        pull = step * self.eigenvalues
        return pull / (1 + pull) * (x - self.x_star)

    def average_rise(self, x, law, width):
        return self.value_and_grad(x)

    def average_floor(self, law, width):
        return law.mean_square * (width**2)[..., 0] * space(self.eigenvalues).sum(self.eigenvalues, axis=-1) / 2


@dataclass(frozen=True, kw_only=True)
class Quadratic(Problem):
    """f(x) = 1/2 (x - x_star)' A (x - x_star), so f_star = 0.

    Attributes:
        A: (B, d, d) symmetric, positive semidefinite.
        x_star: (B, 1, d) a minimizer.
    """

    A: Array
    x_star: Array

    def grad(self, x):
        return (x - self.x_star) @ self.A

    def value_and_grad(self, x):
        e = x - self.x_star
        g = e @ self.A
        return 0.5 * dot(g, e), g

    def hess(self, x):
        return self.A[:, None]

    def resolvent(self, x, step):
        eye = space(x).eye(x.shape[-1], dtype=x.dtype, device=x.device)
        step = step[..., None] if hasattr(step, "ndim") else step
        return self.x_star + solve(eye + step * self.A[:, None, :, :], x - self.x_star)


def quadratic(dim: int = 20, kappa: float = 100.0, rotated: bool = False, *, B: int = 64, seed: int = 0) -> Problem:
    """Eigenvalues log-uniform in [1/kappa, 1] with both ends taken; x0 and x_star Gaussian, but for two instances that start on an
    eigenvector of an extreme eigenvalue, where linear rates are attained.

    Args:
        rotated: Haar eigenvectors and a dense matrix, for methods that see coordinates; the others see no difference.
    """
    rng = Rng(seed, np.arange(B))
    eigenvalues = kappa ** -rng.uniform(dim)
    eigenvalues[..., 0], eigenvalues[..., -1] = 1.0, 1 / kappa
    x_star, e = rng.normal(dim, stream=2), rng.normal(dim, stream=3).copy()
    e[:2] = np.eye(dim)[[0, dim - 1], None][: len(e)]
    ones = np.ones((B, 1))
    if rotated:
        Q = np.linalg.qr(rng.normal(dim * dim, stream=1).reshape(B, dim, dim)).Q
        A, e = Q * eigenvalues @ Q.mT, e @ Q.mT
    x0 = x_star + e
    constants = {"L": ones, "mu": ones / kappa, "M": 0 * ones, "f_star": 0 * ones, "R": norm(x0 - x_star)[..., 0]}
    if rotated:
        return Quadratic(A=(A + A.mT) / 2, x_star=x_star, x0=x0, settings=SETTINGS, constants=constants)
    return Diagonal(eigenvalues=eigenvalues, x_star=x_star, x0=x0, settings=SETTINGS, constants=constants)


family = Family(quadratic, SETTINGS, {"dim": (2, 30), "kappa": (1.5, 1e6), "rotated": [False, True]})
