"""Gates that choose a few of many experts by binary codes: the smooth step, and the weights that its codes give, Hazimeh et al. 2021."""

from optlab.arrays import Array, at_least, at_most, space


def smooth_step(t: Array) -> tuple[Array, Array]:
    """S(t) = 1/2 + 3/2 t - 2 t^3 between S = 0 for t <= -1/2 and S = 1 for t >= 1/2, and S'(t), of any shape: S' is continuous."""
    c = at_most(at_least(t, -0.5), 0.5)
    # As products, so that both ends are exact: 1 - S is the S of -t.
    return 2 * (c + 0.5) ** 2 * (1 - c), 6 * (0.5 - c) * (0.5 + c)


def code_weights(u: Array) -> Array:
    """Of bits that are 1 with probabilities u (..., m), the probability of each of the 2^m codes, (..., 2^m), the first bit the lowest."""
    xp = space(u)
    weights = xp.ones_like(u[..., :1])
    for j in range(u.shape[-1]):
        v = u[..., j : j + 1]
        weights = xp.concat([weights * (1 - v), weights * v], axis=-1)
    return weights


def code_slopes(u: Array, j: int) -> Array:
    """The derivative of `code_weights` by the j-th probability, (..., 2^m)."""
    xp = space(u)
    slopes = xp.ones_like(u[..., :1])
    for i in range(u.shape[-1]):
        v = u[..., i : i + 1]
        pair = [-slopes, slopes] if i == j else [slopes * (1 - v), slopes * v]
        slopes = xp.concat(pair, axis=-1)
    return slopes


def softmax(a: Array) -> Array:
    """exp(a) / sum exp(a) along the last axis."""
    xp = space(a)
    e = xp.exp(a - xp.max(a, axis=-1, keepdims=True))
    return e / xp.sum(e, axis=-1, keepdims=True)
