"""What classifiers under Gaussian noise have in common: two classes, 0 and 1, and votes drawn from their exact probabilities."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from optlab.arrays import Array
from optlab.problem import Problem
from optlab.rng import Rng


@dataclass(frozen=True, kw_only=True)
class Classifier(Problem, ABC):
    """f from R^d into {0, 1}; smoothed, g(x) is the likelier class of f(x + noise_std u), u ~ N(0, I). On NumPy only.

    `noise_std` is a number or a column (B, 1, 1); distances are in the units of x.
    """

    on_the_cpu: ClassVar[str] = "knows its probabilities from SciPy"

    @abstractmethod
    def classify(self, x: Array) -> Array:
        """f, (B, S, d) to (B, S)."""

    @abstractmethod
    def log_probabilities(self, x: Array, noise_std: Any) -> Array:
        """log P(f(x + noise_std u) = c) of both classes, (B, S, 2), each accurate however small."""

    @abstractmethod
    def true_radius(self, x: Array) -> Array:
        """Distance of x to where g changes, (B, S), at the noise_std of the constants."""

    @abstractmethod
    def base_distance(self, x: Array) -> Array:
        """Distance of x to where f changes, (B, S)."""

    def probability(self, x: Array) -> Array:
        """P(f(x + noise_std u) = 1), (B, S), at the noise_std of the constants."""
        return np.exp(self.log_probabilities(x, self.constants["noise_std"][..., None])[..., 1])

    def votes(self, x: Array, n: int, noise_std: Any, rng: Rng, token: int) -> Array:
        """Classes of n noisy copies of x: counts (B, S, 2). Those of class 1 are the binomial quantile of one uniform."""
        from scipy.stats import binom

        u = rng.uniform(1, stream=2 * token)[..., 0]
        ones = binom.ppf(u, n, np.exp(self.log_probabilities(x, noise_std)[..., 1])).astype(np.int64)
        return np.stack([n - ones, ones], axis=-1)
