"""Abbaszadehpeivasti, de Klerk, Zamani 2022. The exact worst-case convergence rate of the gradient method with fixed step lengths for
L-smooth functions. Optim. Lett. 16.

With steps t in (0, sqrt(3)/L): min_i ||grad f(x_i)||^2 <= 4 Delta / (sum_i min(4 t - L t^2, 4 t - L^2 t^3) + 2/L).
"""

from sympy import Rational

from optlab.claim import Claim, On, false
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import sqgrad
from optlab.settings import BOUNDED_BELOW, SMOOTH
from optlab.symbols import Delta, L, k

classic_step = Claim(
    id="abbaszadehpeivasti-deklerk-zamani-2022/step-1",
    setting=SMOOTH & BOUNDED_BELOW,
    method=GradientDescent(step_size=1 / L),
    metric=sqgrad,
    bound=4 * L * Delta / (3 * k + 2),
    over="best",
    false_neighbours=(
        L * Delta / (k + 1),
        2 * L * Delta / (2 * k + 1),
        false(bound=2 * L * Delta / (k + 1), over="last", on=On("cosines")),
    ),
    tight_on=On("triangular_wave"),
)

short_step = Claim(
    id="abbaszadehpeivasti-deklerk-zamani-2022/step-0.5",
    setting=SMOOTH & BOUNDED_BELOW,
    method=GradientDescent(step_size=Rational(1, 2) / L),
    metric=sqgrad,
    bound=4 * L * Delta / (Rational(7, 4) * k + 2),
    over="best",
    false_neighbours=(
        false(bound=4 * L * Delta / (2 * k + 2), on=On("triangular_wave", {"step": 0.5})),
        false(bound=4 * L * Delta / (Rational(7, 4) * k + 3), on=On("triangular_wave", {"step": 0.5})),
    ),
    tight_on=On("triangular_wave", {"step": 0.5}),
)
