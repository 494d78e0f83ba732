"""Doubly robust estimates of a dose's effect, in the mean, for right and wrong bridges; x is the bandwidth."""

from typing import Any

from optlab.arrays import Array
from optlab.metrics import units


@units(0, 0)
def bridged_weight(exact: Any, s: Any) -> Array:
    """E[q(dose, Z) | U = x] p(dose | U = x)."""
    p = exact.problem
    dose = p.dose + 0 * s.x[..., 0]
    return p.bridge(dose, s.x[..., 0]) * p.density(dose, s.x[..., 0])


@units(0, 0)
def naive_weight(exact: Any, s: Any) -> Array:
    """p(dose | U = x) / p(dose)."""
    p = exact.problem
    dose = p.dose + 0 * s.x[..., 0]
    return p.naive_weights(dose) * p.density(dose, s.x[..., 0])


@units(0, 0)
def both_bridges(exact: Any, s: Any) -> Array:
    """The estimate with both bridges."""
    return exact.problem.estimate(s.x, weighted=True, modelled=True)


@units(0, 0)
def outcome_bridge(exact: Any, s: Any) -> Array:
    """The estimate with the right outcome and naive weights."""
    return exact.problem.estimate(s.x, weighted=False, modelled=True)


@units(0, 0)
def weight_bridge(exact: Any, s: Any) -> Array:
    """The estimate with the right weights and no outcome."""
    return exact.problem.estimate(s.x, weighted=True, modelled=False)


@units(0, 0)
def no_bridge(exact: Any, s: Any) -> Array:
    """The estimate with naive weights and no outcome."""
    return exact.problem.estimate(s.x, weighted=False, modelled=False)


@units(0, 0)
def bias_of_weight_bridge(exact: Any, s: Any) -> Array:
    """How far the mean estimate with the right weights alone lies from the effect."""
    return abs(weight_bridge(exact, s) - exact.problem.constants["response"])


@units(0, 0)
def bias_of_no_bridge(exact: Any, s: Any) -> Array:
    """How far that without a bridge lies from the effect."""
    return abs(no_bridge(exact, s) - exact.problem.constants["response"])
