"""The weights' bias falls as the square of the bandwidth, and the confounder's does not fall."""

import numpy as np

from optlab.experiments.proxy_bridges import BANDWIDTHS


def along(saved, metric):
    return np.array([float(saved("proxy-bridges").column(f"bandwidth {v:.3g}", metric)[1][-1, 0, 0]) for v in BANDWIDTHS])


def test_the_weights_bias_is_of_second_order(saved):
    found = along(saved, "bias_of_weight_bridge")
    slopes = np.diff(np.log(found)) / np.diff(np.log(BANDWIDTHS))
    assert np.abs(slopes[:6] - 2).max() < 0.02


def test_without_a_bridge_a_narrow_kernel_does_not_help(saved):
    found = along(saved, "bias_of_no_bridge")
    assert found[0] > 0.1
    assert abs(found[1] / found[0] - 1) < 0.01
