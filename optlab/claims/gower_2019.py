"""Gower, Loizou, Qian, Sailanbayev, Shulgin, Richtárik 2019. SGD: general analysis and improved rates. ICML.

The bound is recalled, not read again. The rate without a constant is derived here: on f_i of one curvature the second moment obeys
E ||x_k - x_star||^2 ~ 4/3 sigma_star^2 / (mu^2 k).
"""

from sympy import E, Piecewise, ceiling

from optlab.claim import Claim, On, false
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import sqdist
from optlab.noise import Minibatch
from optlab.settings import FINITE_SUM, MINIMIZER, STRONGLY_CONVEX
from optlab.symbols import L_max, R, k, mu, sigma_star

K = ceiling(L_max / mu)
SWITCHING = GradientDescent(step_size=Piecewise((1 / (2 * L_max), k <= 4 * K), ((2 * k + 1) / ((k + 1) ** 2 * mu), True)))

theorem_3_2 = Claim(
    id="gower-2019/switching-step",
    setting=FINITE_SUM & STRONGLY_CONVEX & MINIMIZER,
    method=SWITCHING,
    metric=sqdist,
    bound=8 * sigma_star**2 / (mu**2 * k) + 16 * K**2 * R**2 / (E**2 * k**2),
    where=k >= 4 * K,
    kind="expectation",
    oracle=Minibatch(),
    steps=300,
    false_neighbours=(
        false(bound=8 * sigma_star**2 / (mu**2 * k**2) + 16 * K**2 * R**2 / (E**2 * k**2), on=On("two_component")),
        false(bound=sigma_star**2 / (mu**2 * k) + 16 * K**2 * R**2 / (E**2 * k**2), on=On("two_component", {"start": 1e-3})),
    ),
)

rate = Claim(
    id="gower-2019/rate",
    setting=FINITE_SUM & STRONGLY_CONVEX & MINIMIZER,
    method=SWITCHING,
    metric=sqdist,
    bound=1 / k,
    where=k >= 4 * K,
    kind="rate",
    oracle=Minibatch(),
    steps=1024,
    replicas=2000,
    false_neighbours=(false(bound=k**-2, on=On("two_component")),),
    provenance="derived",
)
