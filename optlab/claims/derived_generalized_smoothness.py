"""Derived here; related: Koloskova, Hendrikx, Stich 2023, and Vankov, Rodomanov, Nedich, Sankar, Stich 2024.

With psi(t) = t^2 / (2 L0 + 3 L1 t) the least decrease of a step at gradient norm t: summing it bounds the least gradient, and in the
convex case ||grad f(x)|| >= gap / R gives a recursion for the gap. For the step 1 / (2 (L0 + L1 ||g||)) the least decrease is (2 - sqrt
e) t^2 / (L0 + L1 t).
"""

from sympy import E, sqrt

from optlab.claim import Claim, false
from optlab.methods.first_order.normalized_gradient import NormalizedGradient
from optlab.metrics import decrease, gap, gradnorm
from optlab.settings import BOUNDED_BELOW, CONVEX, L0L1_SMOOTH, MINIMIZER
from optlab.symbols import L0, L1, Delta, R, k, letter, prev

gradient = letter("gradient", (1, -1), nonnegative=True)
half = L1 * Delta / (k + 1)

least_gradient = Claim(
    id="derived-generalized-smoothness/least-gradient",
    setting=L0L1_SMOOTH & BOUNDED_BELOW,
    method=NormalizedGradient(),
    metric=gradnorm,
    over="best",
    start=0,
    bound=3 * half / 2 + sqrt((3 * half / 2) ** 2 + 2 * L0 * Delta / (k + 1)),
    false_neighbours=(
        3 * half / 4 + sqrt((3 * half / 4) ** 2 + L0 * Delta / (2 * (k + 1))),
        false(method=NormalizedGradient(offset=L0 / 3, slope=L1 / 3)),
    ),
    provenance="derived",
)

recursion = Claim(
    id="derived-generalized-smoothness/convex-recursion",
    setting=CONVEX & L0L1_SMOOTH & MINIMIZER,
    method=NormalizedGradient(),
    metric=gap,
    bound=prev - (prev / R) ** 2 / (2 * L0 + 3 * L1 * prev / R),
    false_neighbours=(false(method=NormalizedGradient(offset=L0 / 2, slope=3 * L1 / 4)),),
    provenance="derived",
)

careful = Claim(
    id="derived-generalized-smoothness/koloskova-step",
    setting=L0L1_SMOOTH,
    method=NormalizedGradient(offset=2 * L0, slope=2 * L1),
    metric=decrease,
    given={gradient: gradnorm},
    kind="lower-bound",
    bound=(2 - sqrt(E)) * gradient**2 / (L0 + L1 * gradient),
    false_neighbours=(2 * (2 - sqrt(E)) * gradient**2 / (L0 + L1 * gradient), gradient**2 / (2 * L0 + 3 * L1 * gradient)),
    provenance="derived",
)
