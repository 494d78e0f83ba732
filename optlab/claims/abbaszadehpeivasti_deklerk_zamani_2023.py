"""Abbaszadehpeivasti, de Klerk, Zamani 2023. Conditions for linear convergence of the gradient method for non-convex
optimization. Optim. Lett. 17.

The factor for step 1/L is derived here from f(x_k) - f(x_{k+1}) >= ||g_k||^2 / (2L) + ||g_{k+1}||^2 / (4L).
"""

from optlab.claim import Claim, On, false
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import gap
from optlab.settings import BOUNDED_BELOW, PL, SMOOTH
from optlab.symbols import L, mu, prev

gradient_dominated = Claim(
    id="abbaszadehpeivasti-deklerk-zamani-2023/gradient-dominated",
    setting=SMOOTH & PL & BOUNDED_BELOW,
    method=GradientDescent(step_size=1 / L),
    metric=gap,
    bound=(2 * L - 2 * mu) / (2 * L + mu) * prev,
    false_neighbours=(false(bound=(2 * L - 3 * mu) / (2 * L + mu) * prev, on=On("quadratic", {"kappa": 2.0})),),
    provenance="derived",
)
