"""Conditional gradient, Frank and Wolfe 1956, with the open-loop weights of Jaggi 2013."""

from dataclasses import dataclass

from optlab.method import Iterate, Method, Scalar
from optlab.symbols import k


@dataclass(frozen=True)
class FrankWolfe(Method):
    """x+ = x + weight (v - x), where v minimizes <grad f(x), v> over the set."""

    weight: Scalar = 2 / (k + 2)

    def step(self, s, oracle):
        return Iterate(s.x + self.weight * (oracle.lmo(oracle.grad(s.x)) - s.x))
