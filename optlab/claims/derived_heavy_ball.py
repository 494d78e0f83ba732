"""Derived here. Heavy ball on quadratics, exactly, and without momentum.

Related: Polyak 1964, where the step sizes and the rate rho^k come from; Lessard, Recht and Packard 2016, whose cycle shows that no such
bound holds beyond quadratics. Along an eigenvector of L the recursion has a double root -rho, hence the factor that grows with k.
"""

from sympy import sqrt

from optlab.claim import Claim, On, false
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.momentum.heavy_ball import HeavyBall
from optlab.metrics import dist, gap
from optlab.settings import BOUNDED_BELOW, CONVEX, MINIMIZER, QUADRATIC, SMOOTH, STRONGLY_CONVEX
from optlab.symbols import L, R, first, k, mu

rho = (sqrt(L) - sqrt(mu)) / (sqrt(L) + sqrt(mu))

quadratic = Claim(
    id="derived-heavy-ball/quadratic-exact",
    setting=QUADRATIC & MINIMIZER,
    method=HeavyBall(),
    metric=dist,
    bound=rho**k * (1 + k + rho * k) * R,
    false_neighbours=(
        rho**k * R,
        rho**k * (1 + k) * R,
        false(setting=STRONGLY_CONVEX & SMOOTH & MINIMIZER, on=On("lessard_recht_packard")),
    ),
    tight_on=On("quadratic"),
    provenance="derived",
)

without_momentum = Claim(
    id="derived-heavy-ball/without-momentum-is-gradient-descent",
    setting=CONVEX & SMOOTH & BOUNDED_BELOW,
    method=HeavyBall(step_size=1 / L, momentum=0.0),
    against=GradientDescent(step_size=1 / L),
    metric=gap,
    bound=first,
    kind="identity",
    false_neighbours=(false(method=HeavyBall(step_size=1 / L, momentum=0.01)), false(against=GradientDescent(step_size=1 / (2 * L)))),
    provenance="derived",
)
