"""Kernel mean of weighted outcomes, after Parzen 1962."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from optlab.arrays import Array
from optlab.method import Method


class State(NamedTuple):
    x: Array  # (B, S, 1), the bandwidth, which stays
    estimate: Array  # (B, S, 1)


@dataclass(frozen=True)
class KernelMean(Method):
    """The mean of K_h(A - dose) Y / p(A) over a sample, K_h the density of N(0, h^2) and h = x.

    A sample is a cloud of pairs (A - dose, Y / p(A)).
    """

    random: ClassVar[bool] = True

    def init(self, x0):
        return State(x0, 0 * x0)

    def step(self, s, oracle):
        distance, outcome = np.moveaxis(oracle.cloud(), -1, 0)
        kernel = np.exp(-((distance / s.x) ** 2) / 2) / (s.x * (2 * np.pi) ** 0.5)
        return State(s.x, (kernel * outcome).mean(-1, keepdims=True))
