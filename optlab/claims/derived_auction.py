"""Derived here. First-price auctions whose winner is drawn by a logistic function of the bids: error, noise of gradients, equilibrium.

Related: Kohring, Pieroth and Bichler 2023, Enabling first-order gradient-based learning for equilibrium computation in markets, of which
only the abstract was read. A bid's chance to win is P(b) = int density(o) s((b - o) / l) do. Against 1{b > o} it loses at o < b and
gains at o > b, each at most rival_density l int_0^inf s(-t) dt = rival_density l log 2; away from 0 and from the highest bid the errors
of P and of its derivative fall exponentially. Between two bidders of slopes beta the first-order condition loses rival_density l log 2 at
the highest bid, which moves the slope from 1/2 by -3/2 log(2) l + O(l^2). That pathwise gradients are ten times as quiet as those of
REINFORCE is a fact about these auctions, by quadrature; against the best baseline the factor can be less.
"""

from typing import Any

from sympy import And, Rational, exp, log

from optlab.arrays import Array, space
from optlab.auction_metrics import (
    distance_from_best,
    distance_from_kink,
    gradient_error,
    pathwise_error_without_smoothing,
    pathwise_variance,
    score_variance,
    score_variance_with_baseline,
    surplus,
    utility_error,
)
from optlab.claim import Claim, On, false
from optlab.methods.splitting.fixed_point import FixedPoint
from optlab.metrics import units
from optlab.smooth_surrogate_settings import AUCTION, AUCTION_GAME, allocation_temperature, rival_density
from optlab.symbols import letter

surplus_here = letter("surplus_here", (0, 1))
away_from_best = letter("away_from_best", nonnegative=True)
kink_distance = letter("kink_distance", (0, 1), real=True)
score_noise = letter("score_noise")
PLAY = FixedPoint(weight=0.3)


@units(0, 0)
def slope_error(exact: Any, s: Any) -> Array:
    """The largest |x_i - 1/2|, 1/2 being the equilibrium of two bidders without smoothing and of values uniform in [0, 1]."""
    xp = space(s.x)
    return xp.max(xp.abs(s.x - 0.5), axis=-1)


error = Claim(
    id="derived-auction/error",
    setting=AUCTION,
    method=None,
    metric=utility_error,
    bound=surplus_here * rival_density * allocation_temperature * log(2),
    given={surplus_here: surplus},
    kind="certificate",
    false_neighbours=(
        false(bound=surplus_here * rival_density * allocation_temperature * log(2) / 2, on=On("smoothed_auction")),
        false(bound=surplus_here * rival_density**2 * allocation_temperature**2, on=On("smoothed_auction")),
    ),
    tight_on=On("smoothed_auction", {"temperature": 0.001}),
    provenance="derived",
    paper=37,
)

# Beyond 15 temperatures the bound falls among rounding errors.
bias = Claim(
    id="derived-auction/gradient",
    setting=AUCTION,
    method=None,
    metric=gradient_error,
    bound=exp(-kink_distance / allocation_temperature) * rival_density * (allocation_temperature + 2 * surplus_here),
    given={kink_distance: distance_from_kink, surplus_here: surplus},
    where=And(kink_distance > 0, kink_distance < 15 * allocation_temperature),
    kind="certificate",
    false_neighbours=(
        false(metric=pathwise_error_without_smoothing, on=On("smoothed_auction", {"dim": 1})),
        false(
            bound=exp(-2 * kink_distance / allocation_temperature) * rival_density * (allocation_temperature + 2 * surplus_here),
            on=On("smoothed_auction", {"dim": 1}),
        ),
    ),
    provenance="derived",
    paper=37,
)

noise = Claim(
    id="derived-auction/noise",
    setting=AUCTION,
    method=None,
    metric=pathwise_variance,
    bound=score_noise / 10,
    given={score_noise: score_variance, away_from_best: distance_from_best},
    where=And(away_from_best <= Rational(1, 10), allocation_temperature * rival_density <= Rational(1, 10)),
    kind="certificate",
    false_neighbours=(
        false(bound=score_noise / 20, on=On("smoothed_auction", {"dim": 1, "temperature": 0.09, "top": 1.0})),
        false(
            given={score_noise: score_variance_with_baseline, away_from_best: distance_from_best},
            on=On("smoothed_auction", {"dim": 1, "temperature": 0.002, "top": 0.2}),
        ),
    ),
    provenance="derived",
    paper=37,
)

learned = Claim(
    id="derived-auction/learned",
    setting=AUCTION_GAME,
    method=PLAY,
    metric=slope_error,
    bound=Rational(3, 2) * log(2) * allocation_temperature,
    where=And(allocation_temperature >= 0.02, allocation_temperature <= 0.1),
    kind="phenomenon",
    steps=300,
    false_neighbours=(
        false(bound=Rational(3, 4) * log(2) * allocation_temperature, on=On("auction_game")),
        false(where=allocation_temperature <= 0.1, on=On("auction_game", {"temperature": 0.0001})),
    ),
    provenance="derived",
    paper=37,
)
