"""Amplitude estimation in place of votes: the exact law of its outcome, its error, and limits of a smoothed probability from it.

Brassard, Hoyer, Mosca, Tapp 2002. A probability p = sin^2(angle) is the squared amplitude of a state; phase estimation with `calls` uses of
the rotation by 2 angle answers y in 0, ..., calls - 1, which estimates p by sin^2(pi y / calls). The law of y is known in closed form, so
that no quantum computer is needed to try it. Its tails are heavy: the median error falls like 1 / calls, the root of the mean square
only like calls^(-1/2), no faster than for that many samples.
"""

import numpy as np
from numpy.typing import ArrayLike

from optlab.certificate_arguments import level, probability, whole
from optlab.statistics import binomial_tail

# Probability that the answer is one of the two multiples of pi / calls next to the angle, at least.
SUCCESS = 8 / np.pi**2


def amplitude_estimates(calls: int) -> np.ndarray:
    """sin^2(pi y / calls) of every outcome y, (calls,).

    Raises:
        ValueError: calls not a whole number >= 1.
    """
    m = int(whole("calls", calls, "calls"))
    return np.square(np.sin(np.pi * np.arange(m) / m))


def amplitude_law(p: ArrayLike, calls: int) -> np.ndarray:
    """P(y) of every outcome y, (..., calls): 1/2 F(w - y / calls) + 1/2 F(-w - y / calls) with p = sin^2(pi w), F(t) = sin^2(calls pi t) /
    (calls sin(pi t))^2.

    Raises:
        ValueError: p outside [0, 1], calls not a whole number >= 1.
    """
    m = int(whole("calls", calls, "calls"))
    w = np.arcsin(np.sqrt(probability("p", p)))[..., None] / np.pi
    y = np.arange(m) / m
    return (_fejer(w - y, m) + _fejer(w + y, m)) / 2


def _fejer(t, m):
    # Only the distance from a whole number matters, and near it the quotient must keep its digits.
    t = t - np.round(t)
    near = np.abs(t) < 1e-12
    held = np.where(near, 0.5, t)
    return np.where(near, 1.0, np.square(np.sin(m * np.pi * held) / (m * np.sin(np.pi * held))))


def amplitude_error(p: ArrayLike, calls: int) -> np.ndarray:
    """2 pi sqrt(p (1 - p)) / calls + pi^2 / calls^2, which |estimate - p| does not exceed with probability 8 / pi^2 = 0.81 at least.

    Raises:
        ValueError: p outside [0, 1], calls not a whole number >= 1.
    """
    q, m = probability("p", p), whole("calls", calls, "calls")
    return (2 * np.pi * np.sqrt(q * (1 - q)) / m + np.square(np.pi / m))[()]


def amplitude_limits(estimate: ArrayLike, calls: int) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper limit of p: sin^2 of the estimated angle -+ pi / calls. Both hold with probability 8 / pi^2 at least.

    Of the median of `repetitions(alpha)` estimates they hold with probability 1 - alpha, and the lower one is a p_low for a radius.

    Raises:
        ValueError: estimate outside [0, 1], calls not a whole number >= 1.
    """
    angle, step = np.arcsin(np.sqrt(probability("estimate", estimate))), np.pi / whole("calls", calls, "calls")
    return tuple(np.square(np.sin(np.clip(v, 0.0, np.pi / 2)))[()] for v in (angle - step, angle + step))


def repetitions(alpha: float) -> int:
    """The least odd number of estimates of which half or more fail with probability alpha at most, so that their median does not.

    Raises:
        ValueError: alpha outside (0, 1).
    """
    many = 1
    while binomial_tail((many + 1) // 2, many, 1 - SUCCESS) > level(alpha):
        many += 2
    return many


def median_miss(p: ArrayLike, calls: int, many: int) -> np.ndarray:
    """The exact probability that p lies outside `amplitude_limits` of the median of so many estimates, an odd number.

    Raises:
        ValueError: p outside [0, 1], calls not a whole number >= 1, many not odd.
    """
    if int(whole("many", many, "estimates")) % 2 == 0:
        raise ValueError(f"A median needs an odd number of estimates; it had {many}.")
    law, low, high = amplitude_law(p, calls), *amplitude_limits(amplitude_estimates(calls), calls)
    q = np.asarray(p, float)[..., None]
    over, under = (binomial_tail((many + 1) // 2, many, np.clip((law * miss).sum(-1), 0.0, 1.0)) for miss in (low > q, high < q))
    return over + under
