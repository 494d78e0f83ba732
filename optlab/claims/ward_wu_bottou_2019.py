"""Ward, Wu, Bottou 2019. AdaGrad stepsizes: sharp convergence over nonconvex landscapes. ICML.

The case of a large b0, derived again here. That of a small b0 is not here: at the size of its constants, no run comes within a
hundredth of it, and no statement close to it could be refuted.
"""

from optlab.claim import Claim, false
from optlab.methods.adaptive.adagrad_norm import AdaGradNorm
from optlab.metrics import sqgrad
from optlab.settings import MINIMIZER, SMOOTH
from optlab.symbols import Delta, L, R, k, letter

eta = letter("eta", (0, 1))
b0 = letter("b0", (1, -1))

large_b0 = Claim(
    id="ward-wu-bottou-2019/large-b0",
    setting=SMOOTH & MINIMIZER,
    method=AdaGradNorm(eta=R, b0=L * R),
    metric=sqgrad,
    over="best",
    bound=2 * Delta / eta * (b0 + 2 * Delta / eta) / (k + 1),
    false_neighbours=(false(method=AdaGradNorm(eta=R, b0=L * R / 1000)),),
)
