"""A perceptron whose hidden weights have directions that matter and lengths that do not."""

from optlab.network_settings import NET, SCALE_FREE
from optlab.problem import Family, Problem
from optlab.problems.neural.losses import cross_entropy
from optlab.problems.neural.network import network
from optlab.problems.neural.tables import digits
from optlab.settings import MEAN

SETTINGS = NET & SCALE_FREE & MEAN


def normalized_mlp(width: int = 16, depth: int = 3, samples: int = 200, *, B: int = 4, seed: int = 0) -> Problem:
    """On the digits, with the cross entropy; what a hidden layer sends into its tangents has mean 0 and variance 1 over the layer.

    f does not change when a block but the last two, which are weights and biases of the answers, is multiplied by c > 0: so its gradient in
    that block is orthogonal to it, and grows by 1/c.

    Args:
        width: at least 3, for two numbers of mean 0 and variance 1 are known but for their signs.
        depth: number of linear layers, from 2.
        samples: images to train on, at most 1437.
    """

    def build():
        from torch import nn

        from optlab.problems.neural.layers import Normalized

        layers = []
        for a in [64, *[width] * (depth - 2)]:
            layers += [nn.Linear(a, width, bias=False), Normalized(0.0), nn.Tanh()]
        return nn.Sequential(*layers, nn.Linear(width, 10))

    return network(build, cross_entropy, *digits(samples), settings=SETTINGS, B=B, seed=seed)


family = Family(normalized_mlp, SETTINGS, {"width": (3, 32), "depth": (2, 4), "samples": (10, 500)})
