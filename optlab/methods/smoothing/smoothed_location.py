"""Maximum likelihood of a place on the smoothed density, Gupta, Lee and Price 2023, by Fisher scoring from the median."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from optlab.arrays import Array
from optlab.method import Method


class State(NamedTuple):
    x: Array  # (B, S, 1), the width of smoothing, which stays
    estimate: Array  # (B, S, 1)


@dataclass(frozen=True)
class SmoothedLocation(Method):
    """Gaussian noise of deviation x is added to a sample; from its median, estimate+ = estimate + mean of the scores / information.

    A width of 0 is plain maximum likelihood.

    Args:
        steps: of scoring.
    """

    random: ClassVar[bool] = True
    steps: int = 4

    def init(self, x0):
        return State(x0, 0 * x0)

    def step(self, s, oracle):
        sample = oracle.cloud()[..., 0]
        sample = sample + s.x * oracle.normal(s.x, sample.shape[2:])
        estimate, information = np.median(sample, axis=-1, keepdims=True), oracle.information(s.x)
        for _ in range(self.steps):
            estimate = estimate + oracle.score(sample - estimate, s.x).mean(-1, keepdims=True) / information
        return State(s.x, estimate)
