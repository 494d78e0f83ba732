"""Carderera, Besancon, Pokutta 2021. Simple steps are all you need: Frank-Wolfe and generalized self-concordant functions. NeurIPS 34.

Method and statement recalled from the abstract; the paper's rate constants were not read and are not claimed.
"""

from optlab.claim import Claim, On, false
from optlab.methods.conditional_gradient.frank_wolfe import FrankWolfe
from optlab.methods.conditional_gradient.monotone_frank_wolfe import MonotoneFrankWolfe
from optlab.metrics import gap
from optlab.settings import BOUNDED_BELOW, COMPACT_SET
from optlab.symbols import prev

monotone = Claim(
    id="carderera-2021/monotone-in-the-domain",
    setting=COMPACT_SET & BOUNDED_BELOW,
    method=MonotoneFrankWolfe(),
    metric=gap,
    bound=prev,
    false_neighbours=(
        false(method=FrankWolfe(), on=On("simplex_quadratic")),
        false(method=FrankWolfe(), on=On("portfolio_with_ruin")),
    ),
    paper=32,
)
