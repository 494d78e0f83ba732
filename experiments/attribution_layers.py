"""Attributions of three small nets at four layers by three methods: where they point on grids of digits."""

from functools import partial
from typing import Any

import numpy as np

from optlab.arrays import Array
from optlab.attribution import heat_map, input_times_gradient, localisation
from optlab.experiment import Experiment, Run
from optlab.experiments.attribution_smoothing import GRIDS, localised, mean_localised
from optlab.methods.smoothing.attribution import GradientMap, InputTimesGradient
from optlab.methods.smoothing.integrated_gradients import IntegratedGradients
from optlab.metrics import units
from optlab.problems.digit_grids import Layer, digit_grids

LAYERS: tuple[Layer, ...] = ("input", "second", "third", "last")
METHODS = {
    "gradient": GradientMap(),
    "input x gradient": InputTimesGradient(),
    "integrated gradients": IntegratedGradients(midpoints=8),
}


@units(0, 0)
def change_with_layer(exact: Any, s: Any) -> Array:
    """How far `localised` lies from that of input x gradient at the picture."""
    p = exact.problem
    maps = [heat_map(input_times_gradient(p.nets[i], p.pictures[0], p.labels[0])) for i in p.ids]
    return np.abs(localised(exact, s) - np.stack([localisation(m, p.cells[0]) for m in maps]))


@units(0, 0)
def change_with_method(exact: Any, s: Any) -> Array:
    """How far it lies from that of input x gradient at the same layer."""
    p = exact.problem
    other = s._replace(map=s.x * p.grad(s.x))
    return np.abs(localised(exact, s) - localised(exact, other))


experiment = Experiment(
    id="attribution-layers",
    runs={
        f"{name} {layer}": Run(
            method=method,
            problem=partial(digit_grids, layer=layer, many=GRIDS),
            steps=1,
            at=(1,),
            replicas=GRIDS,
            record=(localised, mean_localised, change_with_layer, change_with_method),
        )
        for layer in LAYERS
        for name, method in METHODS.items()
    },
)
