"""First-price auctions against the temperature of a smoothed allocation: errors, noise of gradients, and what two learners end at."""

from functools import partial

import numpy as np

from optlab.auction_metrics import pathwise_variance, score_variance, score_variance_with_baseline
from optlab.claims.derived_auction import PLAY, error, learned
from optlab.experiment import Experiment, Run
from optlab.method import Method
from optlab.problem import Problem
from optlab.problems.auction import auction_game, smoothed_auction

TEMPERATURES = tuple(float(t) for t in np.geomspace(0.001, 0.2, 13))
LEARNED = tuple(float(t) for t in np.geomspace(0.02, 0.1, 6))
# Up to bids that still earn something: the bound is for those.
PLACES = np.linspace(0, 0.96, 49)


def bids(temperature: float) -> Problem:
    """All multiples in `PLACES` of each of 16 values, as replicas."""
    problem = smoothed_auction(16, temperature, B=1)
    return problem.start(PLACES[None, :, None] * problem.base.values)


def best_bids(temperature: float) -> Problem:
    """Half of each of 16 values, the best bids where nothing is smoothed."""
    problem = smoothed_auction(16, temperature, B=1)
    return problem.start(problem.base.x_star)


def starts(temperature: float) -> Problem:
    """The game from 16 starts, as replicas."""
    return auction_game(24, temperature, B=1).start(auction_game(24, temperature, B=16).x0[None, :, 0])


experiment = Experiment(
    id="smoothed-auction",
    runs={
        f"error {t:.3g}": Run(method=Method(), problem=partial(bids, t), steps=0, replicas=len(PLACES), record=(), claim=error)
        for t in TEMPERATURES
    }
    | {
        f"noise {t:.3g}": Run(
            method=Method(),
            problem=partial(best_bids, t),
            steps=0,
            record=(pathwise_variance, score_variance, score_variance_with_baseline),
        )
        for t in TEMPERATURES
    }
    | {
        f"slope {t:.3g}": Run(method=PLAY, problem=partial(starts, t), steps=300, replicas=16, record=(), claim=learned, at=(0, 300))
        for t in LEARNED
    },
)
