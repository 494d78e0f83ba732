"""A perceptron that learns sums modulo a number by heart, and then by rule."""

import numpy as np

from optlab.network_settings import MODULAR_SUMS, NET
from optlab.problem import Family, Problem
from optlab.problems.neural.losses import one_hot_error
from optlab.problems.neural.network import network
from optlab.problems.neural.synthetic import sums
from optlab.rng import Rng
from optlab.settings import MEAN

SETTINGS = NET & MODULAR_SUMS & MEAN


def modular_sums(p: int = 11, width: int = 32, share: float = 0.7, *, B: int = 32, seed: int = 0) -> Problem:
    """a + b mod p of unit vectors for a and b, with half the squared distance to that of the sum; all instances learn from the same sums.

    Squares can multiply waves, so that a rule is within reach: of cos(2 pi i a/p) and cos(2 pi i b/p) they make cos(2 pi i (a + b)/p).

    Args:
        share: of the p^2 sums that are trained on; the others are the test.
    """

    def build():
        from torch import nn

        from optlab.problems.neural.layers import Squared

        return nn.Sequential(nn.Linear(2 * p, width, bias=False), Squared(), nn.Linear(width, p, bias=False))

    (tokens, answers), (others, rest) = sums(Rng(seed, [0]), p, share)
    return network(build, one_hot_error, (_pairs(tokens, p), answers), (_pairs(others, p), rest), settings=SETTINGS, B=B, seed=seed)


def _pairs(tokens, p):
    """(1, n, 3) to the unit vectors of the first two, (1, n, 2 p)."""
    return np.eye(p)[tokens[..., :2]].reshape(1, -1, 2 * p)


family = Family(modular_sums, SETTINGS, {"p": (2, 17), "width": (1, 48), "share": (0.3, 0.8)})
