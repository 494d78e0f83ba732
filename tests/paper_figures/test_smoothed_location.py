"""Smoothed enough, maximum likelihood has the rate of the smoothed density; with less, its information is an empty promise."""

import numpy as np
import pytest

from optlab.experiments.smoothed_location import SETTLED, WIDTHS


def errors(saved, r):
    """Errors of all samples over the rate of the smoothed density."""
    t = saved("smoothed-location")
    return (t.column(f"width {r:.3g}", "location_error")[1] / t.column(f"width {r:.3g}", "fisher_rate")[1]).ravel()


@pytest.mark.parametrize("r", [r for r in WIDTHS if r > SETTLED])
def test_smoothed_errors_are_within_the_rate_in_95_of_100_samples(saved, r):
    assert (errors(saved, r) <= 1.3).mean() >= 0.95


@pytest.mark.parametrize("r", [r for r in WIDTHS if r < SETTLED / 4])
def test_with_a_sharp_spike_the_promise_is_not_kept(saved, r):
    assert np.quantile(errors(saved, r), 0.95) > 1.5


def test_smoothing_costs_no_accuracy_here(saved):
    raw, smoothed = (
        np.quantile(saved("smoothed-location").column(f"width {r:.3g}", "location_error")[1], 0.95) for r in (WIDTHS[0], WIDTHS[10])
    )
    assert smoothed < raw


def test_the_information_falls_with_the_width(saved):
    along = [float(saved("smoothed-location").column(f"width {r:.3g}", "smoothed_information")[1][-1, 0, 0]) for r in WIDTHS]
    assert (np.diff(along) < 0).all()
