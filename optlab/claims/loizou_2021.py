"""Loizou, Vaswani, Laradji, Lacoste-Julien 2021. Stochastic Polyak step-size for SGD: an adaptive learning rate for fast convergence.
AISTATS.

Recalled. Where components share a minimizer no least value has to be known but 0; elsewhere that of each component is, and a floor is
left. The mean of the iterates is replaced by the mean of the values, which the proof bounds, and the mean strong convexity of the
components by the least. That every step leads closer is the first line of the proof, derived here with what a share of at least 1/2
leaves, and so is the reflection: for a quadratic f_i that x_star minimizes, <grad f_i, x - x_star> is twice f_i.
"""

from sympy import Min, Rational

from optlab.claim import Claim, On, false
from optlab.methods.polyak.sps_max import SPSMax, SPSMaxByComponent
from optlab.metrics import gap, sqdist, sqmove
from optlab.noise import Minibatch
from optlab.polyak_settings import MINIMA, excess
from optlab.settings import FINITE_SUM, INTERPOLATION, LINEAR_MODEL, MINIMIZER, QUADRATIC, STRONGLY_CONVEX_COMPONENTS
from optlab.symbols import L_max, R, k, letter, mu_min, prev

sqlength = letter("sqlength", (0, 2), nonnegative=True)
SETTING = FINITE_SUM & INTERPOLATION & MINIMIZER
HALF = Rational(1, 2)
NEAR = {"start": 1e-3}

closer = Claim(
    id="loizou-2021/closer",
    setting=SETTING,
    method=SPSMax(share=1.0),
    metric=sqdist,
    given={sqlength: sqmove},
    bound=prev - sqlength,
    oracle=Minibatch(),
    steps=40,
    false_neighbours=(prev - 4 * sqlength, false(method=SPSMax(share=0.4))),
    provenance="derived",
)

convex = Claim(
    id="loizou-2021/convex",
    setting=SETTING,
    method=SPSMax(share=1.0, cap=1 / L_max),
    metric=gap,
    over="mean",
    bound=2 * L_max * R**2 / (k + 1),
    kind="expectation",
    oracle=Minibatch(),
    steps=40,
    false_neighbours=(
        false(bound=L_max * R**2 / (8 * (k + 1)), on=On("coordinate_sum")),
        false(method=SPSMax(share=0.2, cap=20 / L_max), on=On("coordinate_sum")),
    ),
)

share = letter("share")
cap = letter("cap", (-1, 2))
shortest = Min(1 / (2 * share * L_max), cap)
left = 2 * cap * excess / shortest

convex_without_a_shared_minimizer = Claim(
    id="loizou-2021/convex-floor",
    setting=FINITE_SUM & MINIMIZER & MINIMA,
    method=SPSMaxByComponent(share=1.0, cap=1 / L_max),
    metric=gap,
    over="mean",
    bound=R**2 / (shortest * (k + 1)) + left,
    kind="expectation",
    oracle=Minibatch(),
    steps=40,
    false_neighbours=(
        false(bound=R**2 / (shortest * (k + 1)), on=On("two_component", NEAR)),
        false(bound=R**2 / (shortest * (k + 1)) + left / (k + 1), on=On("two_component", NEAR)),
    ),
)

strongly_convex = Claim(
    id="loizou-2021/strongly-convex-floor",
    setting=FINITE_SUM & STRONGLY_CONVEX_COMPONENTS & MINIMIZER & MINIMA,
    method=SPSMaxByComponent(share=HALF, cap=1 / L_max),
    metric=sqdist,
    bound=(1 - mu_min * shortest) ** k * R**2 + left / mu_min,
    kind="expectation",
    oracle=Minibatch(),
    steps=40,
    false_neighbours=(
        false(
            method=SPSMaxByComponent(share=HALF, cap=HALF / L_max),
            bound=(1 - mu_min * shortest) ** k * R**2,
            on=On("two_component", NEAR),
        ),
        false(bound=(1 - mu_min * shortest) ** k * R**2 + left / (2 * mu_min), on=On("two_component", NEAR)),
        false(method=SPSMaxByComponent(share=HALF / 2, cap=2 / L_max), on=On("two_component")),
    ),
    tight_on=On("two_component", NEAR),
)

reflection = Claim(
    id="loizou-2021/reflection",
    setting=SETTING & QUADRATIC & LINEAR_MODEL,
    method=SPSMax(share=HALF / 2),
    metric=sqdist,
    bound=prev,
    kind="identity",
    oracle=Minibatch(),
    steps=20,
    false_neighbours=(prev / 2, false(method=SPSMax(share=HALF))),
    provenance="derived",
)
