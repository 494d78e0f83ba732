"""Polyak's step along a moving average of gradients, Wang, Johansson and Zhang 2023."""

from dataclasses import dataclass
from typing import NamedTuple

from optlab.arrays import Array, quotient, sqnorm
from optlab.method import Method, Scalar
from optlab.symbols import f_star


class State(NamedTuple):
    x: Array  # (B, S, d)
    direction: Array  # (B, S, d), the one of the step into x


@dataclass(frozen=True)
class ALRMAG(Method):
    """d = momentum d_before + g;  x+ = x - scale (f(x) - f_star) / ||d||^2 d. The first d is g; the weights do not sum to 1."""

    momentum: Scalar = 0.9
    scale: Scalar = 1.0
    f_star: Scalar = f_star

    def init(self, x0):
        return State(x0, 0 * x0)

    def step(self, s, oracle):
        f, g = oracle.value_and_grad(s.x)
        direction = self.momentum * s.direction + g
        return State(s.x - self.scale * quotient(f - self.f_star, sqnorm(direction)) * direction, direction)
