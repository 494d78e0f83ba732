"""Derived here; related: Jaggi 2013, and Carderera, Besancon, Pokutta 2021.

Where the curvature is bounded, monotone Frank-Wolfe keeps Frank-Wolfe's rate: a rejected step leaves the gap below that of the
open-loop point, for which (1 - weight) gap + weight^2 C_f / 2 was the bound.
"""

from optlab.claim import Claim, On, false
from optlab.methods.conditional_gradient.monotone_frank_wolfe import MonotoneFrankWolfe
from optlab.metrics import gap
from optlab.settings import BOUNDED_BELOW, CURVED_SET
from optlab.symbols import C_f, k, prev

rate = Claim(
    id="derived-monotone-frank-wolfe/rate",
    setting=CURVED_SET & BOUNDED_BELOW,
    method=MonotoneFrankWolfe(),
    metric=gap,
    bound=2 * C_f / (k + 2),
    false_neighbours=(false(bound=C_f / (2 * (k + 2)), on=On("simplex_square", {"dim": 200})), 2 * C_f / (k + 2) ** 2),
    provenance="derived",
    paper=32,
)

# The step into k has weight 2 / (k + 1).
recursion = Claim(
    id="derived-monotone-frank-wolfe/recursion",
    setting=CURVED_SET & BOUNDED_BELOW,
    method=MonotoneFrankWolfe(),
    metric=gap,
    bound=(k - 1) / (k + 1) * prev + 2 * C_f / (k + 1) ** 2,
    false_neighbours=((k - 1) / (k + 1) * prev + 2 * C_f / (k + 1) ** 3,),
    provenance="derived",
    paper=32,
)
