"""Derived here. Expectation bounds of stochastic gradient descent with explicit constants.

Related: Nemirovski and Yudin 1983 (nonsmooth), Bach and Moulines 2011 and Needell, Srebro and Ward 2014 (finite sums), Ghadimi and Lan
2013 (not convex), Schmidt and Le Roux 2013 and Vaswani, Bach and Schmidt 2019 (strong growth). Every proof expands ||x+ - x_star||^2
or uses the descent lemma once.
"""

from sympy import Rational, sqrt

from optlab.claim import Claim, On, false
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.first_order.subgradient import Subgradient
from optlab.metrics import gap, sqdist, sqgrad
from optlab.noise import Coordinate, Minibatch, MultiplicativeNoise, TwoPointNoise
from optlab.settings import (
    BOUNDED_BELOW,
    BOUNDED_VARIANCE,
    CONVEX,
    FINITE_SUM,
    LIPSCHITZ,
    MINIMIZER,
    PL,
    SMOOTH,
    STRONG_GROWTH,
    STRONGLY_CONVEX,
    UNBIASED,
)
from optlab.symbols import Delta, G, L, L_max, N, R, delta, first, k, mu, rho, sigma, sigma_star, step_size

QUARTER = Rational(1, 4)
NEAR = {"start": 1e-3}

convex_smooth_average = Claim(
    id="derived-sgd/convex-smooth-average",
    setting=FINITE_SUM & MINIMIZER,
    method=GradientDescent(step_size=QUARTER / L_max),
    metric=gap,
    over="mean",
    bound=R**2 / (2 * step_size * (1 - 2 * step_size * L_max) * (k + 1)) + step_size * sigma_star**2 / (1 - 2 * step_size * L_max),
    kind="expectation",
    oracle=Minibatch(),
    false_neighbours=(
        false(
            bound=R**2 / (2 * step_size * (1 - 2 * step_size * L_max) * (k + 1)) + step_size * sigma_star**2 / 4,
            on=On("two_component", NEAR),
        ),
        false(
            method=GradientDescent(step_size=QUARTER / L),
            bound=R**2 / (2 * step_size * (1 - 2 * step_size * L) * (k + 1)) + step_size * sigma_star**2 / (1 - 2 * step_size * L),
            on=On("least_squares", {"n": 64, "dim": 24, "kappa": 1.0, "noise": 0.0}),
        ),
    ),
    provenance="derived",
)

nonsmooth_average = Claim(
    id="derived-sgd/nonsmooth-average",
    setting=CONVEX & LIPSCHITZ & MINIMIZER,
    method=Subgradient(step_size=R / (G * sqrt(N + 1))),
    metric=gap,
    over="mean",
    bound=R**2 / (2 * step_size * (k + 1)) + step_size * G**2 / 2,
    false_neighbours=(
        R**2 / (4 * step_size * (k + 1)) + step_size * G**2 / 2,
        R**2 / (2 * step_size * (k + 1)) + step_size * G**2 / 4,
    ),
    tight_on=On("max_function"),
    provenance="derived",
)

noisy_nonsmooth_average = Claim(
    id="derived-sgd/noisy-nonsmooth-average",
    setting=CONVEX & LIPSCHITZ & MINIMIZER & UNBIASED & BOUNDED_VARIANCE,
    method=GradientDescent(step_size=R / G),
    metric=gap,
    over="mean",
    bound=R**2 / (2 * step_size * (k + 1)) + step_size * (G**2 + sigma**2) / 2,
    kind="expectation",
    steps=60,
    false_neighbours=(false(bound=R**2 / (2 * step_size * (k + 1)) + step_size * G**2 / 2, on=On("l1_norm", {"dim": 1}, TwoPointNoise())),),
    provenance="derived",
)

constant_step = Claim(
    id="derived-sgd/strongly-convex-constant-step",
    setting=FINITE_SUM & STRONGLY_CONVEX & MINIMIZER,
    method=GradientDescent(step_size=QUARTER / L_max),
    metric=sqdist,
    bound=(1 - step_size * mu) ** k * R**2 + 2 * step_size * sigma_star**2 / mu,
    kind="expectation",
    oracle=Minibatch(),
    false_neighbours=(
        false(bound=(1 - step_size * mu) ** k * R**2 + step_size * sigma_star**2 / (2 * mu), on=On("two_component", NEAR)),
        false(
            bound=(1 - 2 * step_size * mu) ** k * R**2 + 2 * step_size * sigma_star**2 / mu,
            on=On("two_component", {"noise": 0.0}),
        ),
    ),
    provenance="derived",
)

strong_growth = Claim(
    id="derived-sgd/strong-growth",
    setting=SMOOTH & PL & BOUNDED_BELOW & UNBIASED & STRONG_GROWTH,
    method=GradientDescent(step_size=1 / (rho * L)),
    metric=gap,
    bound=(1 - mu / (rho * L)) ** k * first,
    kind="expectation",
    steps=24,
    false_neighbours=(
        false(bound=(1 - 2 * mu / (rho * L)) ** k * first, on=On("quadratic", {"dim": 4, "kappa": 1.0}, Coordinate())),
        false(method=GradientDescent(step_size=1 / L), on=On("quadratic", {"dim": 4, "kappa": 1.0}, Coordinate())),
    ),
    tight_on=On("quadratic", {"dim": 4, "kappa": 1.0}, Coordinate()),
    provenance="derived",
)

strong_growth_whole_run = Claim(
    id="derived-sgd/strong-growth-whole-run",
    setting=SMOOTH & PL & BOUNDED_BELOW & UNBIASED & STRONG_GROWTH,
    method=GradientDescent(step_size=1 / (rho * L)),
    metric=gap,
    bound=(1 - mu / (rho * L)) ** k * first / delta,
    kind="high-probability",
    steps=24,
    delta=0.13,
    false_neighbours=(false(bound=(1 - mu / (rho * L)) ** k * first / (2 * delta), on=On("two_component", {}, MultiplicativeNoise())),),
    provenance="derived",
)

nonconvex_average = Claim(
    id="derived-sgd/nonconvex-average",
    setting=SMOOTH & BOUNDED_BELOW & UNBIASED & BOUNDED_VARIANCE,
    method=GradientDescent(step_size=1 / L),
    metric=sqgrad,
    over="mean",
    bound=2 * Delta / (step_size * (k + 1)) + step_size * L * sigma**2,
    kind="expectation",
    steps=24,
    false_neighbours=(
        false(bound=Delta / (step_size * (k + 1)) + step_size * L * sigma**2 / 2, on=On("two_component", NEAR, TwoPointNoise())),
    ),
    provenance="derived",
)
