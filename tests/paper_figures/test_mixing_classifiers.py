"""The weight of the robust classifier buys radius with little accuracy; its closed form gives much of the radius away."""

import numpy as np

from optlab.experiments.mixing_classifiers import WEIGHTS


def along(saved, name, metric):
    t = saved("mixing-classifiers")
    return np.array([t.column(f"{name} {w:g}", metric)[1].ravel()[0] for w in WEIGHTS])


def test_the_exact_radius_is_where_some_partner_wins(saved):
    exact, truth = along(saved, "half-space", "exact_mixed_radius"), along(saved, "half-space", "flip_distance")
    np.testing.assert_allclose(exact[1:], truth[1:], rtol=1e-9)
    assert exact[0] == truth[0] == 0


def test_the_closed_form_is_less_than_half_of_it_halfway(saved):
    closed, exact = (along(saved, "half-space", f"{name}mixed_radius") for name in ("", "exact_"))
    assert (closed <= exact * (1 + 1e-9)).all()
    assert closed[5] < 0.5 * exact[5]


def test_with_the_weight_certified_accuracy_rises_and_accuracy_falls_a_little(saved):
    right, certified = along(saved, "digits", "share_right"), along(saved, "digits", "share_certified")
    assert (np.diff(certified) >= 0).all()
    assert certified[0] == 0
    assert right[0] - right[-1] > 0.02
    assert (certified <= right).all()
