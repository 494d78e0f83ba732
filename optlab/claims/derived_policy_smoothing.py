"""Derived here. What an adversary with a budget leaves of the reward of a policy under noise, however it adapts.

Related: Kumar, Levine, Feizi 2022, of which only the abstract was read. `optlab.certificate_reward` has the proof.
"""

from typing import Any

import numpy as np

from optlab.arrays import Array
from optlab.claim import Claim, On, false
from optlab.metrics import units
from optlab.smoothing_settings import EPISODE
from optlab.symbols import letter

left = letter("attacked_probability")
left_each_round = letter("attacked_each_round")
reward_left = letter("attacked_reward")


@units(0, 0)
def certified_probability(exact: Any, s: Any) -> Array:
    """Phi(Phi^-1(p) - attack_budget / noise_std) with p the probability of the event without attack."""
    return _left(exact, exact.problem.clean(s.x), exact.problem.missed(s.x), 1.0)


@units(0, 0)
def half_certified_probability(exact: Any, s: Any) -> Array:
    """The same with half of the budget."""
    return _left(exact, exact.problem.clean(s.x), exact.problem.missed(s.x), 0.5)


@units(0, 0)
def attacked_probability(exact: Any, s: Any) -> Array:
    """Probability of the event under the best adversary that is known."""
    return exact.problem.attacked(s.x)


@units(0, 0)
def attacked_each_round(exact: Any, s: Any) -> Array:
    """Probability of the event where the adversary has the whole budget in every round."""
    return exact.problem.attacked_each_round(s.x)


@units(0, 0)
def clean_probability(exact: Any, s: Any) -> Array:
    """Probability of the event without attack."""
    return exact.problem.clean(s.x)


@units(0, 0)
def certified_reward(exact: Any, s: Any) -> Array:
    """The sum over the levels of the total reward of what is left of their probabilities."""
    p, rest = (np.moveaxis(v, -1, 0) for v in (exact.problem.expected(s.x), exact.problem.expected_missed(s.x)))
    return _left(exact, p, rest, 1.0).sum(0)


@units(0, 0)
def shifted_reward(exact: Any, s: Any) -> Array:
    """The expected total reward without attack, less one half of the budget in units of the noise."""
    c = exact.problem.constants
    return exact.problem.expected(s.x).sum(-1) - c["attack_budget"] / c["noise_std"] / 2


@units(0, 0)
def attacked_reward(exact: Any, s: Any) -> Array:
    """Expected total reward under the best adversary that is known."""
    return exact.problem.expected_attacked(s.x)


def _left(exact, p, rest, share):
    """What a share of the budget leaves of probabilities p, with rest = 1 - p: the smaller of both has the digits."""
    from scipy.special import ndtr, ndtri

    c = exact.problem.constants
    z = np.where(rest < p, -ndtri(rest), ndtri(p))
    return ndtr(z - share * c["attack_budget"] / c["noise_std"])


probability_of_a_reward = Claim(
    id="derived-policy-smoothing/probability",
    setting=EPISODE,
    method=None,
    metric=certified_probability,
    given={left: attacked_probability},
    bound=left,
    kind="certificate",
    false_neighbours=(
        false(metric=half_certified_probability, on=On("tracking_episode")),
        false(given={left_each_round: attacked_each_round}, bound=left_each_round, on=On("tracking_episode")),
        false(metric=clean_probability, on=On("counting_episode")),
    ),
    tight_on=On("tracking_episode"),
    provenance="derived",
    paper=5,
)

expected_reward = Claim(
    id="derived-policy-smoothing/expected-reward",
    setting=EPISODE,
    method=None,
    metric=certified_reward,
    given={reward_left: attacked_reward},
    bound=reward_left,
    kind="certificate",
    false_neighbours=(
        false(bound=reward_left / 2, on=On("tracking_episode")),
        false(metric=shifted_reward, on=On("counting_episode", {"budget": 3.0})),
    ),
    tight_on=On("tracking_episode"),
    provenance="derived",
    paper=5,
)
