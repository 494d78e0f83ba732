"""Accelerated proximal gradient, Beck and Teboulle 2009."""

from dataclasses import dataclass

from optlab.method import Method, Scalar
from optlab.methods.momentum.nesterov import State
from optlab.symbols import L


@dataclass(frozen=True)
class FISTA(Method):
    """x+ = prox(y - step_size grad f(y)), y = x + (w - 1) / w+ (x - previous), w+ = (1 + sqrt(1 + 4 w^2)) / 2, for F = f + h."""

    step_size: Scalar = 1 / L

    def init(self, x0):
        return State(x0, x0, 0.0)

    def step(self, s, oracle):
        w = (1 + (1 + 4 * s.weight**2) ** 0.5) / 2
        y = s.x + (s.weight - 1) / w * (s.x - s.previous)
        return State(oracle.prox(y - self.step_size * oracle.grad(y), self.step_size), s.x, w)
