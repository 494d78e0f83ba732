"""Subgradient method, Shor 1964."""

from dataclasses import dataclass

from sympy import sqrt

from optlab.method import Iterate, Method, Schedule
from optlab.symbols import G, N, R


@dataclass(frozen=True)
class Subgradient(Method):
    """x+ = x - step_size g with any subgradient g at x; by default the optimal constant step of N steps."""

    step_size: Schedule = R / (G * sqrt(N + 1))

    def step(self, s, oracle):
        return Iterate(s.x - self.step_size(0) * oracle.grad(s.x))
