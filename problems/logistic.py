"""Logistic regression with a ridge, on synthetic data and on two tables that ship with scikit-learn."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from optlab.arrays import Array, norm, take
from optlab.problem import Family, Problem
from optlab.problems.linear_model import LinearModel
from optlab.problems.softplus import sigmoid, softplus_divergence
from optlab.rng import Rng
from optlab.settings import (
    FINITE_SUM,
    LINEAR_MODEL,
    LIPSCHITZ_HESSIAN,
    MINIMIZER,
    SEMI_STRONG,
    SMOOTH,
    STRONGLY_CONVEX,
    STRONGLY_CONVEX_COMPONENTS,
    THIRD_LOCAL,
)


@dataclass(frozen=True, kw_only=True)
class Logistic(LinearModel):
    """f(x) = mean_i log(1 + exp(a_i.x)) + ridge / 2 ||x||^2 minus its tangent at x_star, so f_star = 0 at x_star exactly.

    The label's sign is in a_i. x_star solves the regression to rounding, so the tangent's slope is what rounding left of the gradient
    there.

    Attributes:
        low: (B, 1, n), the logistic function at a_i.x_star, and `high`, at minus that.
    """

    low: Array
    high: Array

    def losses(self, t, i=None):
        return softplus_divergence(t, *self._at_x_star(i))

    def third(self, t, i=None):
        low, high = self._at_x_star(i)
        _, slope, bend = softplus_divergence(t, low, high)
        return bend * ((high - low) - 2 * slope)

    def _at_x_star(self, i):
        return [s if i is None else take(s[:, 0, :], i) for s in (self.low, self.high)]


SETTINGS = STRONGLY_CONVEX & SMOOTH & LIPSCHITZ_HESSIAN & SEMI_STRONG & THIRD_LOCAL & MINIMIZER & LINEAR_MODEL


def _solved(A: np.ndarray, mu: np.ndarray) -> np.ndarray:
    """The minimizer to rounding, (B, 1, d), by Newton's method with halved steps, from 0."""

    def loss(x):
        return np.logaddexp(0, x @ A.mT).mean(-1, keepdims=True) + mu / 2 * (x * x).sum(-1, keepdims=True)

    x = np.zeros((len(mu), 1, A.shape[-1]))
    for _ in range(40):
        s = sigmoid(x @ A.mT)
        g = s @ A / A.shape[-2] + mu * x
        H = A.mT @ ((s * (1 - s)).mT * A) / A.shape[-2] + mu * np.eye(A.shape[-1])
        step = np.linalg.solve(H, g.mT).mT
        share = np.ones_like(mu)
        for _ in range(20):
            share = np.where(loss(x - share * step) <= loss(x), share, share / 2)
        x = x - share * step
    return x


def _made(A: np.ndarray, mu: np.ndarray, x0: np.ndarray) -> Logistic:
    """Sigma' <= 1/4, |sigma''| <= 1 / (6 sqrt 3) and |sigma'''| <= 1/8, so with T the largest eigenvalue of A'A / n and l the longest row
    L <= T / 4 + mu, M <= l T / (6 sqrt 3), and l^2 T / 8 bounds the Lipschitz constant of the third derivative; a component is
    (||a_i||^2 / 4 + mu)-smooth."""
    x_star = _solved(A, mu)
    top = np.linalg.eigvalsh(A.mT @ A / A.shape[-2])[:, -1:] * (1 + 1e-12)
    longest = norm(A).max((1, 2))[:, None] * (1 + 1e-14)
    ridge = mu[..., 0]
    M = top * longest / 108**0.5 + 0 * ridge
    t = x_star @ A.mT
    low, high = sigmoid(t), sigmoid(-t)
    q = low.mT * A
    q = q - q.mean(1, keepdims=True)
    each = (A * A).sum(-1) / 4 + ridge
    constants = {
        "L": top / 4 + ridge, "mu": ridge, "M": M, "f_star": 0 * ridge, "R": norm(x0 - x_star)[..., 0],
        "L_local": M / ridge**1.5, "L_local3": top * longest**2 / 8 / ridge**2,
        "n": 0 * ridge + A.shape[1], "mu_min": ridge, "sigma_star": np.sqrt((q * q).sum(-1).mean(-1, keepdims=True)),
        "L_max": each.max(-1, keepdims=True), "L_avg": np.sqrt((each**2).mean(-1, keepdims=True)),
    }  # fmt: skip
    return Logistic(A=A, q=q, ridge=mu, low=low, high=high, x_star=x_star, x0=x0, settings=SETTINGS, constants=constants)


def logistic(dim: int = 8, samples: int = 40, ridge: float = 1e-2, *, B: int = 16, seed: int = 0) -> Problem:
    """Gaussian features over sqrt(dim), labels from a random halfspace of which one in ten is flipped; starts Gaussian."""
    rng = Rng(seed, np.arange(B))
    features = rng.normal((samples, dim), stream=1).reshape(B, samples, dim) / dim**0.5
    label = np.sign(features @ rng.normal(dim, stream=2).mT) * np.where(rng.uniform(samples, stream=3).mT < 0.1, -1, 1)
    return _made(features * label, np.full((B, 1, 1), ridge), 3 * rng.normal(dim, stream=4))


def ridge_logistic(samples: int = 10, dim: int = 3, ridge: float = 0.1, *, B: int = 16, seed: int = 0) -> Problem:
    """The same with few features, for theorems about the mean of its components."""
    return logistic(dim, samples, ridge, B=B, seed=seed)._with(settings=SUMS)


@cache
def _table(name: str) -> np.ndarray:
    """Standardised features with a constant appended, times minus the label's sign, (n, d)."""
    from sklearn import datasets

    if name == "cancer":
        features, label = datasets.load_breast_cancer(return_X_y=True)
    else:
        features, digit = datasets.load_digits(return_X_y=True)
        features, label = features[(digit == 3) | (digit == 8)], digit[(digit == 3) | (digit == 8)] == 8
        features = features[:, features.std(0) > 0]
    z = (features - features.mean(0)) / features.std(0)
    z = np.concatenate([z, np.ones((len(z), 1))], axis=1) / z.shape[1] ** 0.5
    return np.where(label[:, None] > 0, -z, z)


def _of_table(name: str, ridge: float, B: int, seed: int) -> Logistic:
    A = _table(name)[None]
    mu = ridge * np.geomspace(1.0, 10.0, B)[:, None, None]
    return _made(A, mu, Rng(seed, np.arange(B)).normal(A.shape[-1]))


def breast_cancer(ridge: float = 1e-2, *, B: int = 2, seed: int = 0) -> Logistic:
    """The Wisconsin table: 569 tumours, 30 features, malignant or benign; ridges from `ridge` to ten times that, starts Gaussian."""
    return _of_table("cancer", ridge, B, seed)


def digits_3_8(ridge: float = 1e-2, *, B: int = 2, seed: int = 0) -> Logistic:
    """Threes against eights of the 8 x 8 digits; ridges from `ridge` to ten times that, starts Gaussian."""
    return _of_table("digits", ridge, B, seed)


SUMS = SETTINGS & FINITE_SUM & STRONGLY_CONVEX_COMPONENTS

synthetic = Family(logistic, SETTINGS, {"dim": (1, 12), "samples": (10, 60), "ridge": (1e-3, 1.0)})
cancer = Family(breast_cancer, SETTINGS, {"ridge": (1e-3, 1.0)})
digits = Family(digits_3_8, SETTINGS, {"ridge": (1e-3, 1.0)})
sums = Family(ridge_logistic, SUMS, {"samples": (2, 24), "dim": (1, 6), "ridge": (0.05, 1.0)})
