"""Drori, Teboulle 2014. Performance of first-order methods for smooth convex minimization: a novel approach. Math. Program. 145.

A method, a family of problems and a claim of one's own: `optlab verify example_plugin.py`.
"""

from dataclasses import dataclass

import numpy as np

from optlab import Claim, Family, Iterate, Method, On, Problem
from optlab.metrics import gap
from optlab.settings import CONVEX, MINIMIZER, SMOOTH
from optlab.symbols import L, R, k


@dataclass(frozen=True)
class HalfStep(Method):
    """x+ = x - grad f(x) / (2 L)."""

    step_size: float = 1 / (2 * L)

    def step(self, s, oracle):
        return Iterate(s.x - self.step_size * oracle.grad(s.x))


@dataclass(frozen=True, kw_only=True)
class Valley(Problem):
    """f(x) = (x_1^2 + x_2^2 / kappa) / 2 from starts on a quarter of the unit circle; f_star = 0 at x_star = 0."""

    curvature: np.ndarray
    x_star: np.ndarray

    def value_and_grad(self, x):
        g = self.curvature * x
        return (g[..., 0] * x[..., 0] + g[..., 1] * x[..., 1]) / 2, g


def valley(kappa: float = 100.0, *, B: int = 16, seed: int = 0) -> Problem:
    """A long valley for large kappa."""
    angle, one = np.linspace(0, np.pi / 2, B)[:, None], np.ones((B, 1))
    x0 = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    constants = {"L": one, "R": one, "f_star": 0 * one}
    curvature = np.array([[[1.0, 1 / kappa]]])
    return Valley(x0=x0, curvature=curvature, x_star=0 * x0, constants=constants, settings=CONVEX & SMOOTH & MINIMIZER)


family = Family(valley, CONVEX & SMOOTH & MINIMIZER, {"kappa": (1.0, 1e4)})

theorem = Claim(
    id="mine/half-step",
    setting=CONVEX & SMOOTH & MINIMIZER,
    method=HalfStep(),
    metric=gap,
    bound=L * R**2 / (2 * k + 2),
    false_neighbours=(L * R**2 / (2 * k + 3), L * R**2 / (k + 1) ** 2),
    tight_on=On("huber"),
)
