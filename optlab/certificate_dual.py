"""Two halves of a point, smoothed apart: the tight radius of their sum, and its confidence from samples.

Dual randomized smoothing, Xia, Yu, Jiang, Ding 2024; of the paper the abstract was read, of the code its radius, which is
sqrt(r_left^2 + r_right^2) for radii of the halves alone. That is too large unless both are equal: what one half cannot lose, the other can.
"""

import numpy as np
from numpy.typing import ArrayLike

from optlab.certificate import Certificate
from optlab.certificate_arguments import level, probability, require, samples, scale
from optlab.statistics import clopper_pearson


def radius_dual(left_low: ArrayLike, right_low: ArrayLike, sigma: ArrayLike) -> np.ndarray:
    """sigma / sqrt(2) (Phi^-1(left_low) + Phi^-1(right_low)), the l2 radius on which the sum of both probabilities stays above 1.

    A shift by s of the left half and t of the right one leaves them at least Phi(a - s) and Phi(b - t), which sum up to 1 first where
    s + t = a + b; of such (s, t) the nearest is the equal pair. 0 for left_low + right_low <= 1; one of them may be below 1/2.

    Args:
        left_low, right_low: lower limits of the probability of one class, of shapes that broadcast.

    Raises:
        ValueError: a limit outside [0, 1], sigma not positive and finite.
    """
    from scipy.special import ndtri

    p, q = np.broadcast_arrays(probability("left_low", left_low), probability("right_low", right_low))
    # In this form a sum that rounds to 1 has radius 0, too.
    ahead = (p > 1 - q) & (q > 1 - p)
    held = np.where(ahead, ndtri(np.where(ahead, p, 0.5)) + ndtri(np.where(ahead, q, 0.5)), 0.0)
    return (scale(sigma) / np.sqrt(2) * np.maximum(held, 0.0))[()]


def certify_dual(
    selection: tuple[ArrayLike, ArrayLike], estimation: tuple[ArrayLike, ArrayLike], sigma: ArrayLike, alpha: float
) -> Certificate:
    """CERTIFY for two halves: the class with most votes in both first samples, and the radius of its limits, each at level alpha / 2.

    Args:
        selection, estimation: counts (..., C) of the left half and of the right one. The second samples are fresh.
        sigma: scalar or (...), standard deviation of the noise per coordinate, the same in both halves.
        alpha: probability of a wrong certificate; abstains where the limits sum up to 1 or less.

    Raises:
        ValueError: not two halves, counts that are negative, fractional, all zero or of shapes that do not broadcast, alpha outside
            (0, 1), sigma not positive and finite.
    """
    for name, pair in (("selection", selection), ("estimation", estimation)):
        require(len(pair) == 2, f"{name} needs the counts of two halves; it had {len(pair)}.")
    (left, more_left), (right, more_right) = (samples(*half) for half in zip(selection, estimation, strict=True))
    chosen = left / left.sum(-1, keepdims=True) + right / right.sum(-1, keepdims=True)
    best = chosen.argmax(-1)
    n, m = more_left.sum(-1), more_right.sum(-1)
    low_left, low_right = (
        clopper_pearson(np.take_along_axis(c, best[..., None], -1)[..., 0], total, level(alpha) / 2)[0]
        for c, total in ((more_left, n), (more_right, m))
    )
    radius = radius_dual(low_left, low_right, sigma)
    abstained = radius == 0
    return Certificate(np.where(abstained, -1, best)[()], radius, abstained, 1 - alpha, "l2", left.sum(-1) + right.sum(-1) + n + m)
