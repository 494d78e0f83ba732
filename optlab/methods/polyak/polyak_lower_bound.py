"""Polyak's step with a lower bound in place of f_star, and restarts; the idea is that of Hazan and Kakade 2019."""

from dataclasses import dataclass
from typing import NamedTuple

from optlab.arrays import Array, at_least, quotient, sqnorm, where
from optlab.method import Method, Scalar
from optlab.symbols import G, R, f_star


class State(NamedTuple):
    x: Array  # (B, S, d)
    start: Array  # (B, S, d), where every epoch starts
    best: Array  # (B, S, 1), least value of this epoch so far
    low: Array  # (B, S, 1), the lower bound of this epoch
    age: int  # points of this epoch before x


@dataclass(frozen=True)
class PolyakLowerBound(Method):
    """Epochs of `epoch` points from x0 with x+ = x - (f(x) - low) / (2 ||g||^2) g; after each, low+ = max(low, (best + low) / 2).

    `low` need not stay below f_star: once `best` is as good as the theorem says, the method cannot know.
    """

    low: Scalar = f_star - G * R
    epoch: int = 25

    def init(self, x0):
        zero = 0 * x0[..., :1]
        return State(x0, x0, zero, zero + self.low, 0)

    def step(self, s, oracle):
        f, g = oracle.value_and_grad(s.x)
        best = f if s.age == 0 else where(f < s.best, f, s.best)
        if s.age + 1 == self.epoch:
            return State(s.start, s.start, best, s.low + at_least(0.5 * (best - s.low), 0.0), 0)
        return State(s.x - 0.5 * quotient(f - s.low, sqnorm(g)) * g, s.start, best, s.low, s.age + 1)
