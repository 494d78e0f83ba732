"""Floors in proportion to the step, under their bounds, and a decreasing step below all of them."""

import numpy as np
import pytest

SHARES = (2, 8, 32)


def constant(share):
    return rf"$\eta = 1 / ({share} L_{{\max}})$"


def test_floors_are_in_proportion_to_the_step_and_a_decreasing_step_ends_below_them(saved):
    t = saved("sgd-floor")
    ends = [t.median(constant(share), "expected_sqdist")[1][-1] for share in SHARES]
    assert np.array(ends[:-1]) / ends[1:] == pytest.approx(4, rel=0.15)
    k, falling = t.median("decreasing", "expected_sqdist")
    assert falling[-1] < ends[-1] / 3
    later = k >= 1000
    assert np.polyfit(np.log(k[later]), np.log(falling[later]), 1)[0] == pytest.approx(-1, abs=0.05)


def test_every_curve_lies_below_its_bound_and_no_floor_is_nearer_to_it_than_a_third(saved):
    t = saved("sgd-floor")
    for name in (*map(constant, SHARES), "decreasing"):
        _, v = t.column(name, "expected_sqdist")
        _, limit = t.column(name, "expected_sqdist", what="bound")
        said = ~np.isnan(limit)
        assert said.sum() > 20
        assert (v[said] <= limit[said]).all()
        assert v[-1, 0, 0] < limit[-1, 0, 0] / 3
