"""SAU lies above its rectifier, by most at the kink and the less the narrower the noise; GELU does neither that nor stay below slope 1."""

import numpy as np
import pytest

from optlab.experiments.smooth_activation import INDICES, LEFT, PLACES


def on_the_grid(saved, metric):
    return saved("smooth-activation").column("smoothing_error 1", metric)[1][0, 0]


def test_the_error_is_largest_at_the_kink_and_positive_everywhere(saved):
    error = on_the_grid(saved, "smoothed") - on_the_grid(saved, "leaky")
    assert PLACES[error.argmax()] == 0
    assert error.min() > 0
    assert (on_the_grid(saved, "gated") <= on_the_grid(saved, "leaky") + 1e-15).all()


@pytest.mark.parametrize(("metric", "power"), [("smoothing_error", -1), ("gradient_slope", 1)])
def test_error_and_curvature_trade_places_with_the_index(saved, metric, power):
    found = [saved("smooth-activation").column(f"{metric} {n}", metric)[1].max() for n in INDICES]
    np.testing.assert_allclose(found, (1 - LEFT) / (2 * np.pi) ** 0.5 * np.array(INDICES, float) ** power, rtol=1e-3)


def test_slopes_of_the_unit_lie_between_those_of_the_rectifier_and_gelus_do_not(saved):
    slope, gelu = on_the_grid(saved, "smoothed_slope"), on_the_grid(saved, "gated_slope")
    assert LEFT < slope.min() < slope.max() < 1
    assert gelu.max() == pytest.approx(LEFT + (1 - LEFT) * 1.1289, abs=1e-3)
    assert gelu.min() < LEFT
