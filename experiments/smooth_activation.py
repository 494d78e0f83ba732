"""One leaky rectifier of slopes 0.1 and 1 under Gaussian noise of width 1/n, on a grid, beside GELU of that width."""

from functools import partial
from typing import Any

import numpy as np

from optlab.arrays import Array, inner
from optlab.claims.derived_sau import error, smoothness
from optlab.experiment import Experiment, Run
from optlab.method import Method
from optlab.metrics import units
from optlab.problem import Problem
from optlab.problems.leaky_units import smooth_activation_units
from optlab.smoothed_metrics import gradient_slope, smoothing_error

LEFT = 0.1
INDICES = (1, 2, 4, 8, 16, 32, 64)
# Of odd length, so that 0 is among them, in units of the width.
PLACES = np.linspace(-4, 4, 161)


@units(0, 1)
def argument(exact: Any, s: Any) -> Array:
    """t = <a, x - center>."""
    base = exact.problem.base
    return inner(s.x - base.center, base.A)[..., 0]


@units(1, 0)
def leaky(exact: Any, s: Any) -> Array:
    """The unit without noise."""
    return exact.problem.base.value(s.x)


@units(1, 0)
def smoothed(exact: Any, s: Any) -> Array:
    """SAU, not shifted."""
    return leaky(exact, s) + smoothing_error(exact, s)


@units(1, 0)
def gated(exact: Any, s: Any) -> Array:
    """GELU with the same slopes."""
    return exact.problem.base.gated(s.x, exact.problem.width)[0]


@units(1, -1)
def smoothed_slope(exact: Any, s: Any) -> Array:
    """SAU'."""
    return inner(exact.grad(s.x), exact.problem.base.A)[..., 0]


@units(1, -1)
def gated_slope(exact: Any, s: Any) -> Array:
    """GELU'."""
    base = exact.problem.base
    return inner(base.gated(s.x, exact.problem.width)[1], base.A)[..., 0]


def unit(width: float) -> Problem:
    """One unit at all places, as replicas."""
    problem = smooth_activation_units(1, 1, LEFT, width, B=1)
    return problem.start(problem.base.center + width * PLACES[None, :, None] * problem.base.A)


experiment = Experiment(
    id="smooth-activation",
    runs={
        f"{claim.metric.__name__} {n}": Run(
            method=Method(),
            problem=partial(unit, 1 / n),
            steps=0,
            replicas=len(PLACES),
            record=(argument, leaky, smoothed, gated, smoothed_slope, gated_slope, smoothing_error, gradient_slope) if n == 1 else (),
            claim=claim,
        )
        for claim in (error, smoothness)
        for n in INDICES
    },
)
