"""The class that a first sample chooses, counted in a second one."""

from optlab.arrays import Array, first_argmax, one_hot, space


def tally(first: Array, second: Array) -> tuple[Array, Array, Array]:
    """Class, its count in `second`, and all of `second`, (B, S) each, from counts (B, S, C)."""
    xp, c = space(first), first_argmax(first)
    return c, xp.sum(one_hot(c, second.shape[-1], second) * second, axis=-1), xp.sum(second, axis=-1)
