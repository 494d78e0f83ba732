"""Stochastic Polyak step with a cap, Loizou, Vaswani, Laradji and Lacoste-Julien 2021."""

from dataclasses import dataclass
from typing import Any

from optlab.arrays import Array, at_most, quotient, sqnorm
from optlab.method import Iterate, Method, Scalar


@dataclass(frozen=True)
class SPSMax(Method):
    """x+ = x - t g, t = min((f_S(x) - least) / (share ||g||^2), cap) with the value and the gradient of one sample; it stays where g = 0.

    `least` is the minimum of every component, 0 where losses are.
    """

    share: Scalar = 1.0
    cap: Scalar = float("inf")
    least: Scalar = 0.0

    def step(self, s, oracle):
        above, g = self.seen(s.x, oracle)
        return Iterate(s.x - at_most(quotient(above, self.share * sqnorm(g)), self.cap) * g)

    def seen(self, x: Array, oracle: Any) -> tuple[Array, Array]:
        """How far the sample lies above its least value, a column, and its gradient."""
        f, g = oracle.value_and_grad(x)
        return f - self.least, g


@dataclass(frozen=True)
class SPSMaxByComponent(SPSMax):
    """As SPSMax, with the least value of the sampled component itself in place of `least`."""

    def seen(self, x, oracle):
        return oracle.excess_and_grad(x)
