"""An accurate classifier mixed with a robust one, as the weight of the robust one grows: radii of a half-space, shares of digits."""

from functools import partial
from typing import Any

import numpy as np

from optlab.arrays import Array
from optlab.claims.derived_mixed_classifiers import exact_mixed_radius, flip_distance, mixed_radius
from optlab.experiment import Experiment, Run
from optlab.method import Method
from optlab.methods.smoothing.certify_mixture import CertifyMixture
from optlab.metrics import units
from optlab.problems.mixture import mixed_half_space
from optlab.problems.prepared_digits import mixed_digits

WEIGHTS = tuple(float(v) for v in np.linspace(0.5, 1, 11))
DIGITS = 120


@units(0, 0)
def share_right(exact: Any, s: Any) -> Array:
    """The share of points that the mixture of votes and partner answers rightly, (B, 1)."""
    other = exact.problem.other_probabilities(s.x)
    return (((s.weight * s.shares + (1 - s.weight) * other).argmax(-1)) == exact.problem.labels).mean(-1, keepdims=True)


@units(0, 0)
def share_certified(exact: Any, s: Any) -> Array:
    """The share of points answered rightly with a radius, whatever the partner, (B, 1)."""
    return (s.prediction == exact.problem.labels).mean(-1, keepdims=True)


@units(0, 0)
def share_certified_at_a_quarter(exact: Any, s: Any) -> Array:
    """The share of points answered rightly with a radius of 1/4 or more, (B, 1)."""
    return ((s.prediction == exact.problem.labels) & (s.radius >= 0.25)).mean(-1, keepdims=True)


experiment = Experiment(
    id="mixing-classifiers",
    runs={
        f"half-space {weight:g}": Run(
            method=Method(),
            problem=partial(mixed_half_space, weight=weight, B=1),
            steps=0,
            record=(mixed_radius, exact_mixed_radius, flip_distance),
        )
        for weight in WEIGHTS
    }
    | {
        f"digits {weight:g}": Run(
            method=CertifyMixture(weight=weight),
            problem=partial(mixed_digits, many=DIGITS),
            steps=1,
            at=(1,),
            replicas=DIGITS,
            record=(share_right, share_certified, share_certified_at_a_quarter),
        )
        for weight in WEIGHTS
    },
)
