"""Derived here. Constants for Polyak's step.

Related: Hazan and Kakade 2019; Barre, Taylor and d'Aspremont 2020. Smooth: f_star >= f + <g, x_star - x> + ||g||^2 / (2L) in the usual
proof. Strongly convex: the step is half of theirs, so x+ lies midway between x and their next iterate.
"""

from sympy import Max, floor, sqrt

from optlab.claim import Claim, On, false
from optlab.methods.polyak.polyak import Polyak
from optlab.methods.polyak.polyak_lower_bound import PolyakLowerBound
from optlab.metrics import gap, polyak_step, sqdist, sqdist_drop
from optlab.settings import CONVEX, LIPSCHITZ, MINIMIZER, SMOOTH, STRONGLY_CONVEX
from optlab.symbols import G, L, R, f_star, k, letter, mu, prev

sqdist_before = letter("sqdist_before", (0, 2))
step_before = letter("step_before", (-1, 2))
low = letter("low", (1, 0), real=True)
epoch = letter("epoch", integer=True, positive=True)
q = mu / L
t = 2 * step_before

mean_of_values = Claim(
    id="derived-polyak/mean-of-values",
    setting=CONVEX & SMOOTH & MINIMIZER,
    method=Polyak(),
    metric=gap,
    bound=2 * L * R**2 / (3 * (k + 1)),
    over="mean",
    start=0,
    false_neighbours=(L * R**2 / (2 * (k + 1)), 2 * L * R**2 / (3 * (k + 2))),
    tight_on=On("huber"),
    provenance="derived",
)

mean_of_values_double_step = Claim(
    id="derived-polyak/mean-of-values-double-step",
    setting=CONVEX & SMOOTH & MINIMIZER,
    method=Polyak(scale=2.0),
    metric=gap,
    bound=L * R**2 / (2 * (k + 1)),
    over="mean",
    start=0,
    false_neighbours=(2 * L * R**2 / (5 * (k + 1)), false(method=Polyak(scale=4.0))),
    tight_on=On("huber"),
    provenance="derived",
)

contraction = Claim(
    id="derived-polyak/contraction",
    setting=STRONGLY_CONVEX & SMOOTH & MINIMIZER,
    method=Polyak(),
    metric=sqdist,
    bound=((1 + q**2) / (1 + q) ** 2 - q / 4) * prev,
    false_neighbours=(
        false(bound=((1 - q) / (1 + q)) ** 2 * prev, on=On("quadratic", {"dim": 2, "kappa": 3.0})),
        false(bound=(1 - q) ** 2 * prev, on=On("quadratic", {"dim": 2, "kappa": 1.6})),
    ),
    provenance="derived",
)

observed_contraction = Claim(
    id="derived-polyak/contraction-from-the-step",
    setting=STRONGLY_CONVEX & SMOOTH & MINIMIZER,
    method=Polyak(),
    metric=sqdist_drop,
    given={sqdist_before: sqdist, step_before: polyak_step},
    bound=(t**2 * L * mu / (t * (L + mu) - 1) + step_before * mu) / 2 * sqdist_before,
    where=sqdist_before > 1e-9 * R**2,
    kind="lower-bound",
    false_neighbours=(t**2 * L * mu / (t * (L + mu) - 1) * sqdist_before,),
    provenance="derived",
)

lower_bound_restarts = Claim(
    id="derived-polyak/lower-bound-restarts",
    setting=CONVEX & LIPSCHITZ & MINIMIZER,
    method=PolyakLowerBound(low=f_star - G * R / 100, epoch=17),
    metric=gap,
    bound=Max((f_star - low) * 2 ** (1 - floor((k + 1) / epoch)), 2 * G * R / sqrt(3 * epoch)),
    over="best",
    start=16,
    steps=101,
    false_neighbours=(
        false(bound=Max((f_star - low) * 2 ** (1 - floor((k + 1) / epoch)), G * R / sqrt(3 * epoch)), on=On("max_function")),
    ),
    provenance="derived",
)
