"""Derived here. Projected stochastic gradient descent where f is strongly convex and the set bounded.

Related: Lacoste-Julien, Schmidt and Bach 2012 for the weighted mean, Rakhlin, Shamir and Sridharan 2012 for the last iterate; recalled.
Their bound G^2 of E ||g||^2 is taken as L^2 D^2 + sigma^2, for the minimizer on all of R^d lies in the set.
"""

from optlab.claim import Claim, On, false
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.stochastic.projected_sgd import ProjectedSGD
from optlab.metrics import mean_gap, sqdist
from optlab.noise import TwoPointNoise
from optlab.settings import BOUNDED_VARIANCE, MINIMIZER, PROJECTABLE, SMOOTH, STRONGLY_CONVEX, UNBIASED
from optlab.symbols import D, L, k, mu, sigma

SETTING = STRONGLY_CONVEX & SMOOTH & MINIMIZER & PROJECTABLE & UNBIASED & BOUNDED_VARIANCE
SQUARED = L**2 * D**2 + sigma**2
QUIET = On("two_component_on_interval", {"start": 10.0}, TwoPointNoise(0.3))
STEEP = On("least_squares_on_ball", {"kappa": 12.0}, TwoPointNoise(0.3))

weighted_mean = Claim(
    id="derived-bounded-gradients/weighted-mean",
    setting=SETTING,
    method=ProjectedSGD(),
    metric=mean_gap,
    bound=2 * SQUARED / (mu * (k + 1)),
    kind="expectation",
    steps=60,
    false_neighbours=(
        false(bound=2 * sigma**2 / (mu * (k + 1)), on=QUIET),
        false(method=ProjectedSGD(step_size=2 / (mu * (k + 2) ** 2)), steps=600, on=QUIET),
    ),
    provenance="derived",
)

last_iterate = Claim(
    id="derived-bounded-gradients/last-iterate",
    setting=SETTING,
    method=ProjectedSGD(step_size=1 / (mu * (k + 1))),
    metric=sqdist,
    bound=4 * SQUARED / (mu**2 * (k + 1)),
    kind="expectation",
    start=0,
    steps=60,
    false_neighbours=(
        false(bound=4 * sigma**2 / (mu**2 * (k + 1)), on=QUIET),
        false(method=GradientDescent(step_size=1 / (mu * (k + 1))), on=STEEP),
    ),
    provenance="derived",
)
