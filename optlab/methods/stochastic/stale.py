"""Gradients and attacks that are late, as machines that work at the same time exchange them; Liu, Chen, Cheng, Hsieh and You 2022."""

from dataclasses import dataclass
from typing import NamedTuple

from optlab.arrays import Array, space
from optlab.method import Method, Scalar
from optlab.symbols import L


class State(NamedTuple):
    x: Array  # (B, S, d)
    past: Array  # (B, S, delay + 1, d), the last points from the oldest to x


@dataclass(frozen=True)
class StaleGradient(Method):
    """x+ = x - step_size grad f(x_(k - delay)), where x_j = x_0 for j < 0."""

    step_size: Scalar = 1 / (4 * L)
    delay: int = 1

    def init(self, x0):
        return State(x0, space(x0).concat([x0[:, :, None, :]] * (self.delay + 1), axis=2))

    def gradient(self, s, oracle):
        """What is stepped along."""
        return oracle.grad(s.past[:, :, 0, :])

    def step(self, s, oracle):
        x = s.x - self.step_size * self.gradient(s, oracle)
        return State(x, space(x).concat([s.past[:, :, 1:, :], x[:, :, None, :]], axis=2))


@dataclass(frozen=True)
class StaleAdversary(StaleGradient):
    """x+ = x - step_size grad_x phi(x, y) with the adversary's answer y to x_(k - delay)."""

    def gradient(self, s, oracle):
        token = oracle.sample()
        return oracle.grad_under(s.x, oracle.attack(s.past[:, :, 0, :], token), token)
