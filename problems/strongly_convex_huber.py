"""Strongly convex Huber functions: curvature L near the minimizer, mu beyond a threshold. Worst cases of strongly convex bounds."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, at_least, at_most, space
from optlab.problem import Family, Problem
from optlab.settings import MINIMIZER, SMOOTH, STRONGLY_CONVEX


@dataclass(frozen=True, kw_only=True)
class StronglyConvexHuber(Problem):
    """f(x) = L (min(|x|, t)^2 / 2 + t r) + mu r^2 / 2 with r = max(|x| - t, 0), on the line, so f_star = 0 at x_star = 0.

    Attributes:
        threshold: (B, 1, 1), t.
        inner, outer: (B, 1, 1), the curvatures L and mu.
        x_star: (B, 1, 1), zero.
    """

    threshold: Array
    inner: Array
    outer: Array
    x_star: Array

    def value_and_grad(self, x):
        a = space(x).abs(x)
        near, far = at_most(a, self.threshold), at_least(a - self.threshold, 0.0)
        f = self.inner * (0.5 * near**2 + self.threshold * far) + 0.5 * self.outer * far**2
        return f[..., 0], (self.inner * near + self.outer * far) * space(x).sign(x)


def strongly_convex_huber(steps: int = 32, kappa: float = 10.0, curvature: float = 1.0, *, B: int = 160, seed: int = 0) -> Problem:
    """Start at 1. For every k up to `steps` and step sizes h / L, thresholds q E / (1 - (1 - q) E) with q = 1 / kappa and
    E = (1 - q h)^(2k), where f(x_k) is largest; then a log-grid. `B` counts at least."""
    k, q = np.arange(1, steps + 1.0), 1 / kappa
    attained = [q * E / (1 - (1 - q) * E) for E in ((1 - q * h) ** (2 * k) for h in (0.5, 1.0, 1.5))]
    threshold = np.concatenate([[2.0], *attained, np.geomspace(1e-4, 1.0, max(B - 3 * steps - 1, 48))])[:, None, None]
    ones = np.ones_like(threshold)
    inner = curvature * ones
    constants = {"L": inner[..., 0], "mu": inner[..., 0] / kappa, "f_star": 0 * ones[..., 0], "R": ones[..., 0]}
    settings = STRONGLY_CONVEX & SMOOTH & MINIMIZER
    return StronglyConvexHuber(
        threshold=threshold, inner=inner, outer=inner / kappa, x_star=0 * ones, x0=ones, settings=settings, constants=constants
    )


family = Family(
    strongly_convex_huber,
    STRONGLY_CONVEX & SMOOTH & MINIMIZER,
    {"steps": (1, 48), "kappa": (1.5, 1e4), "curvature": (0.1, 10.0)},
    worst_case=True,
)
