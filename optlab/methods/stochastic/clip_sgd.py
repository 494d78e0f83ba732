"""Gradient descent with clipping, Pascanu, Mikolov and Bengio 2013."""

from dataclasses import dataclass

from optlab.arrays import Array, norm, where
from optlab.method import Iterate, Method, Scalar
from optlab.symbols import G, L


def clip(g: Array, level: Scalar) -> Array:
    """min(1, level / ||g||) g, (B, S, d); an infinite level clips nothing."""
    length = norm(g)
    one, over = 0 * length + 1, length > level
    return where(over, level / where(over, length, one), one) * g


@dataclass(frozen=True)
class ClipSGD(Method):
    """x+ = x - step_size clip(g, level)."""

    step_size: Scalar = 1 / L
    level: Scalar = G

    def step(self, s, oracle):
        return Iterate(s.x - self.step_size * clip(oracle.grad(s.x), self.level))
