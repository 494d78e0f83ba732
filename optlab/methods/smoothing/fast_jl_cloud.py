"""The fast Johnson-Lindenstrauss transform of a cloud of points by one matrix, Ailon and Chazelle 2009."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from optlab.arrays import Array, space
from optlab.fast_jl import hadamard, signs, sparse_projection
from optlab.method import Method


class State(NamedTuple):
    x: Array  # (B, S, n d), n points, which stay
    image: Array  # (B, S, n, rows)


@dataclass(frozen=True)
class FastJLCloud(Method):
    """All points of x, a block of shape (n, d), are mixed by the same signs D and Hadamard rotation H, and projected by the same P."""

    random: ClassVar[bool] = True
    rows: int = 16
    share: float = 0.1

    def init(self, x0):
        return State(x0, space(x0).reshape(x0, (*x0.shape, 1)))

    def step(self, s, oracle):
        n, d = oracle.blocks[0]
        points = space(s.x).reshape(s.x, (*s.x.shape[:2], n, d))
        shape = (1, self.rows, d)
        u, v = oracle.uniform(s.x, shape), oracle.normal(s.x, shape)
        return State(s.x, sparse_projection(self.mixed(points, oracle), u, v, self.share))

    def mixed(self, points, oracle):
        return hadamard(points * signs(oracle.uniform(points, (1, points.shape[-1]))))


@dataclass(frozen=True)
class SparseCloudProjection(FastJLCloud):
    """The same without signs and rotation."""

    def mixed(self, points, oracle):
        return points
