"""Root Newton, Hanzely, Abdukhakimov and Takac 2024."""

from dataclasses import dataclass

from optlab.arrays import at_least, inner, solve
from optlab.method import Iterate, Method, Scalar
from optlab.symbols import L_local3


@dataclass(frozen=True)
class RootNewton(Method):
    """x+ = x - n / (1 + theta), theta = (9 smoothness lam^(q - 2))^(1 / (q - 1)); n and lam are Newton's step and decrement.

    q in [2, 4] is the order of the local smoothness: 3 for a Hessian that is Lipschitz in local norms, 4 for a third derivative.
    """

    smoothness: Scalar = L_local3
    q: float = 4.0

    def step(self, s, oracle):
        g = oracle.grad(s.x)
        n = solve(oracle.hess(s.x), g)
        lam = at_least(inner(g, n), 0.0) ** 0.5
        theta = (9 * self.smoothness * lam ** (self.q - 2)) ** (1 / (self.q - 1))
        return Iterate(s.x - n / (1 + theta))
