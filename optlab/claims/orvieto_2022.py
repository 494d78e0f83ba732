"""Orvieto, Lacoste-Julien, Loizou 2022. Dynamics of SGD with stochastic Polyak stepsizes: truly adaptive variants and convergence to exact
solution. NeurIPS.

Recalled: the rate 1/sqrt(k) in the squared diameter of the run, with the mean of the values in place of the mean of the iterates. Derived
here: where components are strongly convex a step leads to a mean of what was, and of 2 excess_max / mu_min, in squared distance, which
bounds the diameter beforehand; and the shortest step.
"""

from sympy import Max, sqrt

from optlab.claim import Claim, On, false
from optlab.methods.polyak.dec_sps import DecSPS
from optlab.methods.polyak.sps_max import SPSMaxByComponent
from optlab.metrics import gap, sqdist, step_taken
from optlab.noise import Minibatch
from optlab.polyak_settings import MINIMA, excess, excess_max
from optlab.settings import FINITE_SUM, MINIMIZER, STRONGLY_CONVEX_COMPONENTS
from optlab.symbols import L_max, R, k, letter, mu_min, prev

NEAR = {"start": 1e-3}
SETTING = FINITE_SUM & STRONGLY_CONVEX_COMPONENTS & MINIMIZER & MINIMA
sqdiameter = Max(R**2, 2 * excess_max / mu_min)
step_into = letter("step_into", (-1, 2))

rate = Claim(
    id="orvieto-2022/mean",
    setting=SETTING,
    method=DecSPS(cap=1 / L_max),
    metric=gap,
    over="mean",
    bound=(2 * L_max * sqdiameter + 2 * excess) / sqrt(k + 1),
    kind="expectation",
    oracle=Minibatch(),
    steps=300,
    false_neighbours=(
        false(bound=(2 * L_max * sqdiameter + 2 * excess) / (k + 1), on=On("two_component", NEAR)),
        false(bound=2 * L_max * R**2 / sqrt(k + 1), on=On("two_component", NEAR)),
        false(method=SPSMaxByComponent(share=0.5), on=On("two_component", NEAR)),
    ),
)

step_ahead = Claim(
    id="orvieto-2022/one-step",
    setting=SETTING,
    method=DecSPS(cap=1 / L_max),
    metric=sqdist,
    given={step_into: step_taken},
    bound=(1 - mu_min * step_into) * prev + 2 * step_into * excess_max,
    oracle=Minibatch(),
    steps=40,
    false_neighbours=(
        (1 - mu_min * step_into) * prev + step_into * excess_max,
        false(
            bound=(1 - 2 * mu_min * step_into) * prev + 2 * step_into * excess_max,
            on=On("two_component", {"noise": 1e-3, "start": 10.0}),
        ),
    ),
    provenance="derived",
)

bounded = Claim(
    id="orvieto-2022/bounded",
    setting=SETTING,
    method=DecSPS(cap=1 / L_max),
    metric=sqdist,
    bound=sqdiameter,
    oracle=Minibatch(),
    steps=60,
    false_neighbours=(R**2,),
    provenance="derived",
)

shortest = Claim(
    id="orvieto-2022/shortest-step",
    setting=FINITE_SUM & MINIMIZER & MINIMA,
    method=DecSPS(cap=1 / L_max),
    metric=step_taken,
    bound=1 / (2 * L_max * sqrt(k)),
    kind="lower-bound",
    oracle=Minibatch(),
    steps=60,
    false_neighbours=(1 / (L_max * sqrt(k)), 1 / (2 * L_max)),
    tight_on=On("two_component"),
    provenance="derived",
)
