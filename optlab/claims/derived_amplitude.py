"""Derived here. The median of several amplitude estimates fails only where half of them fail.

Related: Brassard, Hoyer, Mosca, Tapp 2002. Each estimate fails with probability 1 - 8 / pi^2 at most, so that it is a binomial tail.
"""

from sympy import Rational, binomial, pi

from optlab.amplitude_metrics import MANY, miss_of_median
from optlab.claim import Claim, On, false
from optlab.smoothing_settings import AMPLITUDE


def tail(many: int, failure):
    """P(Binomial(many, failure) >= (many + 1) / 2)."""
    return sum(binomial(many, j) * failure**j * (1 - failure) ** (many - j) for j in range((many + 1) // 2, many + 1))


median_of_estimates = Claim(
    id="derived-amplitude/median-of-estimates",
    setting=AMPLITUDE,
    method=None,
    metric=miss_of_median,
    bound=tail(MANY, 1 - 8 / pi**2),
    kind="certificate",
    false_neighbours=(false(bound=tail(MANY, Rational(1, 10)), on=On("amplitude_estimation", {"calls": 256})),),
    provenance="derived",
    paper=3,
)
