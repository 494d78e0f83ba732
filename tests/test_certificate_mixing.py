"""Mixtures of a smoothed classifier with any other: radii against root-finding, and against attacks on a known partner."""

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from optlab.certificate_mixing import least_weight, radius_mixing, radius_mixing_exact
from optlab.problems.mixture import mixed_strips


def some(many):
    """Weights, probabilities of the class and of the next one, where the mixture is safe at the point itself."""
    rng = np.random.default_rng(3)
    a, p = rng.uniform(0.5, 1, many), rng.uniform(0.5, 1, many)
    q = rng.uniform(0, 1 - p)
    kept = a * (p - q) > 1 - a
    return a[kept], p[kept], q[kept]


def test_the_exact_radius_is_the_root_of_the_worst_case():
    for a, p, q in np.stack(some(60), -1):
        root = brentq(lambda r, a=a, p=p, q=q: a * (ndtr(ndtri(p) - r) - ndtr(ndtri(q) + r)) - (1 - a), 0, 40, xtol=1e-14)
        assert radius_mixing_exact(p, q, a, 2.0) == pytest.approx(2 * root, rel=1e-9, abs=1e-12)


def test_the_closed_radius_is_never_larger_and_may_be_much_smaller():
    a, p, q = some(3000)
    share = radius_mixing(p, q, a, 1.0) / radius_mixing_exact(p, q, a, 1.0)
    assert share.max() <= 1 + 1e-9
    assert share.min() < 0.3


def test_with_all_the_weight_both_are_the_radius_of_two_classes():
    p, q = np.array([0.9, 0.6]), np.array([0.05, 0.3])
    expected = (ndtri(p) - ndtri(q)) / 2
    np.testing.assert_allclose(radius_mixing(p, q, 1.0, 1.0), expected, rtol=1e-12)
    np.testing.assert_allclose(radius_mixing_exact(p, q, 1.0, 1.0), expected, rtol=1e-12)


def test_a_margin_of_one_half_needs_two_thirds_of_the_weight():
    assert least_weight(0.5) == pytest.approx(2 / 3)
    assert radius_mixing_exact(0.75, 0.25, 0.6667, 1.0) > 0
    assert radius_mixing_exact(0.75, 0.25, 0.6666, 1.0) == 0


def test_less_than_half_of_the_weight_certifies_nothing():
    assert radius_mixing_exact(1.0, 0.0, 0.4, 1.0) == 0
    assert radius_mixing(1.0, 0.0, 0.4, 1.0) == 0


def test_no_attack_inside_the_radius_changes_the_mixture_of_a_known_partner():
    problem = mixed_strips(dim=2, weight=0.8)
    x = problem.points(np_rng(), 40)
    h = np.sort(problem.smoothed(x), axis=-1)
    r = radius_mixing_exact(h[..., -1], h[..., -2], 0.8, 1.0)
    assert (r > 0).any()
    answer = problem.smoothed(x).argmax(-1)
    for angle in np.linspace(0, 2 * np.pi, 24, endpoint=False):
        for share in (0.5, 0.9, 0.999):
            moved = x + share * r[..., None] * np.array([np.cos(angle), np.sin(angle)])
            kept = problem.mixed(moved).argmax(-1) == answer
            assert kept[r > 0].all()


def np_rng():
    from optlab.rng import Rng

    return Rng(5, np.arange(8))


def test_a_weight_of_nothing_is_refused():
    with pytest.raises(ValueError, match="weight > 0"):
        radius_mixing(0.9, 0.1, 0.0, 1.0)
