"""Taylor, Hendrickx, Glineur 2018. Exact worst-case convergence rates of the proximal gradient method for composite convex
minimization. J. Optim. Theory Appl. 178.

Here without a nonsmooth part. Read in the documentation of PEPit's proximal gradient example.
"""

from optlab.claim import Claim, On, false
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import gap, sqgrad
from optlab.settings import BOUNDED_BELOW, SMOOTH, STRONGLY_CONVEX
from optlab.symbols import L, first, k, mu

SETTING = STRONGLY_CONVEX & SMOOTH & BOUNDED_BELOW
CLASSIC, BEST = GradientDescent(step_size=1 / L), GradientDescent(step_size=2 / (L + mu))

values = Claim(
    id="taylor-hendrickx-glineur-2018/values-step-1",
    setting=SETTING,
    method=CLASSIC,
    metric=gap,
    bound=(1 - mu / L) ** (2 * k) * first,
    false_neighbours=((1 - mu / L) ** (4 * k) * first, ((L - mu) / (L + mu)) ** (2 * k) * first),
    tight_on=On("quadratic"),
    provenance="read",
)

values_best_step = Claim(
    id="taylor-hendrickx-glineur-2018/values-best-step",
    setting=SETTING,
    method=BEST,
    metric=gap,
    bound=((L - mu) / (L + mu)) ** (2 * k) * first,
    false_neighbours=(((L - mu) / (L + mu)) ** (4 * k) * first, false(method=CLASSIC)),
    tight_on=On("quadratic"),
    provenance="read",
)

gradients = Claim(
    id="taylor-hendrickx-glineur-2018/gradients-step-1",
    setting=SETTING,
    method=CLASSIC,
    metric=sqgrad,
    bound=(1 - mu / L) ** (2 * k) * first,
    false_neighbours=((1 - mu / L) ** (4 * k) * first, ((L - mu) / (L + mu)) ** (2 * k) * first),
    tight_on=On("quadratic"),
    provenance="read",
)

gradients_best_step = Claim(
    id="taylor-hendrickx-glineur-2018/gradients-best-step",
    setting=SETTING,
    method=BEST,
    metric=sqgrad,
    bound=((L - mu) / (L + mu)) ** (2 * k) * first,
    false_neighbours=(((L - mu) / (L + mu)) ** (4 * k) * first, false(method=CLASSIC)),
    tight_on=On("quadratic"),
    provenance="read",
)
