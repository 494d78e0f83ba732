"""Multilayer perceptrons on digits, tumours, two moons, and the answers of a teacher."""

import numpy as np

from optlab.network_settings import DIGITS, NET, SMOOTH_DIGITS
from optlab.problem import Family, Problem
from optlab.problems.neural.losses import cross_entropy, one_hot_error, squared_error
from optlab.problems.neural.network import network
from optlab.problems.neural.synthetic import moons, taught
from optlab.problems.neural.tables import breast_cancer, digits
from optlab.rng import Rng
from optlab.settings import MEAN

ON_DIGITS = NET & DIGITS & MEAN
ON_ONE_HOT = NET & SMOOTH_DIGITS & MEAN


def _perceptron(sizes, activation):
    """Linear layers of these sizes with the torch.nn class of that name between."""

    def build():
        from torch import nn

        layers = []
        for a, b in zip(sizes, sizes[1:], strict=False):
            layers += [nn.Linear(a, b), getattr(nn, activation)()]
        return nn.Sequential(*layers[:-1])

    return build


def digits_mlp(width: int = 32, depth: int = 2, samples: int = 1437, *, B: int = 4, seed: int = 0) -> Problem:
    """Rectified, on the digits, with the cross entropy.

    Args:
        depth: number of linear layers, from 1, which is logistic regression.
        samples: images to train on, at most 1437.
    """
    return _rectified_on_digits(width, depth, samples, NET & MEAN, B, seed)


def small_digits_mlp(width: int = 16, samples: int = 200, *, B: int = 4, seed: int = 0) -> Problem:
    """A `digits_mlp` of two layers on few images, so that many seeds train in a moment."""
    return _rectified_on_digits(width, 2, samples, ON_DIGITS, B, seed)


def _rectified_on_digits(width, depth, samples, settings, B, seed):
    build = _perceptron([64, *[width] * (depth - 1), 10], "ReLU")
    return network(build, cross_entropy, *digits(samples), settings=settings, gain=2**0.5, B=B, seed=seed)


def one_hot_mlp(width: int = 16, depth: int = 2, samples: int = 200, gain: float = 1.0, *, B: int = 4, seed: int = 0) -> Problem:
    """As `digits_mlp`, with hyperbolic tangents, so that it is smooth, and half the squared distance to the class's unit vector.

    Args:
        gain: of the weights at the start; 3^-1/2 gives the deviation that torch's own starts have.
    """
    build = _perceptron([64, *[width] * (depth - 1), 10], "Tanh")
    return network(build, one_hot_error, *digits(samples), settings=ON_ONE_HOT, gain=gain, B=B, seed=seed)


def cancer_mlp(width: int = 16, *, B: int = 4, seed: int = 0) -> Problem:
    """Two layers of hyperbolic tangents on the tumours, with the cross entropy."""
    return network(_perceptron([30, width, 2], "Tanh"), cross_entropy, *breast_cancer(), B=B, seed=seed)


def moons_mlp(width: int = 16, samples: int = 100, noise: float = 0.1, *, B: int = 4, seed: int = 0) -> Problem:
    """Three layers of hyperbolic tangents on two moons, with the cross entropy; all instances see the same moons.

    Args:
        noise: standard deviation about arcs of radius 1.
    """
    rng = Rng(seed, [0])
    train, test = (moons(rng, many, noise, stream) for many, stream in ((samples, 2), (500, 4)))
    return network(_perceptron([2, width, width, 2], "Tanh"), cross_entropy, train, test, gain=2**0.5, B=B, seed=seed)


def teacher_student(dim: int = 8, teacher: int = 2, width: int = 8, samples: int = 64, *, B: int = 4, seed: int = 0) -> Problem:
    """Two layers of hyperbolic tangents that learn the answers of such a net of width `teacher`; each instance has teacher and data of
    its own. Half the squared error, whose infimum is 0 if width >= teacher."""
    rng = Rng(seed, np.arange(B))
    train, test = (taught(rng, many, dim, teacher, stream) for many, stream in ((samples, 3), (500, 4)))
    return network(_perceptron([dim, width, 1], "Tanh"), squared_error, train, test, B=B, seed=seed)


on_digits = Family(digits_mlp, NET & MEAN, {"width": (1, 64), "depth": (1, 4), "samples": (10, 1437)})
on_few_digits = Family(small_digits_mlp, ON_DIGITS, {"width": (1, 32), "samples": (10, 500)})
on_one_hot = Family(one_hot_mlp, ON_ONE_HOT, {"width": (1, 32), "depth": (1, 4), "samples": (10, 500), "gain": (0.3, 1.5)})
on_cancer = Family(cancer_mlp, NET & MEAN, {"width": (1, 32)})
on_moons = Family(moons_mlp, NET & MEAN, {"width": (1, 32), "samples": (10, 200), "noise": (0.01, 0.3)})
on_answers = Family(teacher_student, NET & MEAN, {"dim": (1, 12), "teacher": (1, 4), "width": (1, 16), "samples": (4, 128)})
