"""What classifiers under other noise than Gaussian have in common: exact probabilities, and a place where the answer is another."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from optlab.arrays import Array
from optlab.problem import Problem


@dataclass(frozen=True, kw_only=True)
class NoisyClassifier(Problem, ABC):
    """f from R^d into {0, ..., C - 1}; smoothed, g(x) is the likeliest class of f(x + noise_width e). On NumPy only.

    The noise_width of the constants is in the units of x.
    """

    on_the_cpu: ClassVar[str] = "knows its probabilities from SciPy"

    @abstractmethod
    def classify(self, x: Array) -> Array:
        """f, (B, S, d) to (B, S)."""

    @abstractmethod
    def log_probabilities(self, x: Array, noise_width: Any) -> Array:
        """log P(f(x + noise_width e) = c), (B, S, C), each accurate however small."""

    @abstractmethod
    def flip_distance(self, x: Array, norm: Literal["l1", "l2", "linf"]) -> Array:
        """Distance from x to a point where the class of g(x) is no longer ahead, (B, S): the nearest that is known, inf if none is."""
