"""Derived here. The mean of the values of the subgradient method with the constant step of N steps, at every k.

Related: Nesterov 2004, Drori and Teboulle 2016. The usual proof, with the mean in place of the least value.
"""

from sympy import sqrt

from optlab.claim import Claim, On, false
from optlab.methods.first_order.subgradient import Subgradient
from optlab.metrics import gap
from optlab.settings import CONVEX, LIPSCHITZ, MINIMIZER
from optlab.symbols import G, N, R, k

mean_of_values = Claim(
    id="derived-subgradient/mean-of-values",
    setting=CONVEX & LIPSCHITZ & MINIMIZER,
    method=Subgradient(step_size=R / (G * sqrt(N + 1))),
    metric=gap,
    bound=G * R / 2 * (sqrt(N + 1) / (k + 1) + 1 / sqrt(N + 1)),
    over="mean",
    false_neighbours=(
        false(bound=G * R / 2 * (sqrt(N + 1) / (k + 2) + 1 / sqrt(N + 1)), on=On("max_function")),
        false(over="last", on=On("last_iterate")),
    ),
    tight_on=On("max_function"),
    provenance="derived",
)
