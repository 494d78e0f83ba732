"""At a density of ln(n) / d a mixed projection keeps all distances, and one that is not mixed tears corners apart."""

from math import log

import numpy as np
import pytest

from optlab.experiments.fast_jl import CLOUDS, DIM, EPS, POINTS, SHARES


def worst(saved, kind, name, share):
    return saved("fast-jl").column(f"{kind}, {name}, {share}", "worst_pair")[1][-1].ravel()


@pytest.mark.parametrize("share", [s for s in SHARES if s > log(POINTS) / DIM])
@pytest.mark.parametrize("kind", CLOUDS)
def test_from_the_threshold_on_a_mixed_projection_keeps_all_distances(saved, kind, share):
    assert (worst(saved, kind, "mixed", share) < EPS).mean() >= 0.95


@pytest.mark.parametrize("share", [s for s in SHARES if s < 0.05])
def test_without_mixing_corners_are_torn_apart(saved, share):
    assert (worst(saved, CLOUDS[0], "not mixed", share) > EPS).all()


def test_gaussian_points_need_no_mixing(saved):
    mixed, plain = (np.median(worst(saved, CLOUDS[1], name, 0.03)) for name in ("mixed", "not mixed"))
    assert plain < 1.3 * mixed
