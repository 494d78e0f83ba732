"""Accelerated gradient with a momentum of your choice: that of Nesterov 2004 for strongly convex functions, or (k - 1) / (k + 2)."""

from dataclasses import dataclass

from sympy import sqrt

from optlab.method import Method, Scalar
from optlab.methods.momentum.heavy_ball import State
from optlab.symbols import L, mu


@dataclass(frozen=True)
class NesterovMomentum(Method):
    """x+ = y - step_size grad f(y), y = x + momentum (x - previous)."""

    step_size: Scalar = 1 / L
    momentum: Scalar = (sqrt(L) - sqrt(mu)) / (sqrt(L) + sqrt(mu))

    def init(self, x0):
        return State(x0, x0)

    def step(self, s, oracle):
        y = s.x + self.momentum * (s.x - s.previous)
        return State(y - self.step_size * oracle.grad(y), s.x)
