"""Polyak's step, Polyak 1969."""

from dataclasses import dataclass

from optlab.arrays import quotient, sqnorm
from optlab.method import Iterate, Method, Scalar
from optlab.symbols import f_star


@dataclass(frozen=True)
class Polyak(Method):
    """x+ = x - scale (f(x) - f_star) / ||g||^2 g; it stays where g = 0."""

    scale: Scalar = 1.0
    f_star: Scalar = f_star

    def step(self, s, oracle):
        f, g = oracle.value_and_grad(s.x)
        return Iterate(s.x - self.scale * quotient(f - self.f_star, sqnorm(g)) * g)
