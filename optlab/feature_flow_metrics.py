"""Metrics of residual nets, `optlab.problems.neural.residual_digits`, and of what is left of them when filters are removed."""

from typing import Any

from optlab.arrays import Array, space, where
from optlab.metrics import units

# A filter that adds less than this share of the first features' length counts as nothing.
NOTHING = 0.03


@units(0, 0)
def filters_that_count(exact: Any, s: Any) -> Array:
    """The share of residual filters that add more than 3 % of the first features' length."""
    shares = exact.problem.filter_shares(s.x)
    return space(shares).mean(where(shares > NOTHING, 1 + 0 * shares, 0 * shares), axis=(2, 3))


@units(0, 0)
def error_when_pruned(exact: Any, s: Any) -> Array:
    """The share of the test set that is classified wrongly without the filters that do not count."""
    return 1 - exact.problem.pruned_accuracy(s.x, NOTHING)
