"""Nets that deceive attacks of one step, and what helps."""

import numpy as np

CHANCE = 0.1


def ends(saved, run, metric):
    """Of each replica."""
    return saved("catastrophic-overfitting").column(run, metric)[1][-1].ravel()


def test_attacks_of_one_step_are_deceived_by_a_net_that_was_trained_against_them(saved):
    fast, robust = (ends(saved, "one step", f"{name}_accuracy") for name in ("fast", "robust"))
    assert (fast > 2.5 * robust).all()
    assert (robust < CHANCE).all()


def test_with_elle_they_are_deceived_less(saved):
    for run in ("one step, ELLE", "five steps"):
        assert (ends(saved, run, "fast_accuracy") < 0.9 * ends(saved, "one step", "fast_accuracy")).all()
    plain, elle = (np.median(ends(saved, run, "robust_accuracy")) for run in ("one step", "one step, ELLE"))
    assert elle > 1.5 * plain
    assert elle > CHANCE


def test_longer_steps_help_too(saved):
    plain, longer = (np.median(ends(saved, run, "robust_accuracy")) for run in ("one step", "one step, longer steps"))
    assert longer > 1.3 * plain
