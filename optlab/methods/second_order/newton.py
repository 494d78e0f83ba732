"""Newton's method."""

from dataclasses import dataclass

from optlab.arrays import solve
from optlab.method import Iterate, Method


@dataclass(frozen=True)
class Newton(Method):
    """x+ = x - hess f(x)^-1 grad f(x)."""

    def step(self, s, oracle):
        return Iterate(s.x - solve(oracle.hess(s.x), oracle.grad(s.x)))
