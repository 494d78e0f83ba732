"""Grokfast, Lee, Kang, Kim and Lee 2024: what changes slowly in the gradients is amplified before another method sees them."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from optlab.arrays import Array
from optlab.method import Method, Scalar


class State(NamedTuple):
    x: Array  # (B, S, d)
    slow: Array  # (B, S, d), exponential mean of the gradients so far
    amplified: Array  # (B, S, d), what the inner method was given for the last one
    age: int  # steps so far
    inner: Any  # the state of the inner method


@dataclass(frozen=True)
class Grokfast(Method):
    """The inner method with g + weight h in place of a gradient g, where h+ = memory h + (1 - memory) g, and h is the first g at first.

    A gradient that stays is multiplied by 1 + weight, one that changes its sign in every step by 1 + weight (1 - memory) / (1 + memory).

    Attributes:
        inner: a method that asks for one gradient in a step, at x.
    """

    inner: Method
    weight: Scalar = 2.0
    memory: Scalar = 0.98

    def init(self, x0):
        return State(x0, 0 * x0, 0 * x0, 0, self.inner.init(x0))

    def step(self, s, oracle):
        g = oracle.grad(s.x)
        slow = self.memory * s.slow + (1 - self.memory) * g if s.age else g
        amplified = g + self.weight * slow
        inner: Any = self.inner.step(s.inner._replace(x=s.x), Given(oracle, amplified))
        return State(inner.x, slow, amplified, s.age + 1, inner)


@dataclass(frozen=True)
class Given:
    """An oracle whose gradient is known beforehand."""

    oracle: Any
    gradient: Array

    def grad(self, x, sample=None):
        """The gradient that was given."""
        return self.gradient

    def __getattr__(self, name):
        return getattr(self.oracle, name)
