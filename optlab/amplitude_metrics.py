"""Metrics of estimates of a probability x (B, S, 1), exact sums over all outcomes: of amplitude estimation, and of as many samples."""

from typing import Any

import numpy as np

from optlab.arrays import Array
from optlab.certificate_amplitude import amplitude_error, amplitude_estimates, amplitude_law, median_miss
from optlab.metrics import units

# The samples of a median of estimates.
MANY = 9


def _outcomes(exact, s):
    calls = exact.problem.calls
    return np.abs(amplitude_estimates(calls) - s.x), amplitude_law(s.x[..., 0], calls)


@units(0, 0)
def probability(exact: Any, s: Any) -> Array:
    """The probability that is estimated."""
    return s.x[..., 0]


@units(0, 0)
def miss(exact: Any, s: Any) -> Array:
    """P(|estimate - p| > 2 pi sqrt(p (1 - p)) / calls + pi^2 / calls^2)."""
    error, law = _outcomes(exact, s)
    return (law * (error > amplitude_error(s.x[..., 0], exact.problem.calls)[..., None])).sum(-1)


@units(0, 0)
def miss_by_half(exact: Any, s: Any) -> Array:
    """P(|estimate - p| > pi sqrt(p (1 - p)) / calls + pi^2 / (2 calls^2))."""
    error, law = _outcomes(exact, s)
    return (law * (error > amplitude_error(s.x[..., 0], exact.problem.calls)[..., None] / 2)).sum(-1)


@units(0, 0)
def miss_of_median(exact: Any, s: Any) -> Array:
    """P(p outside the limits of the median of 9 estimates)."""
    return median_miss(s.x[..., 0], exact.problem.calls, MANY)


@units(0, 0)
def median_error(exact: Any, s: Any) -> Array:
    """The median of |estimate - p|."""
    return _median(*_outcomes(exact, s))


@units(0, 0)
def root_mean_square_error(exact: Any, s: Any) -> Array:
    """The root of the mean of (estimate - p)^2."""
    error, law = _outcomes(exact, s)
    return np.sqrt((law * np.square(error)).sum(-1))


@units(0, 0)
def median_error_of_samples(exact: Any, s: Any) -> Array:
    """The median of |share - p| for as many samples as calls."""
    from scipy.stats import binom

    n = exact.problem.calls
    count = np.arange(n + 1)
    return _median(np.abs(count / n - s.x), binom.pmf(count, n, s.x))


@units(0, 0)
def root_mean_square_error_of_samples(exact: Any, s: Any) -> Array:
    """sqrt(p (1 - p) / calls), that of the share among as many samples."""
    p = s.x[..., 0]
    return np.sqrt(p * (1 - p) / exact.problem.calls)


def _median(error, law):
    order = np.argsort(error, axis=-1)
    cumulated = np.cumsum(np.take_along_axis(law, order, -1), axis=-1)
    at = (cumulated >= 0.5 * (1 - 1e-12)).argmax(-1)[..., None]
    return np.take_along_axis(np.take_along_axis(error, order, -1), at, -1)[..., 0]
