"""Feature flow regularization, Wu, Lan, Zhang and Xiang 2023: short, straight paths of the samples through the layers of a net."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from optlab.arrays import Array
from optlab.method import Method, Scalar
from optlab.methods.adaptive.grokfast import Given


class State(NamedTuple):
    x: Array  # (B, S, d)
    inner: Any  # the state of the inner method


@dataclass(frozen=True)
class FeatureFlow(Method):
    """The inner method on f + first L + second C, where L and C are the mean length and curvature of a sample's path in features.

    Attributes:
        inner: a method that asks for one gradient in a step, at x.
    """

    inner: Method
    first: Scalar = 0.03
    second: Scalar = 0.03

    def init(self, x0):
        return State(x0, self.inner.init(x0))

    def step(self, s, oracle):
        token = oracle.sample()
        g = oracle.grad(s.x, token) + oracle.flow_grad(s.x, self.first, self.second, token)
        inner: Any = self.inner.step(s.inner._replace(x=s.x), Given(oracle, g))
        return State(inner.x, inner)
