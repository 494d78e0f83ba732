"""Integrated gradients from the baseline 0, Sundararajan, Taly and Yan 2017, by the midpoint rule."""

from dataclasses import dataclass

from optlab.arrays import space
from optlab.methods.smoothing.attribution import GradientMap


@dataclass(frozen=True)
class IntegratedGradients(GradientMap):
    """map = x * mean_i grad f((i - 1/2) x / midpoints), i = 1, ..., midpoints; x stays."""

    midpoints: int = 16

    def attribute(self, x, oracle):
        xp = space(x)
        t = (xp.arange(self.midpoints, dtype=x.dtype, device=x.device) + 0.5) / self.midpoints
        return x * xp.mean(oracle.grad(x[:, :, None, :] * t[:, None]), axis=2)
