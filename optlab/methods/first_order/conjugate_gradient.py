"""Conjugate gradients, Hestenes and Stiefel 1952: of all methods that stay in the span of gradients, the best on a quadratic."""

from dataclasses import dataclass
from typing import NamedTuple

from optlab.arrays import Array, inner, quotient, sqnorm
from optlab.method import Method


class State(NamedTuple):
    x: Array  # (B, S, d)
    direction: Array  # (B, S, d)
    sqgrad: Array  # (B, S, 1), where the direction was chosen


@dataclass(frozen=True)
class ConjugateGradient(Method):
    """x+ = x - <g, p> / <p, H p> p, p = g + ||g||^2 / ||g before||^2 p before, with H p = grad f(x + p) - g on a quadratic."""

    def init(self, x0):
        return State(x0, 0 * x0, 0 * sqnorm(x0))

    def step(self, s, oracle):
        g = oracle.grad(s.x)
        p = g + quotient(sqnorm(g), s.sqgrad) * s.direction
        Hp = oracle.grad(s.x + p) - g
        return State(s.x - quotient(inner(g, p), inner(p, Hp)) * p, p, sqnorm(g))
