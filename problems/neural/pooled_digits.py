"""The digits at a quarter of their resolution, so small a problem that a method may keep a dense matrix of the weights."""

from optlab.network_settings import NET, POOLED_DIGITS
from optlab.problem import Family, Problem
from optlab.problems.neural.losses import cross_entropy
from optlab.problems.neural.network import network
from optlab.problems.neural.tables import digits
from optlab.settings import MEAN

SETTINGS = NET & POOLED_DIGITS & MEAN


def pooled_digits(width: int = 6, samples: int = 200, *, B: int = 8, seed: int = 0) -> Problem:
    """Two linear layers with ReLU between, on images of 4 x 4 points, each the mean of 2 x 2; 27 width + 10 weights.

    Args:
        samples: images to train on, at most 1437.
    """

    def build():
        from torch import nn

        return nn.Sequential(nn.Linear(16, width), nn.ReLU(), nn.Linear(width, 10))

    (X, y), (X_test, y_test) = digits(samples)
    train, test = (_pooled(X), y), (_pooled(X_test), y_test)
    return network(build, cross_entropy, train, test, settings=SETTINGS, gain=2**0.5, B=B, seed=seed)


def _pooled(X):
    return X.reshape(1, -1, 4, 2, 4, 2).mean((3, 5)).reshape(1, -1, 16)


family = Family(pooled_digits, SETTINGS, {"width": (1, 16), "samples": (10, 1437)})
