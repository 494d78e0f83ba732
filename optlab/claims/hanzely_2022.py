"""Hanzely, Kamzolov, Pasechnyuk, Gasnikov, Richtarik, Takac 2022. A damped Newton method achieves global O(1/k^2) and local quadratic
convergence rate. NeurIPS 35.

The step size is recalled, and so is that f never increases. Without mu^(-3/2) the smoothness constant is not one of local norms.
"""

from optlab.claim import Claim, On, false
from optlab.methods.second_order.aicn import AffineInvariantCubicNewton
from optlab.metrics import gap
from optlab.settings import BOUNDED_BELOW, SEMI_STRONG
from optlab.symbols import M, prev

monotone = Claim(
    id="hanzely-2022/monotone",
    setting=SEMI_STRONG & BOUNDED_BELOW,
    method=AffineInvariantCubicNewton(),
    steps=50,
    metric=gap,
    bound=prev,
    false_neighbours=(
        false(
            method=AffineInvariantCubicNewton(smoothness=M),
            on=On("tempered_log_cosh", {"dim": 1, "mu": 0.01, "steepest": 2.0, "tilt": 0.0}),
        ),
    ),
)
