"""Beck, Teboulle 2009. A fast iterative shrinkage-thresholding algorithm for linear inverse problems. SIAM J. Imaging Sci. 2(1).

The bound of FISTA read in the documentation of PEPit's accelerated proximal gradient example, the others recalled.
"""

from sympy import sqrt

from optlab.claim import Claim, On, false
from optlab.methods.first_order.fista import FISTA
from optlab.methods.first_order.proximal_gradient import ProximalGradient
from optlab.methods.momentum.nesterov import Nesterov
from optlab.methods.momentum.nesterov_momentum import NesterovMomentum
from optlab.metrics import gap, weight
from optlab.settings import BOUNDED_BELOW, COMPOSITE, CONVEX, MINIMIZER, SMOOTH
from optlab.symbols import L, R, first, k, letter, prev

weight_before = letter("weight_before", nonnegative=True)

monotone = Claim(
    id="beck-teboulle-2009/ista-monotone",
    setting=COMPOSITE & BOUNDED_BELOW,
    method=ProximalGradient(),
    metric=gap,
    bound=prev,
    false_neighbours=(prev / 2, false(method=FISTA()), false(method=ProximalGradient(step_size=2.1 / L))),
)

fista_with_weights = Claim(
    id="beck-teboulle-2009/fista-weights",
    setting=COMPOSITE & MINIMIZER,
    method=FISTA(),
    metric=gap,
    bound=2 * L * R**2 / (1 + sqrt(1 + 4 * weight_before**2)) ** 2,
    given={weight_before: weight},
    false_neighbours=(false(bound=L * R**2 / (1 + sqrt(1 + 4 * weight_before**2)) ** 2, on=On("halfline")), prev),
    provenance="read",
)

fista = Claim(
    id="beck-teboulle-2009/fista",
    setting=COMPOSITE & MINIMIZER,
    method=FISTA(),
    metric=gap,
    bound=2 * L * R**2 / (k + 1) ** 2,
    false_neighbours=(L * R**2 / (k + 1) ** 2, false(method=ProximalGradient())),
    provenance="read",
)

without_prox = Claim(
    id="beck-teboulle-2009/fista-of-a-smooth-function-is-nesterov",
    setting=CONVEX & SMOOTH & BOUNDED_BELOW,
    method=FISTA(),
    against=Nesterov(),
    metric=gap,
    bound=first,
    kind="identity",
    false_neighbours=(false(against=NesterovMomentum(momentum=(k - 1) / (k + 2))), false(method=ProximalGradient())),
)
