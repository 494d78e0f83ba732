"""Accelerated gradient, Nesterov 1983; with these weights it is FISTA without a prox, Beck and Teboulle 2009."""

from dataclasses import dataclass
from typing import NamedTuple

from optlab.arrays import Array
from optlab.method import Method, Scalar
from optlab.symbols import L


class State(NamedTuple):
    x: Array  # (B, S, d), what the theorems speak of
    previous: Array  # (B, S, d), one step earlier
    weight: float  # 0, then 1, then growing by a half or more


@dataclass(frozen=True)
class Nesterov(Method):
    """x+ = y - step_size grad f(y), y = x + (w - 1) / w+ (x - previous), w+ = (1 + sqrt(1 + 4 w^2)) / 2."""

    step_size: Scalar = 1 / L

    def init(self, x0):
        return State(x0, x0, 0.0)

    def step(self, s, oracle):
        w = (1 + (1 + 4 * s.weight**2) ** 0.5) / 2
        y = s.x + (s.weight - 1) / w * (s.x - s.previous)
        return State(y - self.step_size * oracle.grad(y), s.x, w)
