"""Metrics of functions that are smoothed, `optlab.problems.{noise_average, moreau, soft_maximum}`: how far off, and how smooth."""

from typing import Any

import numpy as np

from optlab.arrays import Array, dot, norm, quotient, space
from optlab.metrics import units


@units(1, 0)
def smoothing_error(exact: Any, s: Any) -> Array:
    """Distance of the smoothed function from the one it smooths, on the side that theory gives it."""
    return exact.problem.smoothing_error(s.x)


@units(1, -2)
def gradient_slope(exact: Any, s: Any) -> Array:
    """||grad f(x) - grad f(y)|| / ||x - y|| with y the point before x in its instance."""

    def turned(v: Array) -> Array:
        return norm(v - space(v).roll(v, 1, axis=1))

    return quotient(turned(exact.grad(s.x)), turned(s.x))[..., 0]


@units(2, -2)
def sqestimate(exact: Any, s: Any) -> Array:
    """||g||^2 of the estimate with which the last step was made."""
    return dot(s.estimate, s.estimate)


@units(1, 0)
def unsmoothed_gap(exact: Any, s: Any) -> Array:
    """f0(x_k) less its minimum, where f smooths f0 and 0 is the minimum; of f itself where nothing was smoothed."""
    return getattr(exact.problem, "base", exact.problem).value(s.x)


@units(0, 0)
def moment_of_length(exact: Any, s: Any) -> Array:
    """E ||u||^p, u ~ N(0, I).

    It is 2^(p/2) Gamma((n + p)/2) / Gamma(n/2), with n = noise_dim coordinates and p = x. On NumPy only.
    """
    from scipy.special import gammaln

    n, p = exact.problem.constants["noise_dim"], s.x[..., 0]
    return np.exp(p / 2 * np.log(2) + gammaln((n + p) / 2) - gammaln(n / 2))


@units(0, 0)
def moment_order(exact: Any, s: Any) -> Array:
    """The order of the moment, x."""
    return s.x[..., 0]
