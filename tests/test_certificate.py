"""Radii around smoothed classifiers: half-spaces, balls and orthants that attain them, the card, and refused arguments."""

from math import inf, nan

import numpy as np
import pytest
from scipy import stats
from scipy.special import chndtr, log_ndtr, ndtr, ndtri

from optlab.certificate import (
    certify,
    failure_probability,
    largest_radius,
    predict,
    predict_failure_probability,
    radius_gaussian,
    radius_gaussian_tail,
    radius_two_class,
    samples_needed,
)


def test_radius_of_half_space_is_its_distance():
    rng = np.random.default_rng(0)
    w, x, b = rng.normal(size=(2000, 20)), rng.normal(size=(2000, 20)), rng.normal(size=2000)
    sigma = rng.uniform(0.3, 2, 2000)
    distance = np.abs((w * x).sum(-1) + b) / np.linalg.norm(w, axis=-1)
    z = distance / sigma
    # Half an ulp of p is this much of z, and cannot be had back.
    lost = 2.0**-53 / stats.norm.pdf(z)
    sound = np.abs(radius_gaussian(ndtr(z), sigma) / sigma - z) <= 2 * lost + 4e-15
    assert sound[z < 6].all()
    np.testing.assert_allclose(radius_gaussian_tail(log_ndtr(-z), sigma) / sigma, z, rtol=4e-15, atol=4e-16)


def test_radius_from_log_complement_is_exact_up_to_thirty_sigma():
    z = np.linspace(0.01, 30, 3000)
    np.testing.assert_allclose(radius_gaussian_tail(log_ndtr(-z), 1.0), z, rtol=4e-15, atol=4e-16)


@pytest.mark.parametrize(("z", "error"), [(6.0, 9e-9), (8.0, 8e-3), (8.3, inf)])
def test_radius_from_probability_loses_the_far_tail(z, error):
    assert abs(radius_gaussian(ndtr(z), 1.0) - z) == pytest.approx(error, rel=0.2)


def test_radius_is_zero_without_a_majority_and_infinite_with_certainty():
    np.testing.assert_array_equal(radius_gaussian([0.0, 0.3, 0.5, 1.0], 2.0), [0, 0, 0, inf])
    np.testing.assert_array_equal(radius_gaussian_tail([0.0, np.log(0.7), np.log(0.5), -inf], 2.0), [0, 0, 0, inf])


def test_smoothed_ball_keeps_its_majority_up_to_the_radius():
    d, scale, u = np.meshgrid([1, 2, 5, 20, 100, 784], [0.8, 1, 1.3, 2, 4], np.linspace(0.001, 0.999, 25))
    rho = scale * np.sqrt(d)
    p = chndtr(rho**2, d, (u * rho) ** 2)
    inside = (p > 0.5) & (p < 1 - 1e-12)
    at_boundary = chndtr(rho**2, d, (u * rho + radius_gaussian(p, 1.0)) ** 2)[inside]
    assert inside.sum() > 300
    assert at_boundary.min() >= 0.5 - 1e-9


def test_certified_radius_of_smoothed_ball_is_the_one_on_the_card():
    assert radius_gaussian(chndtr(28.0**2, 784, 0.0), 1.0) == pytest.approx(0.0168, abs=5e-5)
    assert radius_gaussian(chndtr(3.6**2, 10, 0.0), 1.0) == pytest.approx(0.7524, abs=5e-5)
    assert chndtr(28.0**2, 784, 0.8168**2) == pytest.approx(0.5, abs=1e-5)


def test_no_attack_on_smoothed_orthant_succeeds_inside_the_radius():
    x = np.random.default_rng(1).normal(1.5, 1.0, (2000, 5))
    p = ndtr(x).prod(-1)
    x, radius = x[p > 0.5], radius_gaussian(p[p > 0.5], 1.0)[:, None]
    z = x
    for _ in range(60):
        grad = np.exp(-(z**2) / 2) / ndtr(z)
        e = z - 0.2 * radius * grad / np.linalg.norm(grad, axis=-1, keepdims=True) - x
        z = x + e * np.minimum(1, radius / np.linalg.norm(e, axis=-1, keepdims=True))
    attacked = ndtr(z).prod(-1)
    assert attacked.min() >= 0.5 - 1e-9
    assert attacked.min() < 0.501


def test_two_class_radius_is_where_parallel_half_spaces_flip():
    rng = np.random.default_rng(2)
    a = rng.uniform(-1, 2, 3000)
    b = np.abs(a) + rng.uniform(0.05, 1.5, 3000)
    low, high = np.zeros(3000), np.full(3000, 10.0)
    for _ in range(60):
        t = (low + high) / 2
        ahead = ndtr(a - t) > ndtr(t - b)
        low, high = np.where(ahead, t, low), np.where(ahead, high, t)
    assert np.abs(radius_two_class(ndtr(a), ndtr(-b), 1.0) - t).max() < 5e-13


def test_two_class_radius_certifies_below_one_half():
    assert radius_two_class(0.45, 0.2, 1.0) == pytest.approx(0.358, abs=5e-4)
    assert radius_gaussian(0.45, 1.0) == 0


def test_two_class_radius_is_the_binary_one_at_the_complement_and_never_less():
    p, q = np.meshgrid(np.linspace(0.5, 0.999, 60), np.linspace(0.001, 0.999, 60))
    np.testing.assert_allclose(radius_two_class(p, 1 - p, 3.0), radius_gaussian(p, 3.0), rtol=1e-13, atol=1e-15)
    assert (radius_two_class(p, q, 3.0) >= radius_gaussian(p, 3.0) * (1 - 1e-13)).all()
    assert radius_two_class(0.7, 0.35, 1.0) == pytest.approx(0.524, abs=5e-4)


def test_two_class_radius_is_zero_for_a_class_that_is_not_ahead():
    np.testing.assert_array_equal(radius_two_class([0.0, 0.2, 0.3], [0.0, 0.3, 0.3], 1.0), 0)
    assert radius_two_class(1.0, 0.0, 1.0) == inf


def test_largest_radius_follows_the_card():
    n = 10 ** np.arange(2, 7)
    np.testing.assert_allclose(largest_radius(n, 0.001, 2.0) / 2, [1.5005, 2.4633, 3.1986, 3.81146, 4.3468], atol=5e-5)
    np.testing.assert_allclose(largest_radius(n, 0.001, 1.0), stats.norm.ppf(0.001 ** (1 / n)), rtol=1e-9)
    assert largest_radius(9, 0.001, 1.0) == 0 < largest_radius(10, 0.001, 1.0)


def test_largest_radius_is_what_certify_returns_when_all_samples_agree():
    n = np.array([100, 100_000, 10**9])
    returned = certify([1, 0], np.stack([n, 0 * n], -1), 0.5, 0.001)
    np.testing.assert_allclose(returned.radius, largest_radius(n, 0.001, 0.5), rtol=1e-12)


def test_samples_needed_follow_the_card():
    np.testing.assert_array_equal(samples_needed([0.5, 1, 1.5, 2], 0.001, 0.5), [40, 301, 5114, 218105])
    assert samples_needed(0.0, 0.001, 1.0) == 10
    assert samples_needed(50.0, 0.001, 1.0) == inf


def test_samples_needed_inverts_largest_radius():
    n = np.arange(10, 200_000, 7)
    radius = largest_radius(n, 0.001, 2.0)
    np.testing.assert_array_equal(samples_needed(radius, 0.001, 2.0), n)
    np.testing.assert_array_equal(samples_needed(np.nextafter(radius, inf), 0.001, 2.0), n + 1)


@pytest.mark.parametrize(("rule", "sigma"), [(lambda p, s: s**2 * ndtri(p), 2.0), (lambda p, s: 2 * s * ndtri(p), 1.0)])
def test_wrong_scale_is_refuted_by_a_half_space_at_distance_one(rule, sigma):
    p = ndtr(1 / sigma)
    assert rule(p, sigma) == pytest.approx(2.0, rel=1e-14)
    # The half-space gives the other class 1/2 already at distance 1.
    assert ndtr((1 - rule(p, sigma)) / sigma) < 0.5
    assert radius_gaussian(p, sigma) == pytest.approx(1.0, rel=1e-14)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: radius_gaussian(1.1, 1.0), "p_low must lie"),
        (lambda: radius_gaussian([0.7, nan], 1.0), "p_low must lie"),
        (lambda: radius_gaussian(0.7, 0.0), "positive and finite sigma"),
        (lambda: radius_gaussian(0.7, nan), "positive and finite sigma"),
        (lambda: radius_gaussian_tail(0.1, 1.0), "log_complement"),
        (lambda: radius_two_class(0.7, -0.1, 1.0), "other_up must lie"),
        (lambda: largest_radius(0, 0.05, 1.0), "whole number"),
        (lambda: largest_radius(2.5, 0.05, 1.0), "whole number"),
        (lambda: largest_radius(10, 1.0, 1.0), "level"),
        (lambda: samples_needed(-1.0, 0.05, 1.0), "radius >= 0"),
        (lambda: samples_needed(1.0, nan, 1.0), "level"),
        (lambda: certify([1, 2], [-1, 2], 1.0, 0.05), "estimation_counts must be >= 0"),
        (lambda: certify([0, 0], [1, 2], 1.0, 0.05), "selection_counts must be >= 0"),
        (lambda: certify([1, 2], [0.5, 2], 1.0, 0.05), "must be integers"),
        (lambda: certify([1], [3], 1.0, 0.05), "at least two classes"),
        (lambda: certify(np.ones((0, 2), int), [1, 2], 1.0, 0.05), "needs a point"),
        (lambda: certify([1, 2], [1, 2, 3], 1.0, 0.05), "of one shape"),
        (lambda: certify(np.ones((2, 2), int), np.ones((3, 2), int), 1.0, 0.05), "of one shape"),
        (lambda: certify([1, 2], [1, 2], -1.0, 0.05), "positive and finite sigma"),
        (lambda: certify([1, 2], [1, 2], 1.0, 0.0), "level"),
        (lambda: predict([1, 2], 2.0), "level"),
        (lambda: predict([0, 0], 0.05), "at least one sample"),
        (lambda: failure_probability(nan, 1, 10, 0.05), "p must lie"),
        (lambda: failure_probability(0.6, 1.5, 10, 0.05), "n0 must be a whole"),
        (lambda: failure_probability(0.6, 1, 10, nan), "level"),
        (lambda: predict_failure_probability(-0.1, 10, 0.05), "p must lie"),
        (lambda: predict_failure_probability(0.6, 0, 0.05), "n must be a whole"),
    ],
)
def test_bad_use_is_refused_with_a_sentence(call, words):
    with pytest.raises(ValueError, match=words) as refusal:
        call()
    assert str(refusal.value).endswith(".")
