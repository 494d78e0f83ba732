"""Nesterov 1983. A method of solving a convex programming problem with convergence rate O(1/k^2). Soviet Math. Dokl. 27(2).

In the form and with the constants that Beck and Teboulle 2009 gave; read in the documentation of PEPit's accelerated gradient examples.
The weights are w_1 = 1, w_(k+1) = (1 + sqrt(1 + 4 w_k^2)) / 2, so that w_k >= (k + 1) / 2. For the simple momentum (k - 1) / (k + 2) the
least constant seen is 2 L R^2 / (k^2 + 5 k + 6), which Huber functions attain; no proof for all k is known to us, so it is not claimed.
"""

from sympy import sqrt

from optlab.claim import Claim, false
from optlab.methods.momentum.nesterov import Nesterov
from optlab.methods.momentum.nesterov_momentum import NesterovMomentum
from optlab.metrics import gap, weight
from optlab.settings import CONVEX, MINIMIZER, SMOOTH
from optlab.symbols import L, R, k, letter, prev

weight_before = letter("weight_before", nonnegative=True)
SETTING = CONVEX & SMOOTH & MINIMIZER

with_weights = Claim(
    id="nesterov-1983/weights",
    setting=SETTING,
    method=Nesterov(),
    metric=gap,
    bound=2 * L * R**2 / (1 + sqrt(1 + 4 * weight_before**2)) ** 2,
    given={weight_before: weight},
    false_neighbours=(L * R**2 / (1 + sqrt(1 + 4 * weight_before**2)) ** 2, prev),
    provenance="read",
)

quadratic_rate = Claim(
    id="nesterov-1983/rate",
    setting=SETTING,
    method=Nesterov(),
    metric=gap,
    bound=2 * L * R**2 / (k + 1) ** 2,
    false_neighbours=(L * R**2 / (k + 1) ** 2, 2 * L * R**2 / (k + 1) ** 3, false(method=Nesterov(step_size=2 / L))),
    provenance="read",
)

simple_momentum = Claim(
    id="nesterov-1983/simple-momentum",
    setting=SETTING,
    method=NesterovMomentum(momentum=(k - 1) / (k + 2)),
    metric=gap,
    bound=2 * L * R**2 / (k + 1) ** 2,
    false_neighbours=(2 * L * R**2 / (k + 3) ** 2, prev, false(method=NesterovMomentum(momentum=(k - 1) / (k + 1)))),
    provenance="read",
)
