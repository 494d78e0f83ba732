"""Slopes of clipped ramps after smoothing, as the noise grows: each attains its bound, and none the smaller of the two older ones."""

from functools import partial
from typing import Any

import numpy as np

from optlab.arrays import Array
from optlab.claims.derived_smoothed_lipschitz import smoothed_slope
from optlab.experiment import Experiment, Run
from optlab.method import Method
from optlab.metrics import units
from optlab.problems.lipschitz_score import clipped_ramp

LIPSCHITZ = (0.5, 2.0, 8.0)
SIGMAS = tuple(float(v) for v in np.geomspace(0.02, 2, 17))


@units(1, -1)
def smaller_bound(exact: Any, s: Any) -> Array:
    """The Lipschitz constant of the score, or that of any smoothed score in the range, whichever is smaller."""
    c = exact.problem.constants
    return np.minimum(c["base_lipschitz"], c["score_range"] / (c["noise_std"] * np.sqrt(2 * np.pi)))


experiment = Experiment(
    id="smoothed-lipschitz",
    runs={
        f"{L:g} {sigma:.3g}": Run(
            method=Method(),
            problem=partial(clipped_ramp, dim=1, noise_std=sigma, steepness=1 / (L * sigma), B=1),
            steps=0,
            record=(smoothed_slope, smaller_bound),
        )
        for L in LIPSCHITZ
        for sigma in SIGMAS
    },
)
