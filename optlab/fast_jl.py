"""The fast Johnson-Lindenstrauss transform of Ailon and Chazelle 2009: random signs, a Hadamard rotation, a sparse Gaussian matrix."""

from typing import Any

from optlab.arrays import Array, space, where


def is_power_of_two(d: int) -> bool:
    """Whether a Hadamard matrix of that size is made by doubling."""
    return d > 0 and d & (d - 1) == 0


def hadamard(x: Array) -> Array:
    """H x / sqrt(d) with Sylvester's Hadamard matrix H along the last axis, in d log2(d) additions; a rotation that is its own inverse.

    Args:
        x: (..., d).

    Raises:
        ValueError: d is no power of two.
    """
    d = x.shape[-1]
    if not is_power_of_two(d):
        raise ValueError(f"a Hadamard transform needs a power of two of coordinates, but there are {d}; append zeros")
    xp, shape, half = space(x), x.shape, 1
    while half < d:
        pairs = xp.reshape(x, (*shape[:-1], d // (2 * half), 2, half))
        a, b = pairs[..., 0, :], pairs[..., 1, :]
        x = xp.reshape(xp.stack([a + b, a - b], axis=-2), shape)
        half *= 2
    return x / d**0.5


def signs(uniform: Array) -> Array:
    """Fair signs from uniform numbers."""
    return where(uniform < 0.5, 1.0 + 0 * uniform, -1.0 + 0 * uniform)


def sparse_projection(y: Array, uniform: Array, normal: Array, share: float) -> Array:
    """P y for a matrix P of k rows whose entries are 0 but with probability `share`, and then Gaussian with variance 1 / (share k).

    Args:
        y: (..., d).
        uniform, normal: (..., k, d), what P is made of.
    """
    kept = where(uniform < share, normal, 0 * normal)
    return space(y).sum(kept * y[..., None, :], axis=-1) / (share * normal.shape[-2]) ** 0.5


def embedding_variance(spikiness: Any, rows: Any, share: Any) -> Any:
    """Variance of ||P y||^2 for a unit vector y with sum_i y_i^4 = `spikiness`, exactly."""
    return (2 + 3 * (1 / share - 1) * spikiness) / rows


def mixed_spikiness(spikiness: Any, d: Any) -> Any:
    """Mean of sum_i y_i^4 over the signs, for y = H D x / sqrt(d) and a unit vector x with sum_i x_i^4 = `spikiness`, exactly."""
    return (3 - 2 * spikiness) / d
