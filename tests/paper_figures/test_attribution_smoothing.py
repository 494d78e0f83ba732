"""What smoothing leaks stays below the bound, and is it beside the border; smoothing raises the mean localisation of every net."""

import numpy as np
import pytest

from optlab.experiments.attribution_smoothing import LAYERS, PIXELS


def means(saved, run):
    return saved("attribution-smoothing").column(run, "mean_localised")[1][-1, :, 0]


@pytest.mark.parametrize("pixels", PIXELS)
def test_a_column_at_the_border_leaks_all_that_is_possible_and_the_left_half_less(saved, pixels):
    t = saved("attribution-smoothing")
    border, half, most = (
        t.column(f"{kind} {pixels:g}", metric)[1][-1, :, 0]
        for kind, metric in (("border", "share_on_right"), ("half", "share_on_right"), ("border", "most_leaked"))
    )
    assert border == pytest.approx(most, rel=1e-12)
    assert (half <= most).all()
    assert pixels == 0 or (half < most).all()


def test_without_smoothing_nothing_lies_in_the_disconnected_half(saved):
    assert (saved("attribution-smoothing").column("half 0", "share_on_right")[1] == 0).all()


@pytest.mark.parametrize("layer", LAYERS)
def test_smoothing_by_one_to_three_pixels_raises_the_mean_of_every_net(saved, layer):
    assert all((means(saved, f"{layer} {width:g}") > means(saved, f"{layer} 0")).all() for width in (1.0, 2.0, 3.0))


def test_it_raises_three_quarters_of_grids_at_the_second_layer_and_few_more_than_half_at_the_picture(saved):
    t = saved("attribution-smoothing")
    rises = {
        layer: np.mean(t.column(f"{layer} 2", "localised")[1][-1] > t.column(f"{layer} 0", "localised")[1][-1])
        for layer in ("input", "second")
    }
    assert rises["second"] > 0.75
    assert 0.5 < rises["input"] < 0.65
