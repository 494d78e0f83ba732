"""All distances of a cloud of points after a sparse projection, mixed before or not: of corners of a simplex, and of Gaussian points."""

from functools import partial
from math import ceil, log

import numpy as np

from optlab.experiment import Experiment, Run
from optlab.jl_metrics import worst_pair
from optlab.methods.smoothing.fast_jl_cloud import FastJLCloud, SparseCloudProjection
from optlab.problem import Problem
from optlab.rng import Rng

POINTS, DIM, EPS = 32, 256, 0.5
ROWS = ceil(8 * log(POINTS) / EPS**2)
SHARES = (0.004, 0.008, 0.016, 0.03, 0.06, 0.12, 0.25, 0.5, 1.0)
METHODS = {"mixed": FastJLCloud, "not mixed": SparseCloudProjection}
CLOUDS = ("corners of a simplex", "Gaussian points")


def cloud(kind: str) -> Problem:
    """A cloud as one instance."""
    points = np.eye(DIM)[:POINTS] if kind == CLOUDS[0] else Rng(3, np.zeros(1, int)).normal((POINTS, DIM), stream=1)[0, 0]
    return Problem(x0=points.reshape(1, 1, -1), blocks=((POINTS, DIM),))


experiment = Experiment(
    id="fast-jl",
    runs={
        f"{kind}, {name}, {share}": Run(
            method=method(rows=ROWS, share=share),
            problem=partial(cloud, kind),
            steps=1,
            at=(1,),
            replicas=20,
            record=(worst_pair,),
        )
        for kind in CLOUDS
        for name, method in METHODS.items()
        for share in SHARES
    },
)
