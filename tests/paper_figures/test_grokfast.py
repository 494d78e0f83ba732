"""Sums by heart, then by rule, with a filter for slow gradients and without."""

import numpy as np

from optlab.experiments.grokfast import MEMORIES, STEP_SIZES, TUNED


def steps_to(t, run, target=0.05):
    """The median over seeds of the first recorded k with that error, infinite where it is never reached."""
    k, v = t.column(run, "error_on_test")
    there = v[..., 0] <= target
    first = np.where(there.any(0), k[there.argmax(0)], np.inf)
    return np.quantile(first, 0.5, method="inverted_cdf")


def test_the_step_sizes_are_the_best_on_the_seeds_of_tuning_and_lie_within(saved):
    t = saved("grokfast")
    for label in MEMORIES:
        needed = [steps_to(t, f"{label}, {h:g}") for h in STEP_SIZES]
        assert STEP_SIZES[int(np.argmin(needed))] == TUNED[label]
        assert TUNED[label] != STEP_SIZES[-1]


def test_the_training_loss_falls_long_before_the_error(saved):
    t = saved("grokfast")
    k, loss = t.median("AdamW", "training_loss")
    _, error = t.median("AdamW", "error_on_test")
    assert loss[k == 20] < loss[0] / 4
    assert error[k == 20] > 0.9
    assert error[-1] == 0


def test_the_longer_memory_takes_the_longer(saved):
    t = saved("grokfast")
    needed = [steps_to(t, label) for label in MEMORIES]
    assert (np.diff(needed) > 0).all()


def test_only_the_filtered_gradients_bear_twice_the_best_step(saved):
    t = saved("grokfast")
    assert t.median("AdamW, 0.24", "error_on_test")[1][-1] > 0.8
    assert t.median("memory 0.9, 0.24", "error_on_test")[1][-1] < 0.1
