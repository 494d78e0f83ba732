"""CERTIFY with more and more samples, on half-spaces: there the truth is exact, the distance to the boundary.

The last starts lie so deep inside that every vote agrees, and n samples certify all that n samples can.
"""

from functools import partial
from typing import Any

from optlab.arrays import Array
from optlab.experiment import Experiment, Run
from optlab.methods.smoothing.certify import Certify
from optlab.metrics import units
from optlab.problems.half_space import half_space
from optlab.smoothing_metrics import true_radius

SAMPLES = (10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
ALPHA = 0.001
STARTS = {"near": partial(half_space, distance=0.5, B=4), "deep": partial(half_space, distance=20.0, B=1)}


@units(0, 1)
def radius(exact: Any, s: Any) -> Array:
    """The radius that the state claims; 0 where it abstained."""
    return s.radius


experiment = Experiment(
    id="certified-radius",
    runs={
        f"{n} {where}": Run(
            method=Certify(n0=100, n=n, alpha=ALPHA),
            problem=problem,
            steps=1,
            at=(1,),
            replicas=2000 if where == "near" else 1,
            record=(radius, true_radius),
        )
        for where, problem in STARTS.items()
        for n in SAMPLES
    },
)
