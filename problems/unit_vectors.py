"""Unit vectors to be embedded: one spike, two, flat ones, Gaussian ones, and some between."""

import numpy as np

from optlab.arrays import norm
from optlab.fast_jl import hadamard
from optlab.jl_settings import SHORT_VECTOR, UNIT_VECTOR
from optlab.problem import Family, Problem
from optlab.rng import Rng


class UnitVector(Problem):
    """The vector x0, and nothing else."""

    def points(self, rng, many=32):
        """The vector itself."""
        return self.x0


def _vectors(dim, B, seed, settings):
    rng = Rng(seed, np.arange(B))
    g = rng.normal(dim, stream=1)[:, 0]
    # A power of a Gaussian is the spikier the larger the power.
    x = np.sign(g) * np.abs(g) ** np.linspace(0, 8, B)[:, None]
    x[0] = np.eye(dim)[0]
    x[1] = np.eye(dim)[0] + np.eye(dim)[dim // 2]
    x = (x / norm(x))[:, None, :]
    return UnitVector(x0=x, settings=settings, constants={"spikiness": (x**4).sum(-1)})


def unit_vectors(log_dim: int = 6, *, B: int = 8, seed: int = 0) -> Problem:
    """Vectors of 2^log_dim coordinates."""
    return _vectors(2**log_dim, B, seed, UNIT_VECTOR)


def short_unit_vectors(log_dim: int = 2, *, B: int = 8, seed: int = 0) -> Problem:
    """Vectors of 2^log_dim <= 8 coordinates."""
    return _vectors(2**log_dim, B, seed, UNIT_VECTOR & SHORT_VECTOR)


def hadamard_rows(log_dim: int = 6, *, B: int = 4, seed: int = 0) -> Problem:
    """Rows of the Hadamard matrix, which rotate to a spike if their signs are not changed first."""
    rows = Rng(seed, np.arange(B)).uniform(1)[:, 0, 0] * 2**log_dim
    x = hadamard(np.eye(2**log_dim)[rows.astype(int)])[:, None, :]
    return UnitVector(x0=x, settings=UNIT_VECTOR, constants={"spikiness": (x**4).sum(-1)})


long = Family(unit_vectors, UNIT_VECTOR, {"log_dim": (1, 8)})
short = Family(short_unit_vectors, UNIT_VECTOR & SHORT_VECTOR, {"log_dim": (1, 3)})
straight = Family(hadamard_rows, UNIT_VECTOR, {"log_dim": (1, 8)})
