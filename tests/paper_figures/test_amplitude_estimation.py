"""Amplitude estimation gains a power in the median, and nothing in the mean square."""

import numpy as np
import pytest

from optlab.experiments.amplitude_estimation import CALLS

HALF = -0.5


@pytest.mark.parametrize(
    ("metric", "slope"),
    [
        ("median_error", -1.0),
        ("median_error_of_samples", HALF),
        ("root_mean_square_error", HALF),
        ("root_mean_square_error_of_samples", HALF),
    ],
)
def test_errors_fall_at_their_rates(saved, metric, slope):
    t = saved("amplitude-estimation")
    errors = [t.median(f"{calls}", metric)[1].item() for calls in CALLS]
    assert np.polyfit(np.log(CALLS), np.log(errors), 1)[0] == pytest.approx(slope, abs=0.2)


def test_the_mean_square_is_no_smaller_than_that_of_samples(saved):
    t = saved("amplitude-estimation")
    for calls in CALLS:
        quantum, classical = (t.median(f"{calls}", f"root_mean_square_error{e}")[1].item() for e in ("", "_of_samples"))
        assert quantum > classical
