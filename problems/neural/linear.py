"""Deep linear nets, full and diagonal: linear in what they see, and not in their weights."""

from optlab.network_settings import NET
from optlab.problem import Family, Problem
from optlab.problems.neural.losses import squared_error
from optlab.problems.neural.network import network
from optlab.problems.neural.tables import diabetes
from optlab.settings import MEAN


def deep_linear(depth: int = 3, width: int = 10, *, B: int = 8, seed: int = 0) -> Problem:
    """W_depth ... W_1 on the diabetes table, with half the squared error; at depth 1 it is least squares.

    Args:
        depth: number of matrices; those within are width x width.
    """

    def build():
        from torch import nn

        sizes = [10, *[width] * (depth - 1), 1]
        return nn.Sequential(*(nn.Linear(a, b, bias=False) for a, b in zip(sizes, sizes[1:], strict=False)))

    return network(build, squared_error, *diabetes(), B=B, seed=seed)


def deep_diagonal(depth: int = 3, gain: float = 0.3, *, B: int = 8, seed: int = 0) -> Problem:
    """The sum of the inputs times w_1 w_2 ... w_depth, entry by entry, on the diabetes table, with half the squared error.

    Args:
        gain: standard deviation of the weights at the start.
    """

    def build():
        from torch import nn

        from optlab.problems.neural.layers import Diagonal, Total

        return nn.Sequential(*(Diagonal(10) for _ in range(depth)), Total())

    return network(build, squared_error, *diabetes(), gain=gain, B=B, seed=seed)


full = Family(deep_linear, NET & MEAN, {"depth": (1, 4), "width": (1, 12)})
diagonal = Family(deep_diagonal, NET & MEAN, {"depth": (1, 4), "gain": (0.1, 1.0)})
