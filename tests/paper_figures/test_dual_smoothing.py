"""The tight radius of two halves is where the answer changes, and the published one lies beyond."""

import numpy as np

from optlab.experiments.dual_smoothing import LEFT, RIGHT


def along(saved, metric):
    t = saved("dual-smoothing")
    return np.array([t.column(f"{b:g}", metric)[1].item() for b in RIGHT])


def test_the_tight_radius_is_the_distance_to_another_answer(saved):
    np.testing.assert_allclose(along(saved, "dual_radius")[1:], along(saved, "flip_distance")[1:], rtol=1e-9)


def test_the_published_radius_is_right_for_equal_halves_only(saved):
    excess = along(saved, "published_radius") / np.maximum(along(saved, "dual_radius"), 1e-300) - 1
    equal = np.array(RIGHT) == LEFT
    assert equal.sum() == 1
    assert np.abs(excess[equal]) < 1e-9
    assert (excess[~equal] > 1e-3).all()
