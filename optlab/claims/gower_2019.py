"""Gower, Loizou, Qian, Sailanbayev, Shulgin, Richtárik 2019. SGD: general analysis and improved rates. ICML.

The bound is recalled, not read again; it is held against samples, and for longer runs against exact second moments on least squares. The
rate without a constant is derived here: on f_i of one curvature the second moment obeys E ||x_k - x_star||^2 ~ 4/3 sigma_star^2 / (mu^2 k).
"""

from sympy import E, Piecewise, ceiling

from optlab.claim import Claim, On, false
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.stochastic.expected_sgd import ExpectedSGD
from optlab.metrics import sqdist
from optlab.moments_metrics import expected_sqdist
from optlab.moments_settings import SUM_MOMENTS
from optlab.noise import Minibatch
from optlab.settings import FINITE_SUM, MINIMIZER, STRONGLY_CONVEX
from optlab.symbols import L_max, R, k, mu, sigma_star

K = ceiling(L_max / mu)
SWITCHING = Piecewise((1 / (2 * L_max), k <= 4 * K), ((2 * k + 1) / ((k + 1) ** 2 * mu), True))
OF_START = 16 * K**2 * R**2 / (E**2 * k**2)
BOUND = 8 * sigma_star**2 / (mu**2 * k) + OF_START

theorem_3_2 = Claim(
    id="gower-2019/switching-step",
    setting=FINITE_SUM & STRONGLY_CONVEX & MINIMIZER,
    method=GradientDescent(step_size=SWITCHING),
    metric=sqdist,
    bound=BOUND,
    where=k >= 4 * K,
    kind="expectation",
    oracle=Minibatch(),
    steps=300,
    false_neighbours=(
        false(bound=8 * sigma_star**2 / (mu**2 * k**2) + OF_START, on=On("two_component")),
        false(bound=sigma_star**2 / (mu**2 * k) + OF_START, on=On("two_component", {"start": 1e-3})),
        false(method=GradientDescent(step_size=1 / (L_max * (k + 1))), on=On("least_squares", {"kappa": 12.0, "noise": 0.1})),
    ),
)

in_moments = Claim(
    id="gower-2019/switching-step-in-moments",
    setting=SUM_MOMENTS,
    method=ExpectedSGD(step_size=SWITCHING),
    metric=expected_sqdist,
    bound=BOUND,
    where=k >= 4 * K,
    steps=500,
    false_neighbours=(
        false(bound=8 * sigma_star**2 / (mu**2 * k**2) + OF_START, on=On("two_component_moments")),
        false(bound=sigma_star**2 / (mu**2 * k) + OF_START, on=On("two_component_moments", {"start": 1e-3})),
        false(method=ExpectedSGD(step_size=1 / (L_max * (k + 1))), on=On("least_squares_moments", {"kappa": 12.0, "noise": 0.1})),
    ),
)

rate = Claim(
    id="gower-2019/rate",
    setting=SUM_MOMENTS,
    method=ExpectedSGD(step_size=SWITCHING),
    metric=expected_sqdist,
    bound=1 / k,
    where=k >= 4 * K,
    kind="rate",
    steps=2048,
    replicas=1,
    false_neighbours=(false(bound=k**-2, on=On("two_component_moments")),),
    provenance="derived",
)
