"""Taylor, Hendrickx, Glineur 2017. Exact worst-case performance of first-order methods for composite convex optimization. SIAM J. Optim.
27(3).

Recalled.
"""

from optlab.claim import Claim, On, false
from optlab.methods.first_order.proximal_gradient import ProximalGradient
from optlab.metrics import gap
from optlab.settings import COMPOSITE, MINIMIZER
from optlab.symbols import L, R, k

proximal_gradient = Claim(
    id="taylor-hendrickx-glineur-2017-composite/proximal-gradient",
    setting=COMPOSITE & MINIMIZER,
    method=ProximalGradient(),
    metric=gap,
    bound=L * R**2 / (4 * k),
    false_neighbours=(L * R**2 / (4 * k + 2), false(bound=L * R**2 / (4 * k + 1), on=On("halfline"))),
    tight_on=On("halfline"),
)
