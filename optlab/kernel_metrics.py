"""Metrics of kernel estimates of the effect of a dose; x is the bandwidth."""

from typing import Any

from optlab.arrays import Array
from optlab.metrics import units


@units(0, 0)
def bandwidth(exact: Any, s: Any) -> Array:
    """The width of the kernel, x."""
    return s.x[..., 0]


@units(0, 0)
def kernel_bias(exact: Any, s: Any) -> Array:
    """|E of the estimate - g(dose)|."""
    return abs(exact.problem.mean(s.x) - exact.problem.truth)


@units(0, 0)
def sqkernel_error(exact: Any, s: Any) -> Array:
    """(estimate - g(dose))^2."""
    return (s.estimate[..., 0] - exact.problem.truth) ** 2
