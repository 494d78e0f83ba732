"""Attributions of f(x) to the coordinates of x: the gradient (Simonyan et al. 2014), and x times it (Shrikumar et al. 2016)."""

from dataclasses import dataclass
from typing import NamedTuple

from optlab.arrays import Array
from optlab.method import Method


class Attribution(NamedTuple):
    """What is attributed to each coordinate of x."""

    x: Array  # (B, S, d)
    map: Array  # (B, S, d)
    unsmoothed: Array  # (B, S, d); the map itself where nothing smooths it
    pixels: float = 0.0  # standard deviation of the Gaussian


@dataclass(frozen=True)
class GradientMap(Method):
    """map = grad f(x); x stays."""

    def init(self, x0):
        return Attribution(x0, 0.0 * x0, 0.0 * x0)

    def step(self, s, oracle):
        m = self.attribute(s.x, oracle)
        return Attribution(s.x, m, m)

    def attribute(self, x, oracle):
        """(B, S, d) to (B, S, d)."""
        return oracle.grad(x)


@dataclass(frozen=True)
class InputTimesGradient(GradientMap):
    """map = x * grad f(x), entry by entry; x stays."""

    def attribute(self, x, oracle):
        return x * oracle.grad(x)
