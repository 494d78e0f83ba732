"""Six rounds that noise wins or loses, under an adversary who watches the score, as the budget grows; and what is certified."""

from functools import partial
from typing import Any

import numpy as np

from optlab.arrays import Array
from optlab.claims.derived_policy_smoothing import (
    attacked_probability,
    attacked_reward,
    certified_probability,
    certified_reward,
)
from optlab.experiment import Experiment, Run
from optlab.method import Method
from optlab.metrics import units
from optlab.problems.counting_episode import counting_episode

BUDGETS = tuple(float(v) for v in np.linspace(0, 4, 17))


@units(0, 0)
def blindly_attacked_probability(exact: Any, s: Any) -> Array:
    """Probability of the event where every round is attacked alike."""
    return exact.problem.attacked_statically(s.x)


experiment = Experiment(
    id="policy-smoothing",
    runs={
        f"{budget:g}": Run(
            method=Method(),
            problem=partial(counting_episode, budget=budget, cut=1.5),
            steps=0,
            record=(certified_probability, attacked_probability, blindly_attacked_probability, certified_reward, attacked_reward),
        )
        for budget in BUDGETS
    },
)
