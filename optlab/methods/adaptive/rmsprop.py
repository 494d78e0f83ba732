"""RMSprop, Tieleman and Hinton 2012. Lecture 6.5 of Neural Networks for Machine Learning: AdaGrad that forgets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from optlab.arrays import Array, quotient
from optlab.method import Method, Scalar


class State(NamedTuple):
    x: Array  # (B, S, d)
    v: Array  # (B, S, d), mean of the squared gradients, the last ones weighted most


@dataclass(frozen=True)
class RMSprop(Method):
    """v+ = keep v + (1 - keep) g^2;  x+ = x - step_size g / (sqrt(v+) + eps), coordinate by coordinate.

    v begins at 0, and nothing undoes that: the first step is step_size / sqrt(1 - keep) in every coordinate. step_size is a length, eps a
    slope.

    Attributes:
        units: of the hyper-parameters whose names mean something else elsewhere, (power of f, power of x).
    """

    units: ClassVar[Mapping[str, tuple[float, float]]] = {"step_size": (0, 1), "eps": (1, -1)}
    step_size: Scalar = 1e-3
    keep: Scalar = 0.9
    eps: Scalar = 1e-8

    def init(self, x0):
        return State(x0, 0 * x0)

    def step(self, s, oracle):
        g = oracle.grad(s.x)
        v = self.keep * s.v + (1 - self.keep) * g * g
        return State(s.x - self.step_size * quotient(g, v**0.5 + self.eps), v)
