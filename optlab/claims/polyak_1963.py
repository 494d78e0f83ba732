"""Polyak 1963. Gradient methods for minimizing functionals. USSR Comput. Math. Math. Phys. 3(4)."""

from optlab.claim import Claim, On
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import gap
from optlab.settings import BOUNDED_BELOW, PL, SMOOTH
from optlab.symbols import L, first, k, mu, prev

gradient_dominated = Claim(
    id="polyak-1963/gradient-dominated",
    setting=SMOOTH & PL & BOUNDED_BELOW,
    method=GradientDescent(step_size=1 / L),
    metric=gap,
    bound=(1 - mu / L) * prev,
    false_neighbours=((1 - 2 * mu / L) * prev, (1 - mu / L) ** (4 * k) * first),
    tight_on=On("quadratic", {"kappa": 1e6}),
)
