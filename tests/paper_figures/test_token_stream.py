"""Heavy tails of documents, and that clipping matters little there: plain and clipped methods are tuned on the same grid."""

import numpy as np
import pytest

from optlab.experiments.token_stream import POINTS, TUNED
from optlab.sweep import fresh_name


def _ends(saved, label, v, fresh=False):
    point = POINTS[label][v]
    return saved("token-stream").median(fresh_name(point) if fresh else str(point))[1][-1]


@pytest.mark.parametrize("label", POINTS)
def test_the_tuned_step_is_the_best_of_its_grid_on_the_seeds_of_tuning(saved, label):
    ends = {v: _ends(saved, label, v) for v in POINTS[label]}
    assert ends[TUNED[label]] <= 1.1 * min(ends.values())
    assert TUNED[label] not in (min(ends), max(ends))


def test_noise_of_a_document_has_no_variance_by_hill_over_its_largest_tenth(saved):
    noise = np.sort(saved("token-stream").column("noise", "noise_size")[1].ravel())[::-1]
    many = len(noise) // 10
    index = 1 / np.log(noise[:many] / noise[many]).mean()
    assert 1.2 < index < 2.0
    assert noise[0] > 8 * np.median(noise)


@pytest.mark.parametrize("name", ["Adam", "AdaGrad"])
def test_clipping_at_the_median_norm_makes_little_difference_to_tuned_methods(saved, name):
    for fresh in (False, True):
        plain, clipped = (_ends(saved, label, TUNED[label], fresh) for label in (name, f"{name}, 1"))
        assert 0.75 * plain < clipped < plain / 0.75


@pytest.mark.parametrize("name", ["Adam", "AdaGrad"])
def test_clipping_at_half_of_it_hurts_where_it_was_tuned(saved, name):
    plain, clipped = (_ends(saved, label, TUNED[label]) for label in (name, f"{name}, 0.5"))
    assert clipped > 1.2 * plain
