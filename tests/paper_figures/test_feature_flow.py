"""Penalties on the flow of features, and the filters that they leave."""

import numpy as np

from optlab.experiments.feature_flow import PENALTIES


def ends(t, metric):
    """The values (B,) after the last step, by penalty, and those without."""
    values = [t.column(label, metric)[1][-1, :, 0] for label in ("none", *(f"{weight:g}" for weight in PENALTIES))]
    return np.array(values[1:]), values[0]


def test_heavier_penalties_leave_fewer_filters(saved):
    left, without = ends(saved("feature-flow"), "filters_that_count")
    medians = np.median(left, axis=1)
    assert (np.diff(medians) <= 0).all()
    assert medians[0] > 0.8
    assert np.median(without) > 0.8
    assert (left[-1] < 0.1).all()


def test_more_than_thirty_percent_are_pruned_at_less_than_one_percent_of_accuracy(saved):
    t = saved("feature-flow")
    left, _ = ends(t, "filters_that_count")
    pruned, _ = ends(t, "error_when_pruned")
    _, without = ends(t, "error_on_test")
    heavy = [i for i, weight in enumerate(PENALTIES) if weight >= 0.1]
    assert (left[heavy] <= 0.7).all()
    assert (np.median(pruned[heavy], axis=1) < np.median(without) + 0.01).all()


def test_pruning_changes_little(saved):
    t = saved("feature-flow")
    pruned, _ = ends(t, "error_when_pruned")
    whole, _ = ends(t, "error_on_test")
    assert np.abs(np.median(pruned - whole, axis=1)).max() < 0.01
