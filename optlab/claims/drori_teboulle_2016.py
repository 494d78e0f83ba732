"""Drori, Teboulle 2016. An optimal variant of Kelley's cutting-plane method. Math. Program. 160.

The bound for the best of N + 1 iterates is also in Nesterov 2004; read in the documentation of PEPit's subgradient example.
The step size knows N, and the bound is for the best iterate after all N steps: only the last of them is compared.
"""

from sympy import Eq, sqrt

from optlab.claim import Claim, On, false
from optlab.methods.first_order.subgradient import Subgradient
from optlab.metrics import gap
from optlab.settings import CONVEX, LIPSCHITZ, MINIMIZER
from optlab.symbols import G, N, R, k

best_iterate = Claim(
    id="drori-teboulle-2016/best-iterate",
    setting=CONVEX & LIPSCHITZ & MINIMIZER,
    method=Subgradient(step_size=R / (G * sqrt(N + 1))),
    metric=gap,
    bound=G * R / sqrt(N + 1),
    where=Eq(k, N),
    over="best",
    false_neighbours=(
        false(bound=G * R / sqrt(N + 2), on=On("max_function")),
        false(over="last", on=On("last_iterate")),
    ),
    tight_on=On("max_function"),
    provenance="read",
)
