"""Smooth activation units, SAU: leaky rectifiers averaged over Gaussian noise, many on one input."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, norm, space, sqnorm, where
from optlab.averaging import Gaussian, Law
from optlab.problem import Family, Problem
from optlab.problems.noise_average import NoiseAverage, noise_average
from optlab.rng import Rng
from optlab.settings import CONVEX, LIPSCHITZ, SMOOTH
from optlab.smooth_surrogate_settings import LEAKY_UNITS

SETTINGS = CONVEX & SMOOTH & LIPSCHITZ & LEAKY_UNITS


@dataclass(frozen=True, kw_only=True)
class LeakyUnits(Problem):
    """f(x) = mean_j u(<a_j, x - center>) with u(t) = right t where t >= 0, and left t elsewhere: without a minimizer, as a rule.

    Attributes:
        A: (B, n, d), a_j its rows, of length 1.
        center: (B, 1, d).
        left, right: (B, 1, 1), 0 <= left < right.
    """

    A: Array
    center: Array
    left: Array
    right: Array

    def value_and_grad(self, x):
        xp, z = space(x), (x - self.center) @ self.A.mT
        slope = where(z < 0, self.left + 0 * z, self.right + 0 * z)
        return xp.mean(slope * z, axis=-1), slope @ self.A / z.shape[-1]

    def points(self, rng, many=32):
        """The second half of them on the line along the first row."""
        e, a = Problem.points(self, rng, many) - self.x0, self.A[:, :1]
        on_line = (e @ a.mT) / sqnorm(a) * a
        return self.center + where(space(e).arange(many)[None, :, None] < many // 2, e, on_line)

    def average_rise(self, x: Array, law: Law, width: Array) -> tuple[Array, Array]:
        """E f(x + width w) - E f(center + width w), (B, S), and its gradient (B, S, d); width is (B, 1, 1)."""
        z, even, odd = (x - self.center) @ self.A.mT, (self.right - self.left) / 2, (self.right + self.left) / 2
        f = space(x).mean(odd * z + even * width * law.rise(z / width), axis=-1)
        return f, (odd + even * law.slope(z / width)) @ self.A / z.shape[-1]

    def average_floor(self, law: Law, width: Array) -> Array:
        """E f(center + width w), (B, 1)."""
        return law.mean_abs * (width * (self.right - self.left) / 2)[..., 0]

    def gated(self, x: Array, width: Array) -> tuple[Array, Array]:
        """mean_j of left t + (right - left) t P(w_1 <= t / width), GELU in place of SAU, w ~ N(0, 1): (B, S), with its gradient."""
        xp, z = space(x), (x - self.center) @ self.A.mT
        t, rest = z / width, self.right - self.left
        below = (1 + Gaussian(1).slope(t)) / 2
        density = xp.exp(-(t**2) / 2) / (2 * np.pi) ** 0.5
        return xp.mean((self.left + rest * below) * z, axis=-1), (self.left + rest * (below + t * density)) @ self.A / z.shape[-1]


def leaky_units(dim: int = 5, units: int = 8, left: float = 0.25, *, B: int = 16, seed: int = 0) -> LeakyUnits:
    """Rows in random directions; `right` is 1. G by the triangle inequality on the linear part and the absolute values."""
    rng = Rng(seed, np.arange(B))
    A = rng.normal((units, dim), stream=1).reshape(B, units, dim)
    A = A / norm(A)
    center = rng.normal(dim, stream=2)
    ones = np.ones((B, 1, 1))
    G = (1 + left) / 2 * norm(A.mean(1, keepdims=True)) + (1 - left) / 2 * np.linalg.norm(A, 2, axis=(1, 2))[:, None, None] / units**0.5
    constants = {"G": G[..., 0] * (1 + 1e-14), "left_slope": left * ones[..., 0], "right_slope": ones[..., 0]}
    x0 = center + rng.normal(dim, stream=3)
    return LeakyUnits(A=A, center=center, left=left * ones, right=ones, x0=x0, settings=CONVEX & LIPSCHITZ, constants=constants)


def smooth_activation_units(
    dim: int = 5, units: int = 8, left: float = 0.25, width: float = 0.5, *, B: int = 16, seed: int = 0
) -> NoiseAverage:
    """Averages of leaky units over Gaussian noise: L = (1 - left) ||A||^2 / (n width sqrt(2 pi)), and f = 0 where all of them bend most."""
    base = leaky_units(dim, units, left, B=B, seed=seed)
    problem = noise_average(base, Gaussian, width)
    gram = np.linalg.norm(base.A, 2, axis=(1, 2))[:, None] ** 2 / units
    constants = {**problem.constants, "L": (1 - left) * gram / (width * (2 * np.pi) ** 0.5) * (1 + 1e-14)}
    return problem._with(settings=SETTINGS, constants=constants)


family = Family(
    smooth_activation_units,
    SETTINGS,
    {"dim": (1, 9), "units": (1, 12), "left": (0.0, 0.9), "width": (0.01, 10.0)},
    worst_case=True,
)
