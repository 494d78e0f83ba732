"""Derived here. The Lipschitz constant of a Lipschitz score after smoothing.

Related: Delattre, Araujo, Barthelemy, Allauzen 2024, of which only the abstract was read. |E f'(x + noise_std u)| is largest if f climbs
through its whole range at its full slope, in the middle of the noise.
"""

from typing import Any

import numpy as np
from sympy import Min, erf, pi, sqrt

from optlab.arrays import Array
from optlab.claim import Claim, On, false
from optlab.metrics import units
from optlab.smoothing_settings import LIPSCHITZ_SCORE, base_lipschitz, score_range
from optlab.symbols import noise_std

L, r, sigma = base_lipschitz, score_range, noise_std


@units(1, -1)
def smoothed_slope(exact: Any, s: Any) -> Array:
    """||gradient of E f(x + noise_std u)||."""
    return np.abs(exact.problem.smoothed_slope(s.x))


smoothed_score_is_lipschitz = Claim(
    id="derived-smoothed-lipschitz/score",
    setting=LIPSCHITZ_SCORE,
    method=None,
    metric=smoothed_slope,
    bound=L * erf(r / (2 * sqrt(2) * L * sigma)),
    kind="certificate",
    false_neighbours=(
        false(bound=L * erf(r / (4 * sqrt(2) * L * sigma)), on=On("clipped_ramp", {"noise_std": 0.5})),
        false(bound=Min(L, r / (sigma * sqrt(2 * pi))) / 2, on=On("clipped_ramp")),
    ),
    tight_on=On("clipped_ramp"),
    provenance="derived",
    paper=47,
)
