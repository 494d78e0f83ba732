"""Second moments of SGD on least squares, one component at a time: a sampled run without its samples."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from optlab.arrays import Array, dot, space
from optlab.moments_settings import INTERPOLATION_MOMENTS, SUM_MOMENTS
from optlab.problem import Family, Problem
from optlab.problems.coordinate_sum import coordinate_sum
from optlab.problems.least_squares import interpolating_least_squares, least_squares
from optlab.problems.two_component import two_component


@dataclass(frozen=True, kw_only=True)
class LeastSquaresMoments(Problem):
    """x = E u u', row by row, with u = (1, e), e the error; f_i = 1/2 (<a_i, e> + r_i)^2 - 1/2 r_i^2, and the value is E f.

    Attributes:
        a: (B, n, d + 1), rows (0, a_i).
        c: (B, n, d + 1), rows (r_i, a_i), so that grad f_i = <c_i, u> a_i.
    """

    a: Array
    c: Array

    def value_and_grad(self, x):
        half = self.a.mT @ self.a / (2 * self.a.shape[1])
        half = space(x).reshape(half, (half.shape[0], 1, -1)) + 0 * x
        return dot(half, x), half

    def moments_after(self, x, step):
        """(B, S, (d + 1)^2) to the same: the mean over i of T_i X T_i', T_i = 1 - step a_i c_i'."""
        size, n = self.a.shape[-1], self.a.shape[1]
        step = step[..., None] if getattr(step, "ndim", 0) else step
        X = space(x).reshape(x, (*x.shape[:2], size, size))
        a, c = self.a[:, None, :, :], self.c[:, None, :, :]
        drift = a.mT @ (c @ X) / n
        kicked = a.mT @ (dot(c @ X, c)[..., None] * a) / n
        return space(x).reshape(X - step * (drift + drift.mT) + step**2 * kicked, x.shape)

    def mean_square(self, x: Array) -> Array:
        """E ||e||^2, (B, S)."""
        size = self.a.shape[-1]
        return space(x).sum(x[..., size + 1 :: size + 1], axis=-1)


def _moments(sampled: Any, interpolating: bool = False) -> Problem:
    """Those of the least squares `sampled`, from its start."""
    zero = 0 * sampled.r[..., None]
    e = np.concatenate([0 * sampled.x0[..., :1] + 1, sampled.x0 - sampled.x_star], axis=-1)
    kept = ("L_max", "L", "mu", "sigma_star", "R", *(["growth"] if interpolating else []))
    return LeastSquaresMoments(
        a=np.concatenate([zero, sampled.A], axis=-1),
        c=np.concatenate([sampled.r[..., None], sampled.A], axis=-1),
        x0=(e.mT @ e).reshape(len(e), 1, -1),
        settings=INTERPOLATION_MOMENTS if interpolating else SUM_MOMENTS,
        constants={name: sampled.constants[name] for name in kept},
    )


def least_squares_moments(n: int = 16, dim: int = 3, kappa: float = 4.0, noise: float = 1.0, *, B: int = 16, seed: int = 0) -> Problem:
    """Of `least_squares`."""
    return _moments(least_squares(n, dim, kappa, noise, B=B, seed=seed))


def two_component_moments(curvature: float = 1.0, noise: float = 1.0, start: float = 1.0, *, B: int = 8, seed: int = 0) -> Problem:
    """Of `two_component`."""
    return _moments(two_component(curvature, noise, start, B=B, seed=seed))


def interpolating_moments(n: int = 8, dim: int = 3, kappa: float = 4.0, *, B: int = 16, seed: int = 0) -> Problem:
    """Of `interpolating_least_squares`."""
    return _moments(interpolating_least_squares(n, dim, kappa, B=B, seed=seed), interpolating=True)


def coordinate_moments(dim: int = 4, kappa: float = 1.0, *, B: int = 8, seed: int = 0) -> Problem:
    """Of `coordinate_sum`."""
    return _moments(coordinate_sum(dim, kappa, B=B, seed=seed), interpolating=True)


RANGES = {"n": (8, 32), "dim": (1, 5), "kappa": (1.5, 12.0)}
family = Family(least_squares_moments, SUM_MOMENTS, {**RANGES, "noise": (0.1, 2.0)})
pair = Family(two_component_moments, SUM_MOMENTS, {"curvature": (0.1, 10.0), "noise": (0.1, 3.0), "start": (0.1, 10.0)}, worst_case=True)
interpolating = Family(interpolating_moments, INTERPOLATION_MOMENTS, RANGES)
coordinates = Family(coordinate_moments, INTERPOLATION_MOMENTS, {"dim": (2, 5), "kappa": (1.0, 50.0)}, worst_case=True)
