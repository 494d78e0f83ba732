"""The Bregman divergence of log(1 + e^t) at a known point, without cancellation."""

from optlab.arrays import Array, space, where


def sigmoid(t: Array) -> Array:
    """1 / (1 + e^-t), without overflow."""
    xp = space(t)
    z = xp.exp(-xp.abs(t))
    return where(t < 0, z, 1 + 0 * z) / (1 + z)


def softplus_divergence(w: Array, s: Array, r: Array) -> tuple[Array, Array, Array]:
    """D(v + w, v) for D of softplus, with its first and second derivative in w; shapes broadcast.

    Args:
        s: the logistic function at v.
        r: 1 - s, computed as the logistic function at -v.
    """
    xp = space(w)
    m, p = xp.abs(w), where(w < 0, s, r)
    t = xp.expm1(-m)
    q = 1 + p * t
    return p * m + xp.log1p(p * t), where(w < 0, t, -t) * s * r / q, s * r * (1 + t) / q**2
