"""Metrics of nets, the problems of `optlab.problems.neural`."""

from typing import Any

from optlab.arrays import Array
from optlab.metrics import units


@units(1, 0)
def training_loss(exact: Any, s: Any) -> Array:
    """f(x_k), of which no infimum is known."""
    return exact.value(s.x)


@units(1, 0)
def loss_on_test(exact: Any, s: Any) -> Array:
    """The mean loss on the test set at x_k."""
    return exact.problem.loss_on_test(s.x)


@units(0, 0)
def accuracy(exact: Any, s: Any) -> Array:
    """The share of the test set that the net with weights x_k classifies rightly."""
    return exact.problem.accuracy(s.x)


@units(0, 0)
def error_on_test(exact: Any, s: Any) -> Array:
    """The share of it that is classified wrongly, for claims that want less."""
    return 1 - exact.problem.accuracy(s.x)


@units(1, -2)
def sharpness(exact: Any, s: Any) -> Array:
    """The largest eigenvalue of the Hessian at x_k, as near as `sharpness_error` says."""
    return exact.sharpness(s.x)[0]


@units(1, -2)
def sharpness_error(exact: Any, s: Any) -> Array:
    """||H u - sharpness u|| for the Hessian H at x_k and the unit vector u that was found: an eigenvalue lies within it."""
    return exact.sharpness(s.x)[1]


@units(-1, 2)
def flatness(exact: Any, s: Any) -> Array:
    """1 / sharpness, half of the longest step that gradient descent could repeat at x_k without being thrown off."""
    return 1 / exact.sharpness(s.x)[0]
