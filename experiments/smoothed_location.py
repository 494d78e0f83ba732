"""Smoothed maximum likelihood on a density with a spike: errors over a thousand samples, and the Fisher information, against the width."""

from functools import partial

import numpy as np

from optlab.experiment import Experiment, Run
from optlab.location_metrics import fisher_rate, location_error, smoothed_information
from optlab.methods.smoothing.smoothed_location import SmoothedLocation
from optlab.problem import Problem
from optlab.problems.location import ScaleMixture, spiked_location

SPIKE, SHARE, N = 0.002, 0.02, 200
WIDTHS = tuple(float(r) for r in np.geomspace(1e-3, 2, 16))
# From here on scoring from the median keeps the rate of the smoothed density; below a quarter of it, it is far off.
SETTLED = 0.06


def at_width(width: float) -> Problem:
    """One density, in units of its broad part, smoothed by `width`."""
    made = spiked_location(SPIKE, SHARE, N, B=1)
    assert isinstance(made, ScaleMixture)
    unit = float(made.stds.max())
    return made.start(np.full((1, 1, 1), width * unit))


experiment = Experiment(
    id="smoothed-location",
    runs={
        f"width {r:.3g}": Run(
            method=SmoothedLocation(),
            problem=partial(at_width, r),
            steps=1,
            at=(1,),
            replicas=1000,
            record=(location_error, fisher_rate, smoothed_information),
        )
        for r in WIDTHS
    },
)
