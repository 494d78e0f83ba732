"""A small convolutional net on the digits."""

from optlab.network_settings import NET
from optlab.problem import Family, Problem
from optlab.problems.neural.losses import cross_entropy
from optlab.problems.neural.network import network
from optlab.problems.neural.tables import digits
from optlab.settings import MEAN


def digits_cnn(channels: int = 4, samples: int = 500, *, B: int = 2, seed: int = 0) -> Problem:
    """Two rectified 3 x 3 convolutions, of `channels` and twice as many, a mean over 2 x 2 after each; cross entropy of linear answers.

    Args:
        samples: images to train on, at most 1437.
    """

    def build():
        from torch import nn

        return nn.Sequential(
            nn.Unflatten(1, (1, 8, 8)),
            nn.Conv2d(1, channels, 3, padding=1), nn.ReLU(), nn.AvgPool2d(2),
            nn.Conv2d(channels, 2 * channels, 3, padding=1), nn.ReLU(), nn.AvgPool2d(2),
            nn.Flatten(), nn.Linear(8 * channels, 10),
        )  # fmt: skip

    return network(build, cross_entropy, *digits(samples), gain=2**0.5, B=B, seed=seed)


family = Family(digits_cnn, NET & MEAN, {"channels": (1, 8), "samples": (10, 1437)})
