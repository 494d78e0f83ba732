"""Taylor 2017. Convex interpolation and performance estimation of first-order methods for convex optimization.
PhD thesis, Universite catholique de Louvain.

Function values of gradient descent with step h / L against the distance at the start; read in PEPit's gradient descent example.
"""

from sympy import Max, Rational

from optlab.claim import Claim, On
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import gap
from optlab.settings import MINIMIZER, SMOOTH, STRONGLY_CONVEX
from optlab.symbols import L, R, k, mu

q = mu / L
LONG = Rational(3, 2)

classic_step = Claim(
    id="taylor-2017/values-from-distance",
    setting=STRONGLY_CONVEX & SMOOTH & MINIMIZER,
    method=GradientDescent(step_size=1 / L),
    metric=gap,
    bound=L * R**2 / 2 * q / (q - 1 + (1 - q) ** (-2 * k)),
    false_neighbours=(L * R**2 * (1 - q) ** (2 * k) / (4 * k + 2), L * R**2 / 2 * q / (q + (1 - q) ** (-2 * k))),
    tight_on=On("strongly_convex_huber"),
    provenance="read",
)

long_step = Claim(
    id="taylor-2017/values-from-distance-step-1.5",
    setting=STRONGLY_CONVEX & SMOOTH & MINIMIZER,
    method=GradientDescent(step_size=LONG / L),
    metric=gap,
    bound=L * R**2 / 2 * Max(q / (q - 1 + (1 - q * LONG) ** (-2 * k)), (1 - LONG) ** (2 * k)),
    false_neighbours=(L * R**2 / 2 * q / (q + (1 - q * LONG) ** (-2 * k)), L * R**2 / 2 * (1 - LONG) ** (2 * k)),
    tight_on=On("strongly_convex_huber"),
    provenance="read",
)
