"""Derived here. The radius of two halves that are smoothed apart, and of three that are larger and false.

Related: Xia, Yu, Jiang, Ding 2024, whose abstract promises a tight radius and whose code returns the first of the false ones:
the theorem was not read. `optlab.certificate_dual` has the proof.
"""

from typing import Any

import numpy as np
from sympy import Rational

from optlab.arrays import Array
from optlab.claim import Claim, On, false
from optlab.metrics import units
from optlab.smoothing_settings import TWO_HALVES
from optlab.symbols import letter

flip = letter("flip_distance", (0, 1))


def quantiles(exact: Any, s: Any) -> tuple[Array, Array, Array]:
    """Phi^-1 of the probability of each class in each half (B, S, 2, 3), the class answered (B, S, 1, 1), and noise_std."""
    from scipy.special import log_ndtr, ndtri_exp

    logs = exact.problem.log_probabilities(s.x)
    first, last, middle = logs[..., 0], logs[..., 1], logs[..., 2]
    rest = np.stack([np.logaddexp(last, middle), np.logaddexp(first, middle), np.logaddexp(first, last)], axis=-1)
    small = np.minimum(np.minimum(logs, rest), log_ndtr(0.0))
    z = np.where(logs < rest, 1.0, -1.0) * ndtri_exp(small)
    return z, exact.problem.answer(s.x)[..., None, None], exact.problem.constants["noise_std"]


def _of_the_answer(exact, s):
    z, c, noise_std = quantiles(exact, s)
    a = np.take_along_axis(z, np.broadcast_to(c, (*z.shape[:-1], 1)), -1)[..., 0]
    return a[..., 0], a[..., 1], noise_std


@units(0, 1)
def dual_radius(exact: Any, s: Any) -> Array:
    """noise_std (a + b) / sqrt(2) with a and b Phi^-1 of the probabilities of the answer in the halves; 0 where that is negative."""
    a, b, noise_std = _of_the_answer(exact, s)
    return noise_std * np.maximum(a + b, 0.0) / np.sqrt(2)


@units(0, 1)
def published_radius(exact: Any, s: Any) -> Array:
    """sqrt(r_left^2 + r_right^2) with r = noise_std max(0, Phi^-1(p)) of each half."""
    a, b, noise_std = _of_the_answer(exact, s)
    return noise_std * np.hypot(np.maximum(a, 0.0), np.maximum(b, 0.0))


@units(0, 1)
def unconditional_radius(exact: Any, s: Any) -> Array:
    """noise_std |a + b| / sqrt(2) of the class that the left half prefers; inf where the sum prefers another."""
    z, c, noise_std = quantiles(exact, s)
    preferred = z[..., :1, :].argmax(-1)[..., None]
    both = np.take_along_axis(z, np.broadcast_to(preferred, (*z.shape[:-1], 1)), -1)[..., 0].sum(-1)
    return np.where(preferred == c, 0.0, np.inf)[..., 0, 0] + noise_std * np.abs(both) / np.sqrt(2)


@units(0, 1)
def radius_of_two_classes(exact: Any, s: Any) -> Array:
    """noise_std / (2 sqrt(2)) (a_left + a_right - b_left - b_right) with b of the next class, the second in the sum of probabilities."""
    z, c, noise_std = quantiles(exact, s)
    p = np.exp(exact.problem.log_probabilities(s.x)).sum(-2)
    second = np.argsort(p, axis=-1)[..., -2][..., None, None]
    a, b = (np.take_along_axis(z, np.broadcast_to(i, (*z.shape[:-1], 1)), -1)[..., 0].sum(-1) for i in (c, second))
    return noise_std * np.maximum(a - b, 0.0) / (2 * np.sqrt(2))


@units(0, 1)
def flip_distance(exact: Any, s: Any) -> Array:
    """Distance of x to the nearest known point where the sum answers otherwise."""
    return exact.problem.flip_distance(s.x)


radius = Claim(
    id="derived-dual-smoothing/radius",
    setting=TWO_HALVES,
    method=None,
    metric=dual_radius,
    given={flip: flip_distance},
    bound=flip,
    kind="certificate",
    false_neighbours=(
        false(bound=Rational(1, 2) * flip, on=On("half_space_halves")),
        false(metric=published_radius, on=On("half_space_halves")),
        false(metric=unconditional_radius, on=On("half_space_halves")),
        false(metric=radius_of_two_classes, on=On("strip_halves")),
    ),
    tight_on=On("half_space_halves"),
    provenance="derived",
    paper=123,
)
