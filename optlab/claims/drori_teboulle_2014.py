"""Drori, Teboulle 2014. Performance of first-order methods for smooth convex minimization: a novel approach. Math. Program. 145.

The formula for all step sizes in (0, 2/L) is the one conjectured there and by Taylor, Hendrickx and Glineur 2017, proved since.
"""

from sympy import Max, Rational

from optlab.claim import Claim, On, false
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import gap
from optlab.settings import CONVEX, MINIMIZER, SMOOTH
from optlab.symbols import L, R, k

SETTING = CONVEX & SMOOTH & MINIMIZER
HALF, LONG, LONGEST = Rational(1, 2), Rational(3, 2), Rational(19, 10)

theorem_3_1 = Claim(
    id="drori-teboulle-2014/theorem-3.1",
    setting=SETTING,
    method=GradientDescent(step_size=1 / L),
    metric=gap,
    bound=L * R**2 / (4 * k + 2),
    false_neighbours=(L * R**2 / (4 * k + 4), false(method=GradientDescent(step_size=1.9 / L))),
    tight_on=On("huber"),
)

short_step = Claim(
    id="drori-teboulle-2014/step-0.5",
    setting=SETTING,
    method=GradientDescent(step_size=HALF / L),
    metric=gap,
    bound=L * R**2 / 2 * Max(1 / (2 * k * HALF + 1), (1 - HALF) ** (2 * k)),
    false_neighbours=(L * R**2 / 2 / (2 * k * HALF + 2), L * R**2 / (4 * k + 2)),
    tight_on=On("huber"),
)

long_step = Claim(
    id="drori-teboulle-2014/step-1.5",
    setting=SETTING,
    method=GradientDescent(step_size=LONG / L),
    metric=gap,
    bound=L * R**2 / 2 * Max(1 / (2 * k * LONG + 1), (1 - LONG) ** (2 * k)),
    false_neighbours=(L * R**2 / 2 / (2 * k * LONG + 2),),
    tight_on=On("huber"),
)

longest_step = Claim(
    id="drori-teboulle-2014/step-1.9",
    setting=SETTING,
    method=GradientDescent(step_size=LONGEST / L),
    metric=gap,
    bound=L * R**2 / 2 * Max(1 / (2 * k * LONGEST + 1), (1 - LONGEST) ** (2 * k)),
    false_neighbours=(L * R**2 / 2 / (2 * k * LONGEST + 1), L * R**2 / 2 * (1 - LONGEST) ** (2 * k)),
    tight_on=On("huber"),
)
