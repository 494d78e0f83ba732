"""Stochastic gradient descent on a set, with the mean that favours late iterates: Lacoste-Julien, Schmidt and Bach 2012."""

from dataclasses import dataclass
from typing import NamedTuple

from optlab.arrays import Array
from optlab.method import Method, Scalar
from optlab.symbols import k, mu


class State(NamedTuple):
    x: Array  # (B, S, d)
    mean: Array  # (B, S, d), of the iterates before x with weights 1, 2, 3, ...; x0 at the start
    age: int


@dataclass(frozen=True)
class ProjectedSGD(Method):
    """x+ = P(x - step_size g), P the nearest point of a convex set."""

    step_size: Scalar = 2 / (mu * (k + 2))

    def init(self, x0):
        return State(x0, x0, 0)

    def step(self, s, oracle):
        x = oracle.project(s.x - self.step_size * oracle.grad(s.x))
        return State(x, s.mean + 2 / (s.age + 2) * (s.x - s.mean), s.age + 1)
