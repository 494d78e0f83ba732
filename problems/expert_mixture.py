"""Mixtures of experts whose outputs are known: which few of them, and with which weights, make the targets."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, dot, norm
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.settings import CONVEX, MINIMIZER, SMOOTH
from optlab.smooth_surrogate_settings import EXPERTS

SETTINGS = CONVEX & SMOOTH & MINIMIZER & EXPERTS


@dataclass(frozen=True, kw_only=True)
class ExpertMixture(Problem):
    """f(x) = ||V (x - x_star)||^2 / (2 n), so f_star = 0.

    Attributes:
        V: (B, n, d), the outputs of d experts on n inputs.
        x_star: (B, 1, d), at least 0 and of sum 1.
    """

    V: Array
    x_star: Array

    def value_and_grad(self, x):
        off, n = (x - self.x_star) @ self.V.mT, self.V.shape[-2]
        return dot(off, off) / (2 * n), off @ self.V / n

    def hess(self, x):
        return (self.V.mT @ self.V / self.V.shape[-2])[:, None] + 0 * x[..., None]


def expert_mixture(bits: int = 4, inputs: int = 20, selected: int = 2, *, B: int = 128, seed: int = 0) -> Problem:
    """2^bits Gaussian experts, `selected` of them (at most as many as there are) true, with weights between 1 and 2 over their sum.

    The start has equal weights.
    """
    rng, d = Rng(seed, np.arange(B)), 2**bits
    V = rng.normal((inputs, d), stream=1).reshape(B, inputs, d)
    order = rng.uniform(d, stream=2).argsort(-1).argsort(-1)
    weights = (order < selected) * (1 + rng.uniform(d, stream=3))
    x_star = weights / weights.sum(-1, keepdims=True)
    x0 = np.full((B, 1, d), 1 / d)
    ones = np.ones((B, 1))
    constants = {
        "L": np.linalg.norm(V, 2, axis=(1, 2))[:, None] ** 2 / inputs * (1 + 1e-14),
        "R": norm(x0 - x_star)[..., 0], "f_star": 0 * ones, "selected": min(selected, d) * ones, "experts": d * ones,
        "inputs": inputs * ones,
    }  # fmt: skip
    return ExpertMixture(V=V, x_star=x_star, x0=x0, settings=SETTINGS, constants=constants)


family = Family(expert_mixture, SETTINGS, {"bits": (1, 4), "inputs": (2, 30), "selected": (1, 4)})
