"""Quadratics over the unit simplex: Frank-Wolfe's bound with its exact curvature, and the function on which it cannot be fast."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, dot, norm, where
from optlab.problem import Family, Problem
from optlab.problems.simplex import DIAMETER, OnSimplex, pyramidal_width, uniform_on_simplex
from optlab.rng import Rng
from optlab.settings import CONVEX, CURVED_SET, MINIMIZER, POLYTOPE, QUADRATIC_ON_SET, SELF_CONCORDANT_ON_SET, SMOOTH, SPARSE_IS_POOR

SETTINGS = CONVEX & SMOOTH & MINIMIZER & CURVED_SET & POLYTOPE & QUADRATIC_ON_SET & SELF_CONCORDANT_ON_SET


@dataclass(frozen=True, kw_only=True)
class SimplexQuadratic(OnSimplex):
    """f(x) = 1/2 (x - x_star)' Q (x - x_star), x_star in the simplex, so f_star = 0 on the simplex as on all of R^d.

    Attributes:
        Q: (B, d, d) symmetric, positive semidefinite.
        x_star: (B, 1, d).
    """

    Q: Array
    x_star: Array

    def value_and_grad(self, x):
        e = x - self.x_star
        g = e @ self.Q
        return 0.5 * dot(g, e), g

    def hess(self, x):
        return self.Q[:, None, ...]


def curvature_on_simplex(Q: np.ndarray) -> np.ndarray:
    """(B, d, d) to (B, 1): max over i, j of Q_ii + Q_jj - 2 Q_ij, Frank-Wolfe's constant C_f exactly."""
    diagonal = np.diagonal(Q, axis1=-2, axis2=-1)
    return (diagonal[:, :, None] + diagonal[:, None] - 2 * Q).max((1, 2))[:, None]


def _made(Q, x_star, x0, settings, **constants):
    ones = np.ones((len(Q), 1))
    known = {
        "C_f": curvature_on_simplex(Q), "D": DIAMETER * ones, "width": pyramidal_width(x0.shape[-1]) * ones,
        "f_star": 0 * ones, "R": norm(x0 - x_star)[..., 0], **constants,
    }  # fmt: skip
    return SimplexQuadratic(Q=Q, x_star=x_star, x0=x0, settings=settings, constants=known)


def simplex_quadratic(dim: int = 20, rank: int = 8, *, B: int = 32, seed: int = 0) -> Problem:
    """Q = A'A with Gaussian A (rank, dim), from the vertex of x_star's least entry; x_star is uniform, or in every second instance
    near a face.

    L is the largest eigenvalue plus a millionth of a millionth of it, more than an eigenvalue solver errs.
    """
    rng = Rng(seed, np.arange(B))
    A = rng.normal((rank, dim), stream=1).reshape(B, rank, dim)
    Q = A.mT @ A
    x_star = uniform_on_simplex(rng, 1, dim, stream=2)
    x_star = where(np.arange(B)[:, None, None] % 2 == 0, x_star, uniform_on_simplex(rng, 1, dim, stream=3, power=8.0))
    x0 = np.eye(dim)[x_star.argmin(-1)]
    top = np.linalg.eigvalsh(Q)[:, -1:] * (1 + 1e-12)
    return _made(Q, x_star, x0, SETTINGS, L=top)


def simplex_square(dim: int = 50, *, B: int = 2, seed: int = 0) -> Problem:
    """c ||x||^2 - c / dim, which on the simplex is c ||x - x_star||^2 with x_star the centre; from a vertex, c log-uniform in [0.1, 10]."""
    scale = 10 ** (2 * Rng(seed, np.arange(B)).uniform(1) - 1)
    x0 = np.broadcast_to(np.eye(dim)[:1], (B, 1, dim)).copy()
    d = np.full((B, 1), float(dim))
    x_star = np.full((B, 1, dim), 1 / dim)
    return _made(2 * scale * np.eye(dim), x_star, x0, SETTINGS & SPARSE_IS_POOR, L=2 * scale[..., 0], d=d)


planted = Family(simplex_quadratic, SETTINGS, {"dim": (2, 60), "rank": (1, 20)})
square = Family(simplex_square, SETTINGS & SPARSE_IS_POOR, {"dim": (2, 200)}, worst_case=True)
