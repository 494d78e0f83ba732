"""The bias of a kernel estimate of a dose's effect against the bandwidth, with right and wrong bridges."""

from functools import partial

import numpy as np

from optlab.experiment import Experiment, Run
from optlab.method import Method
from optlab.problem import Problem
from optlab.problems.proxy_model import proxy_model
from optlab.proxy_metrics import bias_of_no_bridge, bias_of_weight_bridge

BANDWIDTHS = tuple(float(v) for v in np.geomspace(0.01, 1.0, 13))


def at_bandwidth(width: float) -> Problem:
    """One model."""
    return proxy_model(B=1).start(np.full((1, 1, 1), width))


experiment = Experiment(
    id="proxy-bridges",
    runs={
        f"bandwidth {v:.3g}": Run(
            method=Method(), problem=partial(at_bandwidth, v), steps=0, at=(0,), record=(bias_of_weight_bridge, bias_of_no_bridge)
        )
        for v in BANDWIDTHS
    },
)
