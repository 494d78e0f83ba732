"""Metrics of nets under attack, the problems of `optlab.problems.neural.attacked`, and of what is trained against attacks."""

from typing import Any

from optlab.arrays import Array, norm, quotient
from optlab.metrics import units


@units(1, 0)
def patient_loss(exact: Any, s: Any) -> Array:
    """The mean loss on the test set under an attack of 20 steps."""
    return exact.problem.robust_loss(s.x)


@units(0, 0)
def robust_accuracy(exact: Any, s: Any) -> Array:
    """The share of the test set that the net with weights x_k classifies rightly under an attack of 20 steps."""
    return exact.problem.robust_accuracy(s.x)


@units(0, 0)
def fast_accuracy(exact: Any, s: Any) -> Array:
    """The same under an attack of one step."""
    return exact.problem.fast_accuracy(s.x)


@units(0, 0)
def share_withstood(exact: Any, s: Any) -> Array:
    """Of what the net seems to withstand, attacks of one step, the share that it does, under attacks of 20; above 1 never but by chance."""
    return quotient(robust_accuracy(exact, s), fast_accuracy(exact, s))


@units(1, 0)
def largest_jump(exact: Any, s: Any) -> Array:
    """How far the mean clean loss of an epoch was from that of the epoch before, at most, in a run of `ConvergeSmooth`."""
    return s.jump[..., 0]


@units(1, 0)
def epoch_loss(exact: Any, s: Any) -> Array:
    """The mean clean loss of the last whole epoch of such a run."""
    return s.mean[..., 0]


@units(1, -1)
def late_error(exact: Any, s: Any) -> Array:
    """How far the gradient under the late attack that `StaleAdversary` would use at x_k lies from that under a fresh one."""
    p = exact.problem
    return norm(p.grad_under(s.x, p.attack(s.past[:, :, 0, :])) - p.grad_under(s.x, p.attack(s.x)))[..., 0]
