"""Affine-invariant cubic Newton, Hanzely, Kamzolov, Pasechnyuk, Gasnikov, Richtarik and Takac 2022."""

from dataclasses import dataclass

from optlab.arrays import at_least, inner, solve
from optlab.method import Iterate, Method, Scalar
from optlab.symbols import L_local


@dataclass(frozen=True)
class AffineInvariantCubicNewton(Method):
    """x+ = x - alpha n, alpha = (sqrt(1 + 2 G) - 1) / G, G = smoothness lam; n and lam are Newton's step and decrement."""

    smoothness: Scalar = L_local

    def step(self, s, oracle):
        g = oracle.grad(s.x)
        n = solve(oracle.hess(s.x), g)
        lam = at_least(inner(g, n), 0.0) ** 0.5
        # The same alpha, without 0/0 at the minimizer.
        return Iterate(s.x - 2 / (1 + (1 + 2 * self.smoothness * lam) ** 0.5) * n)
