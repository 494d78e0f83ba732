"""Derived here. A leaky rectifier averaged over Gaussian noise: how far off, how smooth, and what GELU is not.

Related: Biswas, Kumar, Banerjee and Pandey 2022, SAU, of which only the abstract was read. The average is left t + (right - left)
(t P(w <= t / width) + width density(t / width)); GELU, t P(w <= t), lacks the second term, and is neither convex nor of slope <= 1.
"""

from typing import Any

from sympy import pi, sqrt

from optlab.arrays import Array, norm, quotient, space
from optlab.claim import Claim, On, false
from optlab.metrics import gradnorm, units
from optlab.smooth_surrogate_settings import LEAKY_UNITS, left_slope, right_slope
from optlab.smoothed_metrics import gradient_slope, smoothing_error
from optlab.symbols import smoothing_width

BEND = right_slope - left_slope
UNIT = On("smooth_activation_units", {"dim": 1, "units": 1, "width": 10.0})


def _gated_grad(exact: Any, s: Any) -> Array:
    return exact.problem.base.gated(s.x, exact.problem.width)[1]


@units(1, -1)
def gated_gradnorm(exact: Any, s: Any) -> Array:
    """||gradient|| with GELU in place of SAU."""
    return norm(_gated_grad(exact, s))[..., 0]


@units(1, -2)
def gated_gradient_slope(exact: Any, s: Any) -> Array:
    """`gradient_slope` with GELU in place of SAU."""

    def turned(v: Array) -> Array:
        return norm(v - space(v).roll(v, 1, axis=1))

    return quotient(turned(_gated_grad(exact, s)), turned(s.x))[..., 0]


error = Claim(
    id="derived-sau/error",
    setting=LEAKY_UNITS,
    method=None,
    metric=smoothing_error,
    bound=BEND * smoothing_width / sqrt(2 * pi),
    kind="certificate",
    false_neighbours=(false(bound=BEND * smoothing_width / pi, on=UNIT),),
    tight_on=UNIT,
    provenance="derived",
    paper=54,
)

smoothness = Claim(
    id="derived-sau/smoothness",
    setting=LEAKY_UNITS,
    method=None,
    metric=gradient_slope,
    bound=BEND / (smoothing_width * sqrt(2 * pi)),
    kind="certificate",
    false_neighbours=(
        false(bound=BEND / (smoothing_width * pi), on=UNIT),
        false(metric=gated_gradient_slope, on=UNIT),
    ),
    tight_on=UNIT,
    provenance="derived",
    paper=54,
)

steepness = Claim(
    id="derived-sau/steepness",
    setting=LEAKY_UNITS,
    method=None,
    metric=gradnorm,
    bound=right_slope,
    kind="certificate",
    false_neighbours=(
        false(bound=(left_slope + right_slope) / 2, on=UNIT),
        false(metric=gated_gradnorm, on=UNIT),
    ),
    tight_on=UNIT,
    provenance="derived",
    paper=54,
)
