"""Ghadimi, Feyzmahdavian, Johansson 2015. Global convergence of the heavy-ball method for convex optimization. European Control
Conference.

Recalled; the strongly convex statement read in the documentation of PEPit's heavy ball example. The bound for a constant momentum is
stated there for the value at the mean iterate; its proof bounds the mean of the values, which is more.
"""

from sympy import Rational, sqrt

from optlab.claim import Claim, On, false
from optlab.methods.momentum.heavy_ball import HeavyBall
from optlab.metrics import gap
from optlab.settings import BOUNDED_BELOW, CONVEX, MINIMIZER, SMOOTH, STRONGLY_CONVEX
from optlab.symbols import L, R, first, k, mu

HALF = Rational(1, 2)
beta = sqrt((1 - HALF * mu / L) * (1 - HALF))

growing_momentum = Claim(
    id="ghadimi-feyzmahdavian-johansson-2015/growing-momentum",
    setting=CONVEX & SMOOTH & MINIMIZER,
    method=HeavyBall(step_size=1 / (L * (k + 2)), momentum=k / (k + 2)),
    metric=gap,
    bound=L * R**2 / (2 * (k + 1)),
    false_neighbours=(
        L * R**2 / (2 * (k + 2)),
        false(method=HeavyBall(step_size=2 / (L * (k + 2)), momentum=k / (k + 2)), bound=L * R**2 / (4 * (k + 1))),
    ),
    tight_on=On("huber"),
)

mean_of_values = Claim(
    id="ghadimi-feyzmahdavian-johansson-2015/constant-momentum",
    setting=CONVEX & SMOOTH & MINIMIZER,
    method=HeavyBall(step_size=HALF / L, momentum=HALF),
    metric=gap,
    bound=(first + L * R**2 / 2) / (k + 1),
    over="mean",
    start=0,
    false_neighbours=(first / (k + 1), L * R**2 / (2 * (k + 1)), (first + L * R**2 / 4) / (k + 1)),
    tight_on=On("huber"),
)

strongly_convex = Claim(
    id="ghadimi-feyzmahdavian-johansson-2015/strongly-convex",
    setting=STRONGLY_CONVEX & SMOOTH & BOUNDED_BELOW,
    method=HeavyBall(step_size=HALF / L, momentum=beta),
    metric=gap,
    bound=(1 - HALF * mu / L) ** k * first,
    false_neighbours=((1 - HALF * mu / L) ** (2 * k) * first, false(method=HeavyBall(), on=On("lessard_recht_packard"))),
    provenance="read",
)
