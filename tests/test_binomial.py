"""Counts of failures: exact binomial tails, limits and thresholds against sums, statsmodels and the card."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from scipy import stats

from optlab.statistics import binomial_tail, binomial_threshold, clopper_pearson, failures


@pytest.mark.parametrize(("n", "p"), [(1, 0.3), (20, 0.3), (200, 0.01), (300, 0.9), (1000, 0.5)])
def test_binomial_tail_is_the_exact_sum(n, p):
    exact, tail = [], Fraction(0)
    for x in range(n, -1, -1):
        tail += comb(n, x) * Fraction(p) ** x * (1 - Fraction(p)) ** (n - x)
        exact.append(float(tail))
    x = np.arange(n, -1, -1)
    seen = np.array(exact) > 1e-280
    np.testing.assert_allclose(binomial_tail(x, n, p)[seen], np.array(exact)[seen], rtol=1e-12)
    np.testing.assert_allclose(binomial_tail(x, n, p), stats.binom.sf(x - 1, n, p), rtol=1e-12)


def test_binomial_tail_agrees_with_statsmodels():
    from statsmodels.stats.proportion import binom_test

    for x, n, p in [(3, 50, 0.05), (0, 10, 0.2), (22, 200, 0.05), (10, 10, 0.5)]:
        assert binomial_tail(x, n, p) == pytest.approx(binom_test(x, n, p, alternative="larger"), rel=1e-12)


def test_binomial_tail_is_exact_at_its_ends():
    assert binomial_tail([-1, 0, 1, 5, 6], 5, 0.0).tolist() == [1, 1, 0, 0, 0]
    assert binomial_tail([-1, 0, 1, 5, 6], 5, 1.0).tolist() == [1, 1, 1, 1, 0]
    assert binomial_tail(10, 10, 0.5) == 2.0**-10


CARD = [
    (0.1, 0.15, 1000, 131),
    (0.1, 0.2, 500, 73),
    (0.1, 0.3, 100, 21),
    (0.1, 0.5, 50, 14),
    (0.05, 0.075, 2000, 132),
    (0.05, 0.1, 1000, 74),
    (0.05, 0.15, 200, 22),
    (0.05, 0.25, 50, 9),
    (0.01, 0.015, 10000, 133),
    (0.01, 0.02, 5000, 74),
    (0.01, 0.03, 1000, 22),
    (0.01, 0.05, 500, 14),
]


@pytest.mark.parametrize(("delta", "true", "n", "c"), CARD)
def test_critical_counts_are_those_of_the_card(delta, true, n, c):
    assert binomial_threshold(n, delta, 1e-3) == c
    assert stats.binom.sf(c - 1, n, delta) <= 1e-3 < stats.binom.sf(c - 2, n, delta)
    assert binomial_tail(c, n, true) >= 0.9


def test_threshold_is_beyond_every_count_if_even_all_failures_are_too_likely():
    assert binomial_threshold(3, 0.5, 1e-3) == 4
    assert binomial_threshold(10, 0.5, 2.0**-10) == 10
    assert binomial_threshold(0, 0.5, 1e-3) == 1


@pytest.mark.parametrize("n", [1, 7, 50, 1000])
def test_clopper_pearson_agrees_with_statsmodels(n):
    from statsmodels.stats.proportion import proportion_confint

    k = np.arange(n + 1)
    lower, upper = clopper_pearson(k, n, 1e-3)
    expected = np.array([proportion_confint(int(j), n, alpha=2e-3, method="beta") for j in k])
    np.testing.assert_allclose(lower, expected[:, 0], rtol=1e-10)
    np.testing.assert_allclose(upper, expected[:, 1], rtol=1e-10)


def test_clopper_pearson_is_exact_without_failures_and_without_successes():
    lower, upper = clopper_pearson([0, 40], 40, 0.01)
    assert lower[0] == 0
    assert upper[1] == 1
    assert upper[0] == pytest.approx(1 - 0.01 ** (1 / 40), rel=1e-13)
    assert lower[1] == pytest.approx(0.01 ** (1 / 40), rel=1e-13)


@pytest.mark.parametrize("p", [0.003, 0.05, 0.31, 0.5, 0.97])
def test_clopper_pearson_covers_at_every_probability(p):
    k = np.arange(61)
    mass = stats.binom.pmf(k, 60, p)
    lower, upper = clopper_pearson(k, 60, 0.05)
    assert mass[lower > p].sum() <= 0.05
    assert mass[upper < p].sum() <= 0.05


def test_failures_are_refuted_exactly_from_the_threshold_on():
    outcomes = [failures(count, 500, 0.1, 1e-3) for count in range(501)]
    assert [v.outcome for v in outcomes] == ["holds"] * 73 + ["refuted"] * 428
    assert all((v.outcome == "refuted") == (v.p_value <= 1e-3) for v in outcomes)


def test_failures_are_undecided_where_twice_as_many_would_be_missed():
    verdict = failures(0, 100, 0.1, 1e-3)
    assert verdict.outcome == "undecided"
    assert verdict.power == pytest.approx(stats.binom.sf(20, 100, 0.2), rel=1e-12)
    assert failures(30, 100, 0.1, 1e-3).outcome == "refuted"


def test_failures_hold_exactly_where_the_power_is_nine_tenths():
    sizes = range(20, 500, 3)
    power = [stats.binom.sf(binomial_threshold(n, 0.1, 1e-3) - 1, n, 0.2) for n in sizes]
    assert min(abs(p - 0.9) for p in power) < 0.01
    assert [failures(0, n, 0.1, 1e-3).outcome == "holds" for n in sizes] == [p >= 0.9 for p in power]


@pytest.mark.parametrize(("n", "outcome"), [(10, "holds"), (9, "undecided")])
def test_failures_doubled_beyond_one_are_certain(n, outcome):
    assert failures(0, n, 0.5, 2.0**-10).outcome == outcome


@pytest.mark.parametrize(("count", "n", "delta"), [(-1, 5, 0.1), (6, 5, 0.1), (1, 5, 0.0), (1, 5, 1.0)])
def test_failures_refuse_impossible_arguments(count, n, delta):
    with pytest.raises(ValueError, match="failures needs"):
        failures(count, n, delta, 0.01)
