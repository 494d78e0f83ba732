"""Taylor, Hendrickx, Glineur 2017. Smooth strongly convex interpolation and exact worst-case performance of first-order methods.
Math. Program. 161.

Gradient norms of gradient descent with step h / L. Which theorem states which bound is recalled only roughly, so the ids name the content.
"""

from sympy import Max, Rational

from optlab.claim import Claim, On, false
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import gradnorm, sqgrad
from optlab.settings import BOUNDED_BELOW, CONVEX, MINIMIZER, SMOOTH
from optlab.symbols import Delta, L, R, k

LONG, LONGEST = Rational(3, 2), Rational(19, 10)

gradient_norm = Claim(
    id="taylor-hendrickx-glineur-2017/gradient-norm",
    setting=CONVEX & SMOOTH & MINIMIZER,
    method=GradientDescent(step_size=1 / L),
    metric=gradnorm,
    bound=L * R / (k + 1),
    false_neighbours=(L * R / (2 * k + 1), L * R / (k + 2)),
    tight_on=On("huber"),
)

gradient_norm_longest_step = Claim(
    id="taylor-hendrickx-glineur-2017/gradient-norm-step-1.9",
    setting=CONVEX & SMOOTH & MINIMIZER,
    method=GradientDescent(step_size=LONGEST / L),
    metric=gradnorm,
    bound=L * R * Max(1 / (k * LONGEST + 1), (LONGEST - 1) ** k),
    false_neighbours=(L * R / (k * LONGEST + 1), L * R * (LONGEST - 1) ** k),
    tight_on=On("huber"),
)

gradient_from_gap = Claim(
    id="taylor-hendrickx-glineur-2017/gradient-from-gap",
    setting=CONVEX & SMOOTH & BOUNDED_BELOW,
    method=GradientDescent(step_size=1 / L),
    metric=sqgrad,
    bound=2 * L * Delta / (2 * k + 1),
    false_neighbours=(2 * L * Delta / (2 * k + 2), false(method=GradientDescent(step_size=LONGEST / L))),
    tight_on=On("huber"),
)

gradient_from_gap_long_step = Claim(
    id="taylor-hendrickx-glineur-2017/gradient-from-gap-step-1.5",
    setting=CONVEX & SMOOTH & BOUNDED_BELOW,
    method=GradientDescent(step_size=LONG / L),
    metric=sqgrad,
    bound=2 * L * Delta * Max(1 / (2 * k * LONG + 1), (LONG - 1) ** (2 * k)),
    false_neighbours=(2 * L * Delta / (2 * k * LONG + 2),),
    tight_on=On("huber"),
)
