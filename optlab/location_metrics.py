"""Metrics of smoothed location estimation, the problems of `optlab.problems.location`; x is the width of smoothing."""

from math import log
from typing import Any

from optlab.arrays import Array
from optlab.metrics import units

DELTA = 0.05


@units(0, -2)
def smoothed_information(exact: Any, s: Any) -> Array:
    """The Fisher information I_r of the density smoothed by r = x."""
    return exact.problem.information(s.x)[..., 0]


@units(0, -2)
def less_smoothed_information(exact: Any, s: Any) -> Array:
    """That at half the width, I_(r / 2)."""
    return exact.problem.information(s.x / 2)[..., 0]


@units(0, 1)
def smoothing_radius(exact: Any, s: Any) -> Array:
    """r = x."""
    return s.x[..., 0]


@units(0, 1)
def fisher_rate(exact: Any, s: Any) -> Array:
    """sqrt(2 log(2 / DELTA) / (n I_r)), the error of a Gaussian with the variance 1 / (n I_r) but for a probability DELTA."""
    return (2 * log(2 / DELTA) / (exact.problem.n * smoothed_information(exact, s))) ** 0.5


@units(0, 1)
def location_error(exact: Any, s: Any) -> Array:
    """|estimate|, for the place is 0."""
    return abs(s.estimate[..., 0])


@units(0, 2)
def sqlocation_error(exact: Any, s: Any) -> Array:
    """Its square."""
    return s.estimate[..., 0] ** 2
