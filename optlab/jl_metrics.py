"""What a fast Johnson-Lindenstrauss transform does to a unit vector: over all its signs and masks where the vector is short."""

from itertools import product
from typing import Any

import numpy as np

from optlab.arrays import Array, space
from optlab.fast_jl import hadamard
from optlab.metrics import units

# Of a projection whose exact variance is taken.
ROWS, SHARE = 4, 0.25


@units(0, 0)
def sqdistortion(exact: Any, s: Any) -> Array:
    """(||P H D x||^2 - 1)^2."""
    return (s.sqlength[..., 0] - 1) ** 2


@units(0, 0)
def embedded_sqlength(exact: Any, s: Any) -> Array:
    """||P H D x||^2."""
    return s.sqlength[..., 0]


@units(0, 0)
def peak(exact: Any, s: Any) -> Array:
    """The largest |entry| of the mixed vector."""
    return space(s.mixed).max(space(s.mixed).abs(s.mixed), axis=-1)


@units(0, 0)
def mean_spikiness(exact: Any, s: Any) -> Array:
    """The mean of sum_i y_i^4, y = H D x / sqrt(d), over all 2^d signs."""
    return _spikiness(_mixed(s.x)).mean(0)


@units(0, 0)
def exact_variance(exact: Any, s: Any) -> Array:
    """The variance of ||P H D x||^2 over all signs, all masks and the Gaussian entries of a projection of ROWS rows and SHARE."""
    return _variance(_mixed(s.x)).mean(0)


@units(0, 0)
def exact_variance_unmixed(exact: Any, s: Any) -> Array:
    """The same without signs and rotation."""
    return _variance(s.x[None])[0]


def _mixed(x: Array) -> np.ndarray:
    """(2^d, B, S, d)."""
    patterns = np.array(list(product((1.0, -1.0), repeat=x.shape[-1])))
    return hadamard(np.asarray(x)[None] * patterns[:, None, None, :])


def _spikiness(y: np.ndarray) -> np.ndarray:
    return (y**4).sum(-1)


def _variance(y: np.ndarray) -> np.ndarray:
    """Of ROWS independent squares: given its mask, an entry of P y is Gaussian with the variance total / (SHARE ROWS)."""
    masks = np.array(list(product((0.0, 1.0), repeat=y.shape[-1])))
    chance = (SHARE**masks * (1 - SHARE) ** (1 - masks)).prod(-1)
    total = (y**2) @ masks.T
    second = 3 * (total**2 @ chance) / (SHARE * ROWS) ** 2
    return ROWS * (second - ((total @ chance) / (SHARE * ROWS)) ** 2)


@units(0, 0)
def worst_pair(exact: Any, s: Any) -> Array:
    """The largest | ||P H D (x_i - x_j)|| / ||x_i - x_j|| - 1 | over all pairs of points of a cloud."""
    n, d = exact.problem.blocks[0]
    points = np.asarray(s.x).reshape(*s.x.shape[:2], n, d)
    return np.abs(_distances(np.asarray(s.image)) / _distances(points) - 1).max(-1)


def _distances(points: np.ndarray) -> np.ndarray:
    """Of all pairs, (B, S, n (n - 1) / 2)."""
    i, j = np.triu_indices(points.shape[-2], 1)
    gram = points @ points.swapaxes(-1, -2)
    lengths = np.diagonal(gram, axis1=-2, axis2=-1)
    return np.sqrt(lengths[..., i] + lengths[..., j] - 2 * gram[..., i, j])
