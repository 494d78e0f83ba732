"""Averaged stochastic gradient descent, Ruppert 1988; Polyak and Juditsky 1992."""

from dataclasses import dataclass
from typing import NamedTuple

from optlab.arrays import Array
from optlab.method import Method, Scalar


class State(NamedTuple):
    x: Array  # (B, S, d), the mean of all iterates so far
    last: Array  # (B, S, d)
    age: int  # steps so far


@dataclass(frozen=True)
class AveragedSGD(Method):
    """last+ = last - step_size g(last);  x+ = x + (last+ - x) / (age + 2), the mean of the starting point and all iterates."""

    step_size: Scalar

    def init(self, x0):
        return State(x0, x0, 0)

    def step(self, s, oracle):
        last = s.last - self.step_size * oracle.grad(s.last)
        return State(s.x + (last - s.x) / (s.age + 2), last, s.age + 1)
