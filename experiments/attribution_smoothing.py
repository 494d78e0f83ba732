"""What a Gaussian does to maps of input x gradient: how much it leaks into a disconnected half, and where it points on grids of digits."""

from functools import partial
from typing import Any

import numpy as np

from optlab.arrays import Array
from optlab.attribution import heat_map, localisation
from optlab.claims.derived_attribution import share_on_right
from optlab.experiment import Experiment, Run
from optlab.gaussian_blur import gaussian_weights
from optlab.methods.smoothing.smoothed_attribution import SmoothedAttribution
from optlab.metrics import units
from optlab.problems.digit_grids import Layer, digit_grids
from optlab.problems.disconnected_net import disconnected_net

PIXELS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25)
GRIDS = 128
# In pixels of the picture; a place of a hidden layer is two of them wide.
WIDTHS = (0.0, 0.5, 1.0, 2.0, 3.0, 4.0)
LAYERS: dict[Layer, int] = {"input": 1, "second": 2, "last": 2}


@units(0, 0)
def localised(exact: Any, s: Any) -> Array:
    """The share of the positive attribution that lies in the cell of the explained digit."""
    p = exact.problem
    maps = s.map.reshape(-1, *p.blocks[0])
    cells = np.broadcast_to(p.cells, s.map.shape[:2])
    return localisation(heat_map(maps), cells.ravel()).reshape(cells.shape)


@units(0, 0)
def mean_localised(exact: Any, s: Any) -> Array:
    """Its mean over the grids, of each net."""
    return localised(exact, s).mean(-1, keepdims=True)


@units(0, 0)
def most_leaked(exact: Any, s: Any) -> Array:
    """What a Gaussian hands over a border, at most, of what lies beside it."""
    return np.full(s.x.shape[:2], (1 - gaussian_weights(float(s.pixels)).max()) / 2)


experiment = Experiment(
    id="attribution-smoothing",
    runs={
        f"{'border' if at_border else 'half'} {pixels:g}": Run(
            method=SmoothedAttribution(pixels=pixels),
            problem=partial(disconnected_net, half=5, at_border=at_border),
            steps=1,
            at=(1,),
            record=(share_on_right, most_leaked),
        )
        for at_border in (False, True)
        for pixels in PIXELS
    }
    | {
        f"{layer} {width:g}": Run(
            method=SmoothedAttribution(pixels=width / size),
            problem=partial(digit_grids, layer=layer, many=GRIDS),
            steps=1,
            at=(1,),
            replicas=GRIDS,
            record=(localised, mean_localised),
        )
        for layer, size in LAYERS.items()
        for width in WIDTHS
    },
)
