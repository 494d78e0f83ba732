"""Logarithmic barriers with a linear term that plants the minimizer: the self-concordant functions, one of them the worst."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, norm, space, where
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.settings import MINIMIZER, SELF_CONCORDANT


@dataclass(frozen=True, kw_only=True)
class LogBarrier(Problem):
    """f(x) = sum_i (u_i - log(1 + u_i)), u = A (x - x_star), so f_star = 0; inf unless every u_i > -1.

    Up to an affine term, u_i + 1 is the slack of constraint i over its slack at x_star.

    Attributes:
        A: (B, m, d) of full column rank.
        x_star: (B, 1, d).
    """

    A: Array
    x_star: Array

    def _slacks(self, x):
        u = (x - self.x_star) @ self.A.mT
        inside = space(u).all(u > -1, axis=-1, keepdims=True)
        return where(inside, u, 0 * u), inside

    def value_and_grad(self, x):
        u, inside = self._slacks(x)
        f = space(u).sum(u - space(u).log1p(u), axis=-1)
        g = (u / (1 + u)) @ self.A
        return where(inside[..., 0], f, float("inf")), where(inside, g, float("nan"))

    def hess(self, x):
        u, inside = self._slacks(x)
        scaled = self.A[:, None, :, :] / (1 + u)[..., None]
        return where(inside[..., None], scaled.mT @ scaled, float("nan"))

    def points(self, rng, many=32):
        """(B, many, d), on rays from x_star up to the boundary, or to u of length 1000 where there is none."""
        B, _, d = self.x0.shape
        e = np.reshape(rng.normal((many, d), stream=92), (B, many, d))
        share = rng.uniform(many, stream=91)[:, 0, :, None]
        return self.x_star + share * _reach(self.A, e, 1e3) * e


def _reach(A: np.ndarray, e: np.ndarray, most: float) -> np.ndarray:
    """How far x_star + t e stays inside and ||A e|| t <= most: t, a column."""
    u = e @ A.mT
    return 1 / np.maximum((-u).max(-1, keepdims=True), norm(u) / most)


def log_barrier(dim: int = 5, *, B: int = 48, seed: int = 0) -> Problem:
    """sum_i (c_i x_i - log(1 + c_i x_i)), c log-uniform in [0.1, 10], the barrier z - log z with its minimizer at 0, so that distances
    to it keep their relative precision. The Newton decrement is ||c x||, log-spread over [1e-3, 5] at the starts, which lie along the
    first axis (where bounds are attained), upwards, or downwards."""
    rng = Rng(seed, np.arange(B))
    c = 10 ** (2 * rng.uniform(dim, stream=1) - 1)
    lam = np.geomspace(1e-3, 5.0, B)[:, None, None]
    z = np.abs(rng.normal(dim, stream=2))
    z = np.where(np.arange(B)[:, None, None] % 3 == 0, np.eye(dim)[:1], z)
    z = z / norm(z)
    z = np.where((np.arange(B)[:, None, None] % 3 == 2), -z / (1 + lam), z)
    ones, A = np.ones((B, 1)), c[:, 0, :, None] * np.eye(dim)
    x0 = lam * z / c
    constants = {"f_star": 0 * ones, "R": norm(x0)[..., 0]}
    return LogBarrier(A=A, x_star=0 * x0, x0=x0, settings=SELF_CONCORDANT & MINIMIZER, constants=constants)


def polytope_barrier(dim: int = 4, constraints: int = 20, *, B: int = 32, seed: int = 0) -> Problem:
    """Gaussian constraints; the starts come as near the boundary as 1e-4 of the way, log-spread."""
    rng = Rng(seed, np.arange(B))
    A = rng.normal((constraints, dim), stream=1).reshape(B, constraints, dim)
    x_star, e = rng.normal(dim, stream=2), rng.normal(dim, stream=3)
    share = 1 - np.geomspace(1e-4, 0.99, B)[:, None, None]
    x0 = x_star + share * _reach(A, e, 1e2) * e
    constants = {"f_star": np.zeros((B, 1)), "R": norm(x0 - x_star)[..., 0]}
    return LogBarrier(A=A, x_star=x_star, x0=x0, settings=SELF_CONCORDANT & MINIMIZER, constants=constants)


separable = Family(log_barrier, SELF_CONCORDANT & MINIMIZER, {"dim": (1, 12)}, worst_case=True)
polytope = Family(polytope_barrier, SELF_CONCORDANT & MINIMIZER, {"dim": (1, 6), "constraints": (8, 40)})
