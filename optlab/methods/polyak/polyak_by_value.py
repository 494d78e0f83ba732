"""The step of Polyak's kind that is optimal for function values, Barre, Taylor and d'Aspremont 2020."""

from dataclasses import dataclass

from optlab.arrays import quotient, sqnorm
from optlab.method import Iterate, Method, Scalar
from optlab.symbols import L, f_star


@dataclass(frozen=True)
class PolyakByValue(Method):
    """x+ = x - t g where ||g||^2 = 2 L (2 - L t) (f(x) - f_star)."""

    L: Scalar = L
    f_star: Scalar = f_star

    def step(self, s, oracle):
        f, g = oracle.value_and_grad(s.x)
        t = (2 - quotient(sqnorm(g), 2 * self.L * (f - self.f_star))) / self.L
        return Iterate(s.x - t * g)
