"""Nesterov, Polyak 2006. Cubic regularization of Newton method and its global performance. Math. Program. 108.

Recalled. The rate 9 M D^3 / (k + 4)^2 is not claimed: it lies a hundred times above anything seen, and could not be told from a wrong one.
Few points are compared: after some steps the gap is rounding.
"""

from optlab.claim import Claim, On, false
from optlab.methods.second_order.cubic_newton import CubicNewton
from optlab.metrics import gap
from optlab.settings import BOUNDED_BELOW, CONVEX, LIPSCHITZ_HESSIAN
from optlab.symbols import M, prev

monotone = Claim(
    id="nesterov-polyak-2006/monotone",
    setting=CONVEX & LIPSCHITZ_HESSIAN & BOUNDED_BELOW,
    method=CubicNewton(),
    steps=40,
    metric=gap,
    bound=prev,
    false_neighbours=(false(method=CubicNewton(smoothness=M / 5), on=On("fading_curvature")),),
)
