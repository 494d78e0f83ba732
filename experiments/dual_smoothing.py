"""Two half-spaces, one in each half of a point: the tight radius of their sum, and the published one, as one half becomes less sure."""

from functools import partial

import numpy as np

from optlab.claims.derived_dual_smoothing import dual_radius, flip_distance, published_radius
from optlab.experiment import Experiment, Run
from optlab.method import Method
from optlab.problems.two_halves import half_space_halves

LEFT = 1.5
RIGHT = tuple(float(v) for v in np.linspace(-1.5, 2.5, 17))

experiment = Experiment(
    id="dual-smoothing",
    runs={
        f"{b:g}": Run(
            method=Method(),
            problem=partial(half_space_halves, a=LEFT, b=b, B=1),
            steps=0,
            record=(dual_radius, published_radius, flip_distance),
        )
        for b in RIGHT
    },
)
