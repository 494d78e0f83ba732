"""Derived here; related: Kantorovich 1948, and Nesterov, Nemirovskii 1994.

One step of Newton's method where hess f >= mu and the Hessian is M-Lipschitz, from anywhere; both come from
||grad f(y) - grad f(x) - hess f(x)(y - x)|| <= M / 2 ||y - x||^2. Convergence from anywhere does not follow, and is false.
"""

from optlab.claim import Claim, On, false
from optlab.methods.second_order.newton import Newton
from optlab.metrics import dist, gradnorm
from optlab.settings import CONVEX, LIPSCHITZ_HESSIAN, MINIMIZER, SMOOTH, STRONGLY_CONVEX
from optlab.symbols import M, mu, prev

distance = Claim(
    id="derived-newton/distance",
    setting=STRONGLY_CONVEX & LIPSCHITZ_HESSIAN & MINIMIZER,
    method=Newton(),
    metric=dist,
    bound=M / (2 * mu) * prev**2,
    steps=12,
    false_neighbours=(
        M / (4 * mu) * prev**2,
        false(setting=CONVEX & SMOOTH & LIPSCHITZ_HESSIAN & MINIMIZER, bound=prev, on=On("pseudo_huber")),
    ),
    tight_on=On("cubic_well", {"dim": 1}),
    provenance="derived",
)

gradient = Claim(
    id="derived-newton/gradient",
    setting=STRONGLY_CONVEX & LIPSCHITZ_HESSIAN,
    method=Newton(),
    metric=gradnorm,
    bound=M / (2 * mu**2) * prev**2,
    steps=12,
    false_neighbours=(M / (4 * mu**2) * prev**2,),
    tight_on=On("cubic_well", {"dim": 1}),
    provenance="derived",
)
