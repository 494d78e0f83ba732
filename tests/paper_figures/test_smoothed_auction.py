"""Errors of a smoothed auction fall linearly in its temperature, pathwise gradients are the quieter ones, and slopes end near 1/2."""

import numpy as np
import pytest

from optlab.experiments.smoothed_auction import LEARNED, TEMPERATURES


def along(saved, kind, metric, temperatures):
    return np.array([saved("smoothed-auction").column(f"{kind} {t:.3g}", metric)[1][-1].max() for t in temperatures])


def test_the_error_falls_to_0_linearly_in_the_temperature(saved):
    found = along(saved, "error", "utility_error", TEMPERATURES)
    # Half of the mean value is at stake at a bid of 0, and half of the values win always at 1/2: the density of the rival is 2.
    np.testing.assert_allclose(found[:6] / np.array(TEMPERATURES[:6]), 0.5 * 2 * np.log(2), rtol=0.01)


def test_the_pathwise_gradient_is_at_least_ten_times_as_quiet(saved):
    pathwise = along(saved, "noise", "pathwise_variance", TEMPERATURES)
    for rival, least in (("score_variance", 25), ("score_variance_with_baseline", 13)):
        assert (along(saved, "noise", rival, TEMPERATURES) / pathwise).min() > least


@pytest.mark.parametrize("i", range(len(LEARNED)))
def test_learned_slopes_are_off_one_half_by_about_the_temperature(saved, i):
    off = along(saved, "slope", "slope_error", LEARNED)[i]
    assert 0.8 * LEARNED[i] < off < 1.04 * LEARNED[i]
    assert (off < 0.03) == (LEARNED[i] < 0.03)
