"""Logistic regression over an l1 ball, on synthetic data and on a table that ships with scikit-learn."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from optlab.arrays import Array, dot, space
from optlab.problem import Family, Problem
from optlab.problems.l1_ball import OnL1Ball, pyramidal_width
from optlab.problems.logistic import breast_cancer
from optlab.problems.softplus import sigmoid, softplus_divergence
from optlab.rng import Rng
from optlab.settings import BOUNDED_BELOW, CURVED_SET, POLYTOPE, SMOOTH_ON_SET

SETTINGS = SMOOTH_ON_SET & CURVED_SET & POLYTOPE & BOUNDED_BELOW


@dataclass(frozen=True, kw_only=True)
class LogisticOnL1Ball(OnL1Ball):
    """f(x) = mean_i log(1 + exp(a_i.x)) minus its tangent at x_star, plus multiplier (radius - <s, x>), a sum of nonnegative terms.

    The label's sign is in a_i. x_star solves the regression to rounding, so that the gradient there is -multiplier s but for some 1e-10
    (1e-4 where an entry of x_star nearly vanishes); taking one for the other makes f_star exact and adds a slope of that size.

    Attributes:
        A: (B, n, d), a_i its rows.
        low: (B, 1, n), the logistic function at a_i.x_star, and `high`, at minus that.
        s: (B, 1, d), a subgradient of the l1 norm at x_star.
        multiplier: (B, 1, 1), that of the constraint.
        x_star: (B, 1, d).
    """

    A: Array
    low: Array
    high: Array
    s: Array
    multiplier: Array
    x_star: Array

    def value_and_grad(self, x):
        f, slope, _ = softplus_divergence((x - self.x_star) @ self.A.mT, self.low, self.high)
        slack = self.radius[..., 0] - dot(self.s, x)
        return space(x).mean(f, axis=-1) + self.multiplier[..., 0] * slack, slope @ self.A / self.A.shape[-2] - self.multiplier * self.s


def _optimum(A: np.ndarray, radius: float) -> tuple[np.ndarray, np.ndarray]:
    """x_star (B, 1, d) and the multiplier (B, 1, 1), by Newton's method on the loss minus t times the logarithms of z > 0, where x is the
    first part of z minus the second, the last entry is what ||x||_1 leaves of the radius, and sum z = radius."""
    B, n, d = A.shape
    K = np.concatenate([A, -A, np.zeros((B, n, 1))], axis=-1)
    z = np.full((B, 2 * d + 1), radius / (2 * d + 1))
    for t in 10.0 ** -np.arange(0, 14):
        for _ in range(12):
            p = sigmoid((K @ z[..., None])[..., 0])
            # Relative to z, as nothing else is near 1.
            seen = K * z[:, None]
            M = np.zeros((B, 2 * d + 2, 2 * d + 2))
            M[:, :-1, :-1] = seen.mT @ ((p * (1 - p))[..., None] * seen) / n + t * np.eye(2 * d + 1)
            M[:, -1, :-1] = M[:, :-1, -1] = z
            slope = (p[:, None] @ seen)[:, 0] / n - t
            move = np.linalg.solve(M, np.concatenate([slope, z.sum(-1, keepdims=True) - radius], axis=-1)[..., None])[..., 0]
            z = z * (1 - move[:, :-1] * np.minimum(1, 0.9 / np.maximum(move[:, :-1].max(-1, keepdims=True), 1e-300)))
    x = (z[:, :d] - z[:, d:-1])[:, None]
    x = np.where(np.abs(x) > 1e-9 * radius, x, 0.0)
    pressed = z[:, None, -1:] < 1e-6 * radius
    x = np.where(pressed, radius * x / np.abs(x).sum(-1, keepdims=True), x)
    g = sigmoid(x @ A.mT) @ A / n
    return x, np.where(pressed, np.abs(g).max(-1, keepdims=True), 0.0)


def _made(A: np.ndarray, radius: float) -> Problem:
    """softplus'' <= 1/4; C_f is attained between vertices, where ||A (u - v)|| is largest."""
    B, n, d = A.shape
    x_star, multiplier = _optimum(A, radius)
    low, high = sigmoid(x_star @ A.mT), sigmoid(-x_star @ A.mT)
    s = np.where(x_star != 0, np.sign(x_star), np.clip(-(low @ A / n) / np.maximum(multiplier, 1e-300), -1, 1))
    s = np.where(multiplier > 0, s, 0.0)
    top = np.linalg.eigvalsh(A.mT @ A / n)[:, -1:]
    ones = np.ones((B, 1))
    rounding = multiplier[..., 0] * radius * d * 2.0**-52
    constants = {
        "L": top / 4 * (1 + 1e-12), "C_f": radius**2 * (A**2).sum(-2).max(-1)[:, None] / n * (1 + 1e-12),
        "D": 2 * radius * ones, "width": radius * pyramidal_width(d) * ones,
        "f_star": rounding, "f_star_low": -rounding,
    }  # fmt: skip
    vertices = radius * np.concatenate([np.eye(d), -np.eye(d)])
    x0 = vertices[np.logaddexp(0, vertices @ A.mT).mean(-1).argmax(-1)][:, None]
    return LogisticOnL1Ball(
        radius=np.full((1, 1, 1), radius), A=A, low=low, high=high, s=s, multiplier=multiplier, x_star=x_star, x0=x0,
        settings=SETTINGS, constants=constants,
    )  # fmt: skip


def logistic_on_l1_ball(dim: int = 8, samples: int = 30, radius: float = 4.0, *, B: int = 8, seed: int = 0) -> Problem:
    """Gaussian features, labels from a random halfspace of which one in ten is flipped; from the worst vertex."""
    rng = Rng(seed, np.arange(B))
    features = rng.normal((samples, dim), stream=1).reshape(B, samples, dim)
    label = np.sign(features @ rng.normal(dim, stream=2).mT) * np.where(rng.uniform(samples, stream=3).mT < 0.1, -1, 1)
    return _made(features * label, radius)


@cache
def _features() -> Array:
    """(1, 569, 31), standardised, times minus the label's sign."""
    A = breast_cancer(B=1).A
    return A * A.shape[-1] ** 0.5


def breast_cancer_on_l1_ball(radius: float = 10.0, *, B: int = 1, seed: int = 0) -> Problem:
    """The Wisconsin table: 569 tumours, 30 standardised features and a constant, malignant or benign; from the worst vertex."""
    return _made(np.tile(_features(), (B, 1, 1)), radius)


synthetic = Family(logistic_on_l1_ball, SETTINGS, {"dim": (2, 10), "samples": (12, 60), "radius": (0.5, 16.0)})
table = Family(breast_cancer_on_l1_ball, SETTINGS, {"radius": (1.0, 20.0)})
