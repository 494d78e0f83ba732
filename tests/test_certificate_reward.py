"""Rewards under attack: the certificate beside exact adversaries, and beside sampled episodes of an adversary who adapts."""

import numpy as np
import pytest
from scipy.special import ndtr, ndtri
from scipy.stats import binom

from optlab.certificate_reward import expected_reward, reward_probability
from optlab.claims.derived_policy_smoothing import certified_probability, certified_reward
from optlab.method import Iterate
from optlab.oracle import Exact
from optlab.problems.counting_episode import counting_episode
from optlab.problems.tracking_episode import tracking_episode


def test_the_half_space_of_the_card_is_attained():
    assert reward_probability(ndtr(1.0), 1.2, 1.0) == pytest.approx(0.42074, abs=1e-5)


@pytest.mark.parametrize(("needed", "clean", "certified"), [(3, 0.92255, 0.66363)])
def test_the_game_of_the_card_has_its_numbers(needed, clean, certified):
    problem = counting_episode()
    p = problem.clean(problem.x0)[needed - 1, 0]
    assert p == pytest.approx(clean, abs=1e-5)
    assert reward_probability(p, 1.0, 1.0) == pytest.approx(certified, abs=1e-5)
    assert certified < problem.attacked(problem.x0)[needed - 1, 0] <= 0.725


def test_an_adversary_who_watches_the_score_does_more_harm_than_one_who_does_not():
    problem = counting_episode(budget=3.0)
    x = problem.x0 + 1.0
    watching, blind = problem.attacked(x)[:, 0], problem.attacked_statically(x)[:, 0]
    assert (watching <= blind * (1 + 1e-12)).all()
    assert watching[5] < 0.9 * blind[5]


def test_the_plan_of_the_adversary_is_as_good_as_it_says_when_it_is_played():
    # One round: all of the budget in one try.
    problem = counting_episode(rounds=1, budget=0.7, B=1)
    assert problem.attacked(problem.x0).item() == pytest.approx(ndtr(0.5 - 0.7), rel=1e-12)
    assert problem.expected_attacked(problem.x0).item() == pytest.approx(ndtr(0.5 - 0.7), rel=1e-12)


def test_in_two_rounds_the_plan_is_that_of_all_splits_after_the_first():
    problem = counting_episode(rounds=2, budget=1.5, B=2)
    parts = problem.parts
    wins = ndtr(0.5 - 1.5 * np.sqrt(np.arange(parts + 1) / parts))
    at_least_one = min(w + (1 - w) * wins[: parts + 1 - s].min() for s, w in enumerate(wins))
    both = min(w * wins[: parts + 1 - s].min() for s, w in enumerate(wins))
    np.testing.assert_allclose(problem.attacked(problem.x0)[:, 0], [at_least_one, both], rtol=1e-12)


def test_an_adaptive_attack_on_the_linear_episode_gains_nothing():
    rng = np.random.default_rng(0)
    problem = tracking_episode(rounds=5, budget=1.0, B=1)
    x, gain, limit = np.zeros((1, 1, 1)), problem.gain.item(), problem.limit.item()
    state, left = np.zeros(200_000), np.ones(200_000)
    for t in range(5):
        e = rng.normal(size=state.shape)
        # It sees the noise of the past, and spends more where the state is near the limit.
        share = np.where(np.abs(state - limit) < 0.5, 0.6, 0.1) if t < 4 else 1.0
        d = np.sqrt(share * left)
        left = left - d**2
        state = state - gain * (state + e - d)
    reached = (state <= limit).mean()
    assert reached > problem.attacked(x).item() - 4 * 0.5 / np.sqrt(len(state))


def test_a_budget_for_every_round_is_another_thing_and_certifies_nothing():
    # The game of nine equal weights, each attacked by 1.2.
    assert ndtr(1.0 - 9 * 1.2 / 3) == pytest.approx(0.00466, abs=1e-5)
    problem = tracking_episode(rounds=9, budget=1.2)
    x = problem.points(np_rng(8), 4)
    assert (problem.attacked_each_round(x) < reward_probability(problem.clean(x), 1.2, 1.0)).all()


def np_rng(many):
    from optlab.rng import Rng

    return Rng(0, np.arange(many))


def test_the_expected_reward_of_the_card_is_certified():
    p = binom.sf(np.arange(6), 6, ndtr(0.5))
    assert p.sum() == pytest.approx(4.149, abs=1e-3)
    assert reward_probability(p, 1.0, 1.0).sum() == pytest.approx(3.006, abs=1e-3)


def test_the_limit_from_episodes_lies_below_the_exact_one_and_comes_near_it():
    rng = np.random.default_rng(1)
    p = binom.sf(np.arange(6), 6, ndtr(0.5))
    exact = reward_probability(p, 1.0, 1.0).sum()
    found = [expected_reward(rng.binomial(6, ndtr(0.5), size=n), 1.0, 1.0, 0.05) for n in (100, 100_000)]
    assert found[0] < found[1] <= exact
    assert found[1] > 0.97 * exact


def test_the_limit_counts_from_the_floor():
    assert expected_reward([-1.0, -1.0], 0.5, 1.0, 0.1, floor=-1.0) == -1.0
    low = expected_reward(np.full(500, 3.0), 0.5, 1.0, 0.1, floor=1.0)
    share = 1 - np.sqrt(np.log(10) / 1000)
    assert low == pytest.approx(1 + 2 * ndtr(ndtri(share) - 0.5), rel=1e-12)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (([], 1.0, 1.0, 0.1), "at least one"),
        (([-1.0], 1.0, 1.0, 0.1), "floor"),
        (([1.0], 1.0, 1.0, 0.7), "alpha"),
        (([1.0], -1.0, 1.0, 0.1), "budget"),
    ],
)
def test_what_cannot_be_certified_is_refused(arguments, word):
    with pytest.raises(ValueError, match=word):
        expected_reward(*arguments)


def test_the_metrics_are_the_public_function_where_floats_have_the_digits():
    problem = counting_episode(budget=2.0)
    exact, s = Exact(problem), Iterate(problem.x0)
    np.testing.assert_allclose(certified_probability(exact, s), reward_probability(problem.clean(s.x), 2.0, 1.0), rtol=1e-12)
    np.testing.assert_allclose(certified_reward(exact, s), reward_probability(problem.expected(s.x), 2.0, 1.0).sum(-1), rtol=1e-12)
