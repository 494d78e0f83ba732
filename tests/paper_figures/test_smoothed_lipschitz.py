"""Smoothed ramps attain their bound, which lies visibly below both older ones where they meet."""

import numpy as np
import pytest

from optlab.certificate_lipschitz import smoothed_lipschitz
from optlab.experiments.smoothed_lipschitz import LIPSCHITZ, SIGMAS


def along(saved, L, metric):
    t = saved("smoothed-lipschitz")
    return np.array([t.column(f"{L:g} {sigma:.3g}", metric)[1].item() for sigma in SIGMAS])


@pytest.mark.parametrize("L", LIPSCHITZ)
def test_every_ramp_attains_the_bound(saved, L):
    np.testing.assert_allclose(along(saved, L, "smoothed_slope"), smoothed_lipschitz(L, np.array(SIGMAS)), rtol=1e-9)


@pytest.mark.parametrize("L", LIPSCHITZ)
def test_the_bound_gains_up_to_a_fifth_on_the_older_ones_and_nothing_far_away(saved, L):
    gain = along(saved, L, "smoothed_slope") / along(saved, L, "smaller_bound")
    assert gain.max() <= 1 + 1e-12
    # erf(sqrt(pi) / 2) where L sigma sqrt(2 pi) = 1.
    assert 0.78 < gain.min() < 0.83
