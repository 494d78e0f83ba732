"""Monotone Frank-Wolfe, Carderera, Besancon and Pokutta 2021."""

from dataclasses import dataclass

from optlab.arrays import where
from optlab.method import Iterate, Method, Scalar
from optlab.symbols import k


@dataclass(frozen=True)
class MonotoneFrankWolfe(Method):
    """y = x + weight (v - x) with v of Frank-Wolfe; x+ = y if y lies in the domain and f(y) <= f(x), else x+ = x. k grows either way."""

    weight: Scalar = 2 / (k + 2)

    def step(self, s, oracle):
        f, g = oracle.value_and_grad(s.x)
        y = s.x + self.weight * (oracle.lmo(g) - s.x)
        # Outside the domain the value is inf, so one comparison asks both questions.
        return Iterate(where(oracle.value(y) <= f, y, s.x))
