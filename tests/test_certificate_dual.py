"""Two halves smoothed apart: the tight radius against a scan of the circle, and its confidence by exact sums over all counts."""

import numpy as np
import pytest
from scipy.special import ndtr, ndtri
from scipy.stats import binom

from optlab.certificate_dual import certify_dual, radius_dual
from optlab.claims.derived_dual_smoothing import dual_radius, published_radius
from optlab.method import Iterate
from optlab.oracle import Exact
from optlab.problems.two_halves import half_space_halves

CIRCLE = 2 * np.pi * np.arange(720) / 720


def least_sum(a, b, r):
    """The least sum of the probabilities of two half-spaces at distance r."""
    return (ndtr(a - r * np.cos(CIRCLE)) + ndtr(b - r * np.sin(CIRCLE))).min()


@pytest.mark.parametrize(("a", "b"), [(1.5, 0.0), (2.0, -1.0), (0.7, 0.7), (3.0, 1.0)])
def test_the_sum_of_two_half_spaces_is_one_at_the_radius_and_never_before(a, b):
    r = radius_dual(ndtr(a), ndtr(b), 1.0)
    assert least_sum(a, b, r) == pytest.approx(1, abs=1e-12)
    assert least_sum(a, b, 0.999 * r) > 1


def test_the_published_radius_is_too_large_unless_both_halves_agree():
    a, b = 1.5, 0.0
    assert radius_dual(ndtr(a), ndtr(b), 1.0) == pytest.approx(1.0607, abs=1e-4)
    step = 0.8 * np.hypot(a, b) / np.sqrt(2)
    assert ndtr(a - step) + ndtr(b - step) == pytest.approx(0.941, abs=1e-3)
    assert radius_dual(ndtr(1.2), ndtr(1.2), 1.0) == pytest.approx(np.hypot(1.2, 1.2), rel=1e-12)


def test_nothing_is_certified_where_the_sum_is_at_most_one():
    assert radius_dual(ndtr(1.5), ndtr(-2.0), 1.0) == 0
    np.testing.assert_array_equal(radius_dual([1.0, 0.0, 0.3], [0.0, 1.0, 0.7], 1.0), 0)


def test_the_published_radius_is_too_large_for_nearly_all_pairs_of_half_spaces():
    rng = np.random.default_rng(0)
    a, b = np.abs(rng.normal(size=(2, 1000)))
    assert (np.hypot(a, b) > 1.001 * radius_dual(ndtr(a), ndtr(b), 1.0)).mean() > 0.9


def test_the_metric_is_the_public_function_where_floats_have_the_digits():
    problem = half_space_halves()
    x = problem.x0
    p = np.exp(problem.log_probabilities(x))
    c = problem.answer(x)[..., None, None]
    left, right = np.moveaxis(np.take_along_axis(p, np.broadcast_to(c, (*p.shape[:-1], 1)), -1)[..., 0], -1, 0)
    np.testing.assert_allclose(dual_radius(Exact(problem), Iterate(x)), radius_dual(left, right, 1.0), rtol=1e-9)
    assert (published_radius(Exact(problem), Iterate(x)) > dual_radius(Exact(problem), Iterate(x))).all()


def wrong(p, q, n0, n, alpha):
    """The exact probability that `certify_dual` is wrong on two half-spaces whose first class has the probabilities p and q."""
    k = np.arange(n + 1)
    left, right = (np.broadcast_to(np.stack([v, n - v], -1), (n + 1, n + 1, 2)) for v in (k[:, None], k[None, :]))
    weight = binom.pmf(k, n, p)[:, None] * binom.pmf(k, n, q)[None, :]
    failed = 0.0
    for i, u in enumerate(binom.pmf(np.arange(n0 + 1), n0, p)):
        for j, v in enumerate(binom.pmf(np.arange(n0 + 1), n0, q)):
            said = certify_dual(([i, n0 - i], [j, n0 - j]), (left, right), 1.0, alpha)
            truth = np.abs(ndtri(p) + ndtri(q)) / np.sqrt(2) * np.where(said.prediction == (p + q < 1), 1, -1)
            failed += u * v * (weight * (~said.abstained & (said.radius > truth))).sum()
    return failed


@pytest.mark.parametrize(("p", "q"), [(0.55, 0.5), (0.7, 0.31), (0.9, 0.9), (0.9499, 0.6), (0.3, 0.4)])
def test_a_certificate_is_wrong_no_more_often_than_its_level(p, q):
    assert wrong(p, q, 3, 20, 0.2) <= 0.2


def test_counts_of_one_half_only_are_refused():
    with pytest.raises(ValueError, match="two halves"):
        certify_dual(([3, 1],), ([3, 1], [3, 1]), 1.0, 0.1)


def test_counts_that_do_not_decide_are_abstained_from():
    said = certify_dual(([6, 4], [4, 6]), ([60, 40], [40, 60]), 1.0, 0.01)
    assert said.abstained
    assert (said.prediction, said.radius) == (-1, 0)
    assert said.samples == 220
