"""A mixture weight h + (1 - weight) g of probabilities, h smoothed and g any: how far its answer is safe, whatever g does.

Mixing classifiers, Bai, Anderson, Sojoudi 2024; of the paper the abstract was read, the radii are derived.
"""

import numpy as np
from numpy.typing import ArrayLike

from optlab.certificate import Certificate
from optlab.certificate_arguments import level, probability, require, samples, scale
from optlab.statistics import clopper_pearson

# Halvings of an interval that leave nothing of a float64.
HALVINGS = 60


def least_weight(margin: ArrayLike) -> np.ndarray:
    """1 / (1 + margin), the least weight with which a robust classifier ahead by `margin` cannot be outvoted.

    Where h_A - h_i >= (1 - weight) / weight for all i, even a g that is sure of i only ties.

    Raises:
        ValueError: margin outside [0, 1].
    """
    return 1 / (1 + probability("margin", margin))


def radius_mixing(p_low: ArrayLike, other_up: ArrayLike, weight: ArrayLike, sigma: ArrayLike) -> np.ndarray:
    """sigma / 2 (Phi^-1(weight p_low) - Phi^-1(weight other_up + 1 - weight)): the two-class radius for the worst g at the point.

    0 where the first is not the larger. `radius_mixing_exact` is never less.

    Args:
        p_low, other_up: lower limit of the smoothed probability of the class, upper limit of each other one's; of shapes that broadcast.
        weight: of the smoothed classifier.

    Raises:
        ValueError: p_low, other_up or weight outside [0, 1], sigma not positive and finite.
    """
    from scipy.special import ndtri

    p, q, a = _arguments(p_low, other_up, weight)
    top, other = a * p, a * q + 1 - a
    ahead = top > other
    top, other = np.where(ahead, top, 0.5), np.where(ahead, other, 0.5)
    return (scale(sigma) / 2 * (ndtri(top) - ndtri(other)))[()]


def radius_mixing_exact(p_low: ArrayLike, other_up: ArrayLike, weight: ArrayLike, sigma: ArrayLike) -> np.ndarray:
    """The r at which weight (Phi(a - r / sigma) - Phi(b + r / sigma)) = 1 - weight, with a = Phi^-1(p_low) and b = Phi^-1(other_up).

    No larger radius is safe: parallel half-spaces lose their margin so fast, and g may be sure of the other class. 0 where the mixture
    may be wrong at the point itself. Arguments as in `radius_mixing`.

    Raises:
        ValueError: as in `radius_mixing`.
    """
    from scipy.special import ndtr, ndtri

    p, q, a = _arguments(p_low, other_up, weight)
    inside = a * (p - q) > 1 - a
    # Quantiles of 0 and 1 are infinite; at 40 noise levels a normal probability is 0 or 1 in float64.
    top, other = (np.clip(ndtri(np.where(inside, v, 0.5)), -40.0, 40.0) for v in (p, q))
    low, high = np.zeros(p.shape), (top - other) / 2
    for _ in range(HALVINGS):
        r = (low + high) / 2
        ahead = a * (ndtr(top - r) - ndtr(other + r)) > 1 - a
        low, high = np.where(ahead, r, low), np.where(ahead, high, r)
    return (scale(sigma) * np.where(inside, low, 0.0))[()]


def certify_mixing(
    selection_counts: ArrayLike, estimation_counts: ArrayLike, weight: ArrayLike, sigma: ArrayLike, alpha: float
) -> Certificate:
    """CERTIFY for a mixture: the class most frequent in the first sample, and the exact radius of its limit in a fresh second one.

    It says nothing of the other classifier, and so holds for any. Abstains where that one could outvote the class at the point itself.

    Args:
        selection_counts, estimation_counts: (..., C) times that the smoothed classifier answered each class.
        alpha: probability of a wrong certificate.

    Raises:
        ValueError: counts as in `optlab.certificate.certify`, alpha outside (0, 1), or as in `radius_mixing`.
    """
    first, second = samples(selection_counts, estimation_counts)
    best, n = first.argmax(-1), second.sum(-1)
    low, _ = clopper_pearson(np.take_along_axis(second, best[..., None], -1)[..., 0], n, level(alpha))
    radius = radius_mixing_exact(low, 1 - low, weight, sigma)
    abstained = radius == 0
    return Certificate(np.where(abstained, -1, best)[()], radius, abstained, 1 - alpha, "l2", first.sum(-1) + n)


def _arguments(p_low, other_up, weight):
    p, q, a = np.broadcast_arrays(probability("p_low", p_low), probability("other_up", other_up), probability("weight", weight))
    require((a > 0).all(), f"A mixture needs a weight > 0 of the smoothed classifier; it was {a}.")
    return p, np.minimum(q, 1 - p), a
