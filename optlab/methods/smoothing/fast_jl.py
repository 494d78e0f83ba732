"""The fast Johnson-Lindenstrauss transform, Ailon and Chazelle 2009; how sparse it may be, Fandina, Hogsgaard and Larsen 2023."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from optlab.arrays import Array, sqnorm
from optlab.fast_jl import hadamard, signs, sparse_projection
from optlab.method import Method


class State(NamedTuple):
    x: Array  # (B, S, d), the vector, which stays
    mixed: Array  # (B, S, d), H D x / sqrt(d)
    sqlength: Array  # (B, S, 1), ||P H D x||^2


@dataclass(frozen=True)
class FastJL(Method):
    """x is mixed by random signs D and a Hadamard rotation H, and projected by a random matrix P, a share of whose entries is not 0."""

    random: ClassVar[bool] = True
    rows: int = 16
    share: float = 0.1

    def init(self, x0):
        return State(x0, x0, sqnorm(x0))

    def step(self, s, oracle):
        y = self.mixed(s.x, oracle)
        shape = (self.rows, s.x.shape[-1])
        image = sparse_projection(y, oracle.uniform(s.x, shape), oracle.normal(s.x, shape), self.share)
        return State(s.x, y, sqnorm(image))

    def mixed(self, x, oracle):
        return hadamard(x * signs(oracle.uniform(x, (x.shape[-1],))))


@dataclass(frozen=True)
class SparseProjection(FastJL):
    """The same without signs and rotation."""

    def mixed(self, x, oracle):
        return x


@dataclass(frozen=True)
class UnsignedFastJL(FastJL):
    """The same without the signs."""

    def mixed(self, x, oracle):
        return hadamard(x)
