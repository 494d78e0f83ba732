"""Derived here. No smooth function comes closer to |x| than Huber's: the error times the smoothness is at least 1/2.

Let e = f - G |x - x_star|, and r >= 0. The mean of f at x_star + r and x_star - r is at most f(x_star) + L r^2 / 2, that of G |x - x_star|
is G r; so e falls by G r - L r^2 / 2 or more from x_star to one of the two, and by G^2 / (2 L) at r = G / L. The error of f after the best
shift is half the range of e. Averages over noise attain, times G^2: uniform noise 1/2, Gaussian 2/pi, logistic log 2, and Student's law
of two degrees of freedom 1; their sup is at x_star, their inf 0 far away.
"""

from typing import Any

from sympy import pi

from optlab.arrays import Array, column
from optlab.claim import Claim, On, false
from optlab.metrics import units
from optlab.settings import NOISE_AVERAGE
from optlab.smooth_surrogate_settings import SOFT_ABSOLUTE
from optlab.smoothed_metrics import smoothing_error
from optlab.symbols import G, L, mean_length, peak


@units(1, 0)
def error_drop(exact: Any, s: Any) -> Array:
    """The error of f at x_star, less its mean at the two points at the distance G / L from there."""
    p = exact.problem
    r = column(p.constants["G"] / p.constants["L"])
    return p.smoothing_error(p.x_star) - (p.smoothing_error(p.x_star + r) + p.smoothing_error(p.x_star - r)) / 2


trade_off = Claim(
    id="derived-soft-absolute/trade-off",
    setting=SOFT_ABSOLUTE,
    method=None,
    metric=error_drop,
    bound=G**2 / (2 * L),
    kind="lower-bound",
    false_neighbours=(
        false(bound=G**2 / L, on=On("huber_absolute")),
        false(bound=2 / pi * G**2 / L, on=On("huber_absolute")),
    ),
    tight_on=On("huber_absolute"),
    provenance="derived",
    paper=54,
)

error = Claim(
    id="derived-soft-absolute/error",
    setting=SOFT_ABSOLUTE & NOISE_AVERAGE,
    method=None,
    metric=smoothing_error,
    bound=mean_length * peak * G**2 / L,
    kind="certificate",
    false_neighbours=(
        false(bound=G**2 / (2 * L), on=On("hyperbola_absolute", {"width": 10.0})),
        false(bound=2 / pi * G**2 / L, on=On("log_cosh_absolute", {"width": 10.0})),
    ),
    tight_on=On("hyperbola_absolute", {"width": 10.0}),
    provenance="derived",
    paper=54,
)
