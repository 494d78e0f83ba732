"""Nets of one layer that see the left half of a picture and not the right one, with and without biases.

Every unit is max(<w, x> + b, 0)^degree / degree. Without biases the net is homogeneous.
"""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, at_least, space, where
from optlab.attribution_settings import DISCONNECTED, HOMOGENEOUS, PICTURE
from optlab.problem import Family, Problem
from optlab.rng import Rng

SETTINGS = DISCONNECTED & PICTURE


@dataclass(frozen=True, kw_only=True)
class DisconnectedNet(Problem):
    """f(x) = sum_u slope_u max(<W_u, x> + bias_u, 0)^degree / degree.

    Attributes:
        W: (B, units, d), 0 in the disconnected columns of the picture.
        bias, slope: (B, 1, units).
        connected: (1, 1, d) 1 where f looks, 0 elsewhere.
        right: (1, 1, d) 1 on the right half of the picture, 0 on the left one.
    """

    W: Array
    bias: Array
    slope: Array
    connected: Array
    right: Array
    degree: int

    def value_and_grad(self, x):
        z = x @ self.W.mT + self.bias
        active = at_least(z, 0.0)
        bent = where(z > 0, active ** (self.degree - 1), 0.0)
        return space(x).sum(self.slope * active**self.degree, axis=-1) / self.degree, (self.slope * bent) @ self.W


def disconnected_net(half: int = 3, units: int = 8, degree: int = 1, at_border: bool = False, *, B: int = 64, seed: int = 0) -> Problem:
    """A picture of 2 half times 2 half pixels, the left half of it connected, no biases.

    Args:
        at_border: f looks only at the column next to the right half, and picture, weights and slopes are positive.
    """
    problem = _net(half, units, degree, at_border, 0.0, B, seed)
    return problem._with(settings=SETTINGS & HOMOGENEOUS, constants={**problem.constants, "degree": np.full((B, 1), float(degree))})


def biased_net(half: int = 3, units: int = 8, degree: int = 1, bias: float = 1.0, *, B: int = 64, seed: int = 0) -> Problem:
    """The same with biases N(0, bias^2), beside the length 1 that weights have on average."""
    return _net(half, units, degree, False, bias, B, seed)


def _net(half, units, degree, at_border, bias, B, seed):
    rng, side = Rng(seed, np.arange(B)), 2 * half
    columns = np.arange(side)
    seen = (columns == half - 1) if at_border else (columns < half)
    connected = np.tile(seen, side).astype(float)[None, None]
    W = connected * rng.normal((units, side * side), stream=0)[:, 0] / np.sqrt(connected.sum())
    slope, x0 = rng.normal(units, stream=1), rng.normal(side * side, stream=2)
    if at_border:
        W, slope, x0 = np.abs(W), np.abs(slope), np.abs(x0)
    return DisconnectedNet(
        W=W, bias=bias * rng.normal(units, stream=3), slope=slope, connected=connected, degree=degree,
        right=np.tile(columns >= half, side).astype(float)[None, None],
        x0=x0, blocks=((side, side),), settings=SETTINGS,
    )  # fmt: skip


RANGES = {"half": (2, 5), "units": (3, 12), "degree": (1, 3)}
without_biases = Family(disconnected_net, SETTINGS & HOMOGENEOUS, {**RANGES, "at_border": [False, True]}, worst_case=True)
with_biases = Family(biased_net, SETTINGS, {**RANGES, "bias": (0.1, 10.0)})
