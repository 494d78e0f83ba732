"""Derived here. Nesterov's chain exactly: what is lowest after k gradients, for every k and d.

Related: Nesterov 2004, section 2.1. Where only i coordinates have moved, f is least at the minimizer of the chain of length i, and there
f - f_star = L c^2 / 8 (1 / (i + 1) - 1 / (d + 1)) with grad f(x0) = -c L / 4 e_1 and R^2 = c^2 d (2d + 1) / (6 (d + 1)).
"""

from sympy import sqrt

from optlab.claim import Claim, false
from optlab.methods.first_order.conjugate_gradient import ConjugateGradient
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.momentum.nesterov import Nesterov
from optlab.metrics import gap
from optlab.settings import CHAINED, MINIMIZER
from optlab.symbols import L, R, d, k

LEAST = 3 * L * R**2 * (d - k) / (4 * (k + 1) * d * (2 * d + 1))

lower_bound = Claim(
    id="derived-lower-bound/acceleration",
    setting=CHAINED & MINIMIZER,
    method=Nesterov(),
    metric=gap,
    bound=LEAST,
    kind="lower-bound",
    where=k < d,
    false_neighbours=(2 * LEAST, LEAST * sqrt(k + 1)),
    provenance="derived",
)

attained = Claim(
    id="derived-lower-bound/attained-by-conjugate-gradients",
    setting=CHAINED & MINIMIZER,
    method=ConjugateGradient(),
    metric=gap,
    bound=LEAST,
    kind="identity",
    where=k < d,
    false_neighbours=(LEAST * (k + 1) / (k + 2), false(method=GradientDescent(step_size=1 / L))),
    provenance="derived",
)
