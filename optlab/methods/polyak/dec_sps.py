"""Stochastic Polyak step that decreases, Orvieto, Lacoste-Julien and Loizou 2022."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from optlab.arrays import Array, at_most, quotient, sqnorm, where
from optlab.method import Method, Scalar
from optlab.symbols import L_max


class State(NamedTuple):
    x: Array  # (B, S, d)
    step_size: Array  # (B, S, 1), that of the step into x; the cap at the start
    age: int


@dataclass(frozen=True)
class DecSPS(Method):
    """x+ = x - t g, t = min((f_S(x) - least of f_S) / ||g||^2, c_before t_before) / c, c = scale sqrt(age + 1), at first c_before = scale.

    Where g = 0 the second argument is taken: a step of 0 would stop the method forever.
    """

    scale: Scalar = 1.0
    cap: Scalar = 1 / L_max

    def init(self, x0):
        return State(x0, self.cap + 0 * x0[..., :1], 0)

    def step(self, s, oracle):
        above, g = self.seen(s.x, oracle)
        most = self.scale * max(s.age, 1) ** 0.5 * s.step_size
        polyak = where(sqnorm(g) > 0, quotient(above, sqnorm(g)), most)
        t = at_most(polyak, most) / (self.scale * (s.age + 1) ** 0.5)
        return State(s.x - t * g, t, s.age + 1)

    def seen(self, x: Array, oracle: Any) -> tuple[Array, Array]:
        """How far the sample lies above its least value, a column, and its gradient."""
        return oracle.excess_and_grad(x)


@dataclass(frozen=True)
class DecSPSFromBelow(DecSPS):
    """As DecSPS, with one lower bound `least` of all components in place of the least value of each; a sample may have many of them."""

    least: Scalar = 0.0

    def seen(self, x, oracle):
        f, g = oracle.value_and_grad(x)
        return f - self.least, g
