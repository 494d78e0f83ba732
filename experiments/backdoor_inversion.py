"""The trigger of a backdoor, seen in gradients under noise: of a detector that is 0 or 1, and of a small net on digits."""

from functools import partial
from typing import Any

import numpy as np

from optlab.arrays import Array, dot, norm
from optlab.claims.derived_smoothed_gradient import trigger_density, trigger_probability
from optlab.experiment import Experiment, Run
from optlab.methods.smoothing.guided_synthesis import GuidedSynthesis
from optlab.methods.smoothing.smoothed_gradient import SmoothedGradient
from optlab.metrics import units
from optlab.problems.prepared_digits import backdoored_digits
from optlab.problems.trigger_detector import trigger_detector

MANY = (10, 30, 100, 300, 1000, 3000)
LEVELS = (0.0, 0.25, 1.0)


@units(0, 0)
def cosine(exact: Any, s: Any) -> Array:
    """Of the angle between the estimated gradient and the trigger."""
    return _cosine(s.gradient, exact.problem.normal)


@units(0, 0)
def predicted_cosine(exact: Any, s: Any) -> Array:
    """(1 + dim p (1 - p) / (n phi(t)^2))^(-1/2), where the state says how many noise vectors n were used."""
    p, density = trigger_probability(exact, s), trigger_density(exact, s)
    return (1 + s.x.shape[-1] * p * (1 - p) / (s.n * density**2)) ** -0.5


@units(0, 0)
def cosine_of_change(exact: Any, s: Any) -> Array:
    """Of the angle between what was changed in the image and the trigger."""
    return _cosine(s.x - exact.problem.x0, exact.problem.trigger)


def _cosine(v, unit):
    length = norm(v)[..., 0]
    return np.divide(dot(v, unit), length, out=np.zeros_like(length), where=length > 0)


experiment = Experiment(
    id="backdoor-inversion",
    runs={
        f"detector {n}": Run(
            method=SmoothedGradient(n=n),
            problem=partial(trigger_detector, dim=64, distance=2.0, B=1),
            steps=1,
            at=(1,),
            replicas=40,
            record=(cosine, predicted_cosine),
        )
        for n in MANY
    }
    | {
        f"digits {level:g}": Run(
            method=GuidedSynthesis(noise=level, n=40 if level else 1),
            problem=partial(backdoored_digits),
            steps=30,
            record=(cosine_of_change,),
        )
        for level in LEVELS
    },
)
