"""Gradient steps for (L0, L1)-smooth functions: Zhang, He, Sra, Jadbabaie 2020; Koloskova et al. 2023; Vankov et al. 2024."""

from dataclasses import dataclass

from optlab.arrays import at_least, norm, quotient, space, where
from optlab.method import Iterate, Method, Scalar
from optlab.symbols import L0, L1


@dataclass(frozen=True)
class NormalizedGradient(Method):
    """x+ = x - g / (offset + slope ||g||)."""

    offset: Scalar = L0
    slope: Scalar = 3 * L1 / 2

    def step(self, s, oracle):
        g = oracle.grad(s.x)
        return Iterate(s.x - g / (self.offset + self.slope * norm(g)))


@dataclass(frozen=True)
class LogarithmicGradient(Method):
    """x+ = x - (g / ||g||) log(1 + t) / L1, t = L1 ||g|| / (L0 + L1 ||g||): the step that minimizes the upper model of f."""

    L0: Scalar = L0
    L1: Scalar = L1

    def step(self, s, oracle):
        g = oracle.grad(s.x)
        bend = self.L0 + self.L1 * norm(g)
        t = self.L1 * norm(g) / bend
        # log(1 + t) / t tends to 1 with L1 or with the gradient.
        return Iterate(s.x - where(t > 0, quotient(space(t).log1p(t), t), 1 + 0 * t) / bend * g)


@dataclass(frozen=True)
class ThresholdGradient(Method):
    """x+ = x - g / max(offset, slope ||g||): clipping, with the smaller of the steps 1 / offset and 1 / (slope ||g||)."""

    offset: Scalar = 2 * L0
    slope: Scalar = 3 * L1

    def step(self, s, oracle):
        g = oracle.grad(s.x)
        return Iterate(s.x - g / at_least(self.slope * norm(g), self.offset))
