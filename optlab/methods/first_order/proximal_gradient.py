"""Proximal gradient or iterative shrinkage-thresholding, Lions and Mercier 1979; Beck and Teboulle 2009."""

from dataclasses import dataclass

from optlab.method import Iterate, Method, Scalar
from optlab.symbols import L


@dataclass(frozen=True)
class ProximalGradient(Method):
    """x+ = prox(x - step_size grad f(x)) with the prox of step_size h, for F = f + h."""

    step_size: Scalar = 1 / L

    def step(self, s, oracle):
        return Iterate(oracle.prox(s.x - self.step_size * oracle.grad(s.x), self.step_size))
