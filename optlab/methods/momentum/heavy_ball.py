"""Heavy ball, Polyak 1964."""

from dataclasses import dataclass
from typing import NamedTuple

from sympy import sqrt

from optlab.arrays import Array
from optlab.method import Method, Scalar
from optlab.symbols import L, mu


class State(NamedTuple):
    x: Array  # (B, S, d)
    previous: Array  # (B, S, d), one step earlier


@dataclass(frozen=True)
class HeavyBall(Method):
    """x+ = x - step_size grad f(x) + momentum (x - previous); tuned for quadratics unless told otherwise."""

    step_size: Scalar = 4 / (sqrt(L) + sqrt(mu)) ** 2
    momentum: Scalar = ((sqrt(L) - sqrt(mu)) / (sqrt(L) + sqrt(mu))) ** 2

    def init(self, x0):
        return State(x0, x0)

    def step(self, s, oracle):
        return State(s.x - self.step_size * oracle.grad(s.x) + self.momentum * (s.x - s.previous), s.x)
