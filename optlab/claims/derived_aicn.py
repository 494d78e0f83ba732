"""Derived here; related: Hanzely, Kamzolov, Pasechnyuk, Gasnikov, Richtarik, Takac 2022.

One step of affine-invariant cubic Newton. With r the length of the step in the local norm at x, it minimizes f + <g, h> + h' hess f h /
2 + L_local ||h||_x^3 / 6, so that lam = r + L_local r^2 / 2, and the errors of the model and of its gradient are at most L_local r^3 /
6 and L_local r^2 / 2.
"""

from sympy import sqrt

from optlab.claim import Claim, On
from optlab.methods.second_order.aicn import AffineInvariantCubicNewton
from optlab.metrics import decrease, decrement, gradient_seen_from_before
from optlab.settings import SEMI_STRONG
from optlab.symbols import L_local, lam

r = 2 * lam / (1 + sqrt(1 + 2 * L_local * lam))

model_decrease = Claim(
    id="derived-aicn/decrease",
    setting=SEMI_STRONG,
    method=AffineInvariantCubicNewton(),
    steps=50,
    metric=decrease,
    given={lam: decrement},
    kind="lower-bound",
    bound=r**2 / 2 + L_local / 3 * r**3,
    false_neighbours=(r**2 + L_local / 3 * r**3, r**2 / 2 + 2 * L_local / 3 * r**3),
    tight_on=On("tempered_log_cosh"),
    provenance="derived",
)

gradient = Claim(
    id="derived-aicn/gradient",
    setting=SEMI_STRONG,
    method=AffineInvariantCubicNewton(),
    steps=50,
    metric=gradient_seen_from_before,
    given={lam: decrement},
    bound=L_local * r**2,
    false_neighbours=(L_local / 2 * r**2, L_local * r**3 / lam),
    provenance="derived",
)
