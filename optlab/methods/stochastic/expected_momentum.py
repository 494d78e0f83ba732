"""Momentum in expectation: the exact recursion of second moments in place of samples."""

from dataclasses import dataclass
from typing import NamedTuple

from optlab.arrays import Array
from optlab.method import Method, Scalar
from optlab.symbols import L


class State(NamedTuple):
    x: Array  # (B, S, d), E e_i^2 for the errors e
    along: Array  # (B, S, d), E e_i p_i for the velocity p
    speed: Array  # (B, S, d), E p_i^2


@dataclass(frozen=True)
class ExpectedMomentum(Method):
    """The second moments of p+ = momentum p + g, e+ = e - step_size p+ one step later, where x are those of e, and f is E f.

    The curvatures are twice the gradient of E f = 1/2 sum_i h_i x_i, and the variance is what a step of length 1 from x = 0 leaves.
    """

    step_size: Scalar = 1 / (2 * L)
    momentum: Scalar = 0.5

    def init(self, x0):
        return State(x0, 0 * x0, 0 * x0)

    def step(self, s, oracle):
        h, variance = 2 * oracle.grad(s.x), oracle.moments_after(0 * s.x, 1.0)
        along = self.momentum * s.along + h * s.x
        speed = self.momentum**2 * s.speed + 2 * self.momentum * h * s.along + h**2 * s.x + variance
        x = s.x - 2 * self.step_size * along + self.step_size**2 * speed
        return State(x, along - self.step_size * speed, speed)
