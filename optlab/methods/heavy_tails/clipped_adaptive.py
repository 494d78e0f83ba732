"""Adaptive methods that see clipped gradients."""

from dataclasses import dataclass
from typing import Any

from optlab.arrays import Array
from optlab.method import Scalar
from optlab.methods.adaptive.adagrad import AdaGrad
from optlab.methods.adaptive.adam import Adam
from optlab.methods.stochastic.clip_sgd import clip
from optlab.symbols import G


class _Clipping:
    """An oracle's gradients, clipped."""

    def __init__(self, oracle: Any, level: Scalar):
        self.oracle, self.level = oracle, level

    def grad(self, x: Array) -> Array:
        return clip(self.oracle.grad(x), self.level)


@dataclass(frozen=True)
class ClipAdam(Adam):
    """Adam with clip(g, level) in place of g, as language models are trained; an infinite level is Adam."""

    level: Scalar = G

    def step(self, s, oracle):
        return super().step(s, _Clipping(oracle, self.level))

    def step_in_place(self, s, oracle):
        return super().step_in_place(s, _Clipping(oracle, self.level))


@dataclass(frozen=True)
class ClipAdaGrad(AdaGrad):
    """AdaGrad with clip(g, level) in place of g, coordinate by coordinate otherwise; an infinite level is AdaGrad."""

    level: Scalar = G

    def step(self, s, oracle):
        return super().step(s, _Clipping(oracle, self.level))
