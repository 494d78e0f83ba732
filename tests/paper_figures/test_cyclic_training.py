"""One run of doubling cycles in place of many runs."""

import pytest

from optlab.experiments.cyclic_training import ENDS, TOPS


def end(saved, run):
    return saved("cyclic-training").median(run, "training_loss")[1][-1]


@pytest.mark.parametrize("N", ENDS)
def test_the_end_of_every_cycle_is_as_good_as_a_run_of_its_own(saved, N):
    k, v = saved("cyclic-training").median("cycles", "training_loss")
    assert v[k == N][0] < 1.25 * end(saved, f"alone, {N}")


def test_one_run_of_cycles_costs_half_of_the_runs_that_it_replaces():
    assert ENDS[-1] < 0.55 * sum(ENDS)


def test_the_loss_rises_again_when_a_cycle_begins(saved):
    k, v = saved("cyclic-training").median("cycles", "training_loss")
    for first, second in zip(ENDS[2:-1], ENDS[3:], strict=True):
        assert v[(k > first) & (k < second)].max() > 1.1 * v[k == first][0]


def test_cycles_lose_more_where_steps_are_too_long(saved):
    ratios = {top: end(saved, f"cycles from {top}") / end(saved, f"one decay from {top}") for top in TOPS}
    assert max(ratios.values()) < 1.4
    assert ratios[max(TOPS)] == max(ratios.values())


def test_the_best_step_that_decays_beats_the_best_that_does_not(saved):
    decayed, constant = (min(end(saved, f"{name} {top}") for top in TOPS) for name in ("cycles from", "constant"))
    assert decayed < 0.95 * constant
