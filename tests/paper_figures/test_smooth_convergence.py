"""What a constraint on the clean loss does to its jumps, and to accuracies under attack."""

import numpy as np


def ends(saved, weight, metric):
    """Of each replica."""
    return saved("smooth-convergence").column(f"weight {weight:g}", metric)[1][-1].ravel()


def test_the_largest_jump_falls_with_the_weight_up_to_one(saved):
    jumps = [ends(saved, weight, "largest_jump") for weight in (0.0, 0.3, 1.0)]
    assert (jumps[0] > 1.5 * jumps[1]).all()
    assert (jumps[1] > 1.3 * jumps[2]).all()


def test_a_large_weight_makes_jumps_of_its_own(saved):
    assert np.median(ends(saved, 3.0, "largest_jump")) > 1.2 * np.median(ends(saved, 1.0, "largest_jump"))


def test_the_clean_loss_stays_higher_the_larger_the_weight(saved):
    k, losses = zip(
        *(saved("smooth-convergence").median(f"weight {weight:g}", "epoch_loss") for weight in (0.0, 0.3, 1.0, 3.0)), strict=True
    )
    assert (np.diff([v[-1] for v in losses]) > 0.1).all()
    # The constraint is felt from the third epoch on.
    assert len({tuple(v[:2]) for v in losses}) == 1


def test_accuracy_under_many_steps_stays_below_chance_and_that_under_one_does_not(saved):
    for weight in (0.0, 0.3, 1.0):
        assert np.median(ends(saved, weight, "robust_accuracy")) < 0.1
        assert (ends(saved, weight, "fast_accuracy") > 0.25).all()
    assert (ends(saved, 1.0, "fast_accuracy") > 1.2 * ends(saved, 0.0, "fast_accuracy")).all()
