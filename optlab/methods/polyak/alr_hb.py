"""Heavy ball with the step of Polyak's kind for it, Wang, Johansson and Zhang 2023."""

from dataclasses import dataclass
from typing import NamedTuple

from optlab.arrays import Array, at_least, inner, quotient, sqnorm
from optlab.method import Method, Scalar
from optlab.symbols import f_star


class State(NamedTuple):
    x: Array  # (B, S, d)
    before: Array  # (B, S, d), the iterate before x
    ahead: Array  # (B, S, d), where momentum alone would have led, x = ahead - t g


@dataclass(frozen=True)
class ALRHB(Method):
    """m = momentum (x - x_before);  t = max(f(x) - f_star + <g, m>, 0) / ||g||^2;  x+ = x + m - t g."""

    momentum: Scalar = 0.9
    f_star: Scalar = f_star

    def init(self, x0):
        return State(x0, x0, x0)

    def step(self, s, oracle):
        f, g = oracle.value_and_grad(s.x)
        m = self.momentum * (s.x - s.before)
        t = quotient(at_least(f - self.f_star + inner(g, m), 0.0), sqnorm(g))
        ahead = s.x + m
        return State(ahead - t * g, s.x, ahead)
