"""Metrics of a run whose point is made of the second moments of another's errors."""

from typing import Any

from optlab.arrays import Array
from optlab.metrics import units


@units(0, 2)
def expected_sqdist(exact: Any, s: Any) -> Array:
    """E ||x_k - x_star||^2."""
    return exact.problem.mean_square(s.x)


@units(1, 0)
def expected_gap(exact: Any, s: Any) -> Array:
    """E f(x_k) - f_star, where f_star = 0."""
    return exact.value(s.x)
