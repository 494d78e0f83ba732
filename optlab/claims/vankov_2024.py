"""Vankov, Rodomanov, Nedich, Sankar, Stich 2024. Optimizing (L0, L1)-smooth functions by gradient methods. arXiv 2410.10800.

Step sizes and the decrease of one step recalled; related: Zhang, He, Sra, Jadbabaie 2020, and Gorbunov et al. 2024.
"""

from optlab.claim import Claim, On, false
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.first_order.normalized_gradient import LogarithmicGradient, NormalizedGradient, ThresholdGradient
from optlab.metrics import decrease, dist, gradnorm
from optlab.settings import CONVEX, L0L1_SMOOTH, MINIMIZER
from optlab.symbols import L0, L1, letter, prev

gradient = letter("gradient", (1, -1), nonnegative=True)
LONG = NormalizedGradient(offset=L0 / 3, slope=L1 / 3)

simplified = Claim(
    id="vankov-2024/simplified-step",
    setting=L0L1_SMOOTH,
    method=NormalizedGradient(),
    metric=decrease,
    given={gradient: gradnorm},
    kind="lower-bound",
    bound=gradient**2 / (2 * L0 + 3 * L1 * gradient),
    false_neighbours=(
        gradient**2 / (L0 + 3 * L1 * gradient),
        false(method=LONG, on=On("hyperbolic")),
        false(method=GradientDescent(step_size=0.1), on=On("power", {"half": 2, "reach": 3.0})),
    ),
    tight_on=On("hyperbolic", {"dim": 1}),
)

logarithmic = Claim(
    id="vankov-2024/logarithmic-step",
    setting=L0L1_SMOOTH,
    method=LogarithmicGradient(),
    metric=decrease,
    given={gradient: gradnorm},
    kind="lower-bound",
    bound=gradient**2 / (2 * L0 + 3 * L1 * gradient),
    false_neighbours=(gradient**2 / (L0 + 3 * L1 * gradient), false(method=LogarithmicGradient(L0=L0 / 3, L1=L1 / 3), on=On("hyperbolic"))),
    tight_on=On("hyperbolic", {"dim": 1}),
)

clipped = Claim(
    id="vankov-2024/clipped-step",
    setting=L0L1_SMOOTH,
    method=ThresholdGradient(),
    metric=decrease,
    given={gradient: gradnorm},
    kind="lower-bound",
    bound=gradient**2 / (4 * L0 + 6 * L1 * gradient),
    false_neighbours=(gradient**2 / (2 * L0 + 3 * L1 * gradient),),
)

distance = Claim(
    id="vankov-2024/distance",
    setting=CONVEX & L0L1_SMOOTH & MINIMIZER,
    method=NormalizedGradient(),
    metric=dist,
    bound=prev,
    false_neighbours=(false(method=LONG, on=On("hyperbolic")),),
)

logarithmic_distance = Claim(
    id="vankov-2024/distance-logarithmic",
    setting=CONVEX & L0L1_SMOOTH & MINIMIZER,
    method=LogarithmicGradient(),
    metric=dist,
    bound=prev,
    false_neighbours=(false(method=LogarithmicGradient(L0=L0 / 3, L1=L1 / 3), on=On("hyperbolic")),),
)
