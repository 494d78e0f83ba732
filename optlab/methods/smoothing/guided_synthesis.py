"""An image is led to a class along gradients under noise: SmoothInv, Sun and Kolter 2023."""

from dataclasses import dataclass
from typing import ClassVar

from optlab.arrays import norm, space
from optlab.method import Iterate, Method


@dataclass(frozen=True)
class GuidedSynthesis(Method):
    """g = mean_i grad f(x + noise e_i), e_i ~ N(0, I); x = project(x - length g / ||g||).

    f is -log of the probability of the class.
    """

    random: ClassVar[bool] = True
    noise: float = 0.25
    n: int = 40
    length: float = 0.1

    def step(self, s, oracle):
        xp, e = space(s.x), oracle.normal(s.x, (self.n, s.x.shape[-1]))
        g = xp.mean(oracle.grad(s.x[:, :, None, :] + self.noise * e), axis=2)
        return Iterate(oracle.project(s.x - self.length * g / (norm(g) + 1e-300)))
