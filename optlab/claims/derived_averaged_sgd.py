"""Derived here. The mean of the iterates of stochastic gradient descent: by Jensen's inequality it inherits the bound on their mean gap.

Related: Ruppert 1988 and Polyak and Juditsky 1992, who average to reach the best asymptotic variance; Bach and Moulines 2013.
"""

from sympy import Rational

from optlab.claim import Claim, On, false
from optlab.methods.stochastic.averaged_sgd import AveragedSGD
from optlab.metrics import gap
from optlab.noise import Minibatch
from optlab.settings import CONVEX, EVERYWHERE, FINITE_SUM, MINIMIZER, SMOOTH
from optlab.symbols import L, L_max, R, k, sigma_star, step_size

constant_step = Claim(
    id="derived-averaged-sgd/constant-step",
    setting=FINITE_SUM & MINIMIZER,
    method=AveragedSGD(step_size=Rational(1, 4) / L_max),
    metric=gap,
    bound=R**2 / (2 * step_size * (1 - 2 * step_size * L_max) * (k + 1)) + step_size * sigma_star**2 / (1 - 2 * step_size * L_max),
    kind="expectation",
    oracle=Minibatch(),
    false_neighbours=(
        false(bound=R**2 / (2 * step_size * (k + 1) ** 2), on=On("two_component")),
        false(
            method=AveragedSGD(step_size=3 / L_max),
            bound=R**2 / (2 * step_size * (k + 1)) + step_size * sigma_star**2,
            on=On("two_component"),
        ),
    ),
    provenance="derived",
)

without_noise = Claim(
    id="derived-averaged-sgd/without-noise",
    setting=CONVEX & SMOOTH & MINIMIZER & EVERYWHERE,
    method=AveragedSGD(step_size=1 / L),
    metric=gap,
    bound=R**2 / (2 * step_size * (k + 1)),
    false_neighbours=(
        R**2 / (2 * step_size * (k + 1) ** 2),
        false(method=AveragedSGD(step_size=3 / L), on=On("quadratic")),
    ),
    tight_on=On("huber"),
    provenance="derived",
)
