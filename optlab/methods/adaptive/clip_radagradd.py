"""Clip-RAdaGradD, Chezhegov, Klyukin, Semenov, Beznosikov, Gasnikov, Horvath, Takac and Gorbunov 2024: clipped, reweighted, delayed."""

from dataclasses import dataclass
from typing import NamedTuple

from optlab.arrays import Array, sqnorm
from optlab.method import Method, Scalar
from optlab.methods.stochastic.clip_sgd import clip
from optlab.symbols import G, L, R


class State(NamedTuple):
    x: Array  # (B, S, d)
    b2: Array  # (B, S, 1), the square of the step's divisor


@dataclass(frozen=True)
class ClipRAdaGradD(Method):
    """x+ = x - gamma clip(g, level) / b;  b+^2 = b^2 + weight ||clip(g, level)||^2, where gamma is a length.

    The divisor knows nothing of the gradient that it divides (delayed); an infinite level is the method without clipping.
    """

    gamma: Scalar = R
    b0: Scalar = L * R
    weight: Scalar = 1.0
    level: Scalar = G

    def init(self, x0):
        return State(x0, 0 * x0[..., :1] + self.b0**2)

    def step(self, s, oracle):
        g = clip(oracle.grad(s.x), self.level)
        return State(s.x - self.gamma * g / s.b2**0.5, s.b2 + self.weight * sqnorm(g))
