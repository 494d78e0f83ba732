"""CERTIFY and PREDICT: how often they are wrong, by enumeration and on the card, and every neighbour that is wrong more often."""

from itertools import product
from math import factorial, inf

import numpy as np
import pytest
from scipy import stats
from scipy.special import ndtri
from statsmodels.stats.proportion import proportion_confint

from optlab.certificate import (
    Certificate,
    certify,
    failure_probability,
    predict,
    predict_failure_probability,
    radius_gaussian,
    radius_two_class,
)
from optlab.statistics import binomial_tail, clopper_pearson

SAMPLES = [(1, 100, 0.001), (10, 100, 0.05), (100, 1000, 0.001)]
GRID = np.linspace(0.5, 0.9999, 300)


def limits(n, alpha):
    """The Clopper-Pearson lower limits after 0, ..., n successes, (n + 1,), by the beta quantile."""
    k = np.arange(n + 1)
    return np.where(k > 0, stats.beta.ppf(alpha, np.maximum(k, 1), n - k + 1), 0.0)


def failure_of_rule(limits, p, n0):
    """Probability that the likelier of two classes is returned with a lower limit above its probability p (P,), for any such rule."""
    n = len(limits) - 1
    selected = stats.binom.sf((n0 + 1) // 2 - 1, n0, p)
    return selected * (stats.binom.pmf(np.arange(n + 1), n, p[:, None]) * (limits > p[:, None])).sum(-1)


def compositions(n, classes):
    """Every way to divide n samples among so many classes, (m, C)."""
    counts = np.stack(np.meshgrid(*[np.arange(n + 1)] * (classes - 1), indexing="ij"), -1).reshape(-1, classes - 1)
    counts = counts[counts.sum(-1) <= n]
    return np.column_stack([counts, n - counts.sum(-1)])


def enumerated_failure(p, n0, n, alpha):
    """Probability that `certify` returns a class with a radius above sigma Phi^-1 of its probability, over every pair of samples."""
    p, first, second = np.asarray(p), compositions(n0, len(p)), compositions(n, len(p))
    returned = certify(first[:, None], second[None], 2.0, alpha)
    # The largest radius that no classifier with these probabilities can break.
    truth = 2.0 * np.maximum(ndtri(p), 0)
    wrong = ~returned.abstained & (returned.radius > truth[returned.prediction])
    return stats.multinomial.pmf(first, n0, p) @ wrong @ stats.multinomial.pmf(second, n, p)


@pytest.mark.parametrize("alpha", [0.05, 0.001])
@pytest.mark.parametrize("n", [10, 100, 1000, 10_000])
def test_clopper_pearson_limit_covers_and_its_infimum_is_the_level(n, alpha):
    k = np.arange(1, n + 1)
    limit, _ = clopper_pearson(k, n, alpha)
    spare = alpha - binomial_tail(k, n, limit - 1e-12)
    assert 0 <= spare.min() < 2.4e-11


@pytest.mark.parametrize("n", [1, 20, 1000])
def test_clopper_pearson_limit_is_that_of_statsmodels(n):
    k = np.arange(n + 1)
    expected = proportion_confint(k, n, alpha=0.02, method="beta")
    np.testing.assert_allclose(clopper_pearson(k, n, 0.01), expected, rtol=1e-11)


def test_clopper_pearson_limit_after_n_successes_is_the_nth_root_of_the_level():
    n = np.array([1, 100, 100_000])
    np.testing.assert_allclose(clopper_pearson(n, n, 0.001)[0], 0.001 ** (1 / n), rtol=1e-13)
    assert clopper_pearson(100_000, 100_000, 0.001)[0] == pytest.approx(0.99993092, abs=5e-9)


@pytest.mark.parametrize(("n0", "n", "alpha", "on_grid"), [(*SAMPLES[0], 0.00091025), (*SAMPLES[1], 0.0494604), (*SAMPLES[2], 0.000992927)])
def test_failure_probability_on_the_grid_is_the_card(n0, n, alpha, on_grid):
    assert failure_probability(GRID, n0, n, alpha).max() == pytest.approx(on_grid, rel=1e-5)


@pytest.mark.parametrize(("n0", "n", "alpha", "supremum"), [(*SAMPLES[0], 0.00093325), (*SAMPLES[1], 0.0499999), (*SAMPLES[2], 0.001)])
def test_failure_probability_nearly_attains_its_level_below_the_jumps(n0, n, alpha, supremum):
    jumps = limits(n, alpha)
    worst = failure_probability(np.concatenate([jumps[jumps > 0.5] * (1 - 1e-11), GRID]), n0, n, alpha).max()
    assert worst == pytest.approx(supremum, rel=5e-6)
    assert worst <= alpha


def test_limit_equal_to_the_probability_is_no_failure():
    jumps, _ = clopper_pearson(np.arange(60, 101), 100, 0.05)
    assert (failure_probability(jumps, 1000, 100, 0.05) < 0.99 * failure_probability(jumps * (1 - 1e-12), 1000, 100, 0.05)).all()


def test_failure_probability_never_exceeds_the_level():
    for n0, n, alpha in product([1, 2, 7], [5, 30, 301], [0.2, 0.01]):
        jumps = limits(n, alpha)
        p = np.concatenate([jumps * (1 - 1e-11), 1 - jumps * (1 - 1e-11), np.linspace(0, 1, 101)])
        assert failure_probability(p, n0, n, alpha).max() <= alpha


@pytest.mark.parametrize("p", [0.0, 0.2, 0.45, 0.5, 0.501, 0.7, 0.93, 1.0])
@pytest.mark.parametrize(("n0", "n", "alpha"), [(1, 40, 0.05), (10, 100, 0.05), (7, 31, 0.2)])
def test_failure_probability_is_the_enumeration_of_certify(p, n0, n, alpha):
    assert failure_probability(p, n0, n, alpha) == pytest.approx(enumerated_failure([p, 1 - p], n0, n, alpha), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("p", [(0.62, 0.3, 0.08), (0.45, 0.44, 0.11), (0.34, 0.33, 0.33), (0.08, 0.07, 0.85)])
def test_three_classes_keep_the_level(p):
    assert enumerated_failure(p, 4, 25, 0.05) <= 0.05


def test_certify_takes_class_from_first_sample_and_radius_from_second():
    returned = certify([[[3, 9, 1]], [[0, 1, 0]]], [[100, 880, 20], [600, 400, 0]], [0.5, 1.0], 0.001)
    assert returned.prediction.tolist() == [[1, -1]] * 2
    assert returned.abstained.tolist() == [[False, True]] * 2
    assert returned.samples.tolist() == [[1013, 1013], [1001, 1001]]
    assert (returned.norm, returned.confidence) == ("l2", 0.999)
    np.testing.assert_allclose(returned.radius, [[0.5 * ndtri(limits(1000, 0.001)[880]), 0]] * 2, rtol=1e-12)


def test_certify_gives_a_tie_to_the_first_class():
    assert certify([5, 5], [100, 0], 1.0, 0.05).prediction == 0


@pytest.mark.parametrize(
    ("certificate", "sentence"),
    [
        (
            Certificate(3, 0.75, False, 0.999, "l2", 1100),
            "Class 3 on the open l2 ball of radius 0.75, with confidence 0.999 from 1100 samples.",
        ),
        (Certificate(3, 0.0, False, 0.95, "l2", 100), "Class 3 at the point itself, with confidence 0.95 from 100 samples."),
        (Certificate(-1, 0.0, True, 0.95, "l2", 100), "Abstained with confidence 0.95 from 100 samples."),
        (
            certify([[9, 1], [9, 1]], [[100, 0], [50, 50]], 1.0, 0.001),
            "1 of 2 points certified, median l2 radius 1.5, each with confidence 0.999 from 110 samples.",
        ),
        (predict([[5, 5], [2, 4]], 0.05), "0 of 2 points certified, each with confidence 0.95 from 6 to 10 samples."),
    ],
)
def test_certificate_reads_as_a_sentence(certificate, sentence):
    assert str(certificate) == sentence


def test_predict_is_the_two_sided_binomial_test_on_the_top_two():
    counts = compositions(60, 3)[::7]
    second, top = np.sort(counts, -1)[:, -2:].T
    expected = np.array([stats.binomtest(int(k), int(k + other)).pvalue <= 0.05 for k, other in zip(top, second, strict=True)])
    returned = predict(counts, 0.05)
    np.testing.assert_array_equal(~returned.abstained, expected)
    np.testing.assert_array_equal(returned.prediction, np.where(expected, counts.argmax(-1), -1))
    assert expected.any()
    assert not expected.all()
    assert not returned.radius.any()


def test_predict_fails_with_the_probability_on_the_card():
    assert predict_failure_probability(0.5, 100, 0.05) == pytest.approx(0.0176, abs=5e-5)
    assert predict_failure_probability(np.linspace(0, 1, 301), 100, 0.05).max() <= 0.025


@pytest.mark.parametrize("p", [0.3, 0.5, 0.6])
def test_predict_failure_probability_is_the_enumeration_of_predict(p):
    counts = compositions(50, 2)
    wrong = predict(counts, 0.1).prediction == (0 if p < 0.5 else 1)
    expected = stats.binom.pmf(counts[:, 0], 50, p)[wrong].sum()
    assert predict_failure_probability(p, 50, 0.1) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("p", [(0.36, 0.32, 0.32), (0.4, 0.39, 0.21), (0.5001, 0.4999, 0.0)])
def test_predict_of_three_near_ties_keeps_the_level(p):
    counts = compositions(100, 3)
    wrong = predict(counts, 0.05).prediction > 0
    assert 0 < stats.multinomial.pmf(counts, 100, p)[wrong].sum() <= 0.05


def test_majority_vote_without_abstention_is_refuted():
    counts = compositions(100, 2)
    wrong = counts.argmax(-1) == 1
    assert stats.binom.pmf(counts[:, 0], 100, 0.5)[wrong].sum() == pytest.approx(0.460, abs=5e-4)


@pytest.mark.parametrize(("n0", "n", "alpha", "failure"), [(*SAMPLES[0], 0.98995), (*SAMPLES[2], 0.905)])
def test_point_estimate_as_lower_limit_is_refuted(n0, n, alpha, failure):
    assert failure_of_rule(np.arange(n + 1) / n, GRID, n0).max() == pytest.approx(failure, abs=5e-4)
    assert failure_of_rule(limits(n, alpha), GRID, n0).max() <= alpha


def test_point_estimate_claims_an_infinite_radius():
    assert stats.binom.sf(99, 100, 0.99) == pytest.approx(0.366, abs=5e-4)
    assert radius_gaussian(100 / 100, 1.0) == inf
    assert radius_gaussian(0.99, 1.0) == pytest.approx(2.326, abs=5e-4)


def test_radius_without_abstention_is_refuted():
    p = np.array([0.45, 0.44, 0.11])
    first, second = compositions(100, 3), np.arange(1001)
    selected = np.array([stats.multinomial.pmf(first, 100, p)[first.argmax(-1) == c].sum() for c in range(3)])
    truth = radius_two_class(0.45, 0.44, 1.0)
    claimed = np.abs(ndtri(limits(1000, 0.001)))
    kept = (stats.binom.pmf(second, 1000, 0.45) * (claimed <= truth)).sum()
    assert 1 - selected[0] == pytest.approx(0.437, abs=0.001)
    assert truth == pytest.approx(0.01265, abs=5e-6)
    assert abs(ndtri(0.45)) == pytest.approx(0.1257, abs=5e-5)
    assert 1 - selected[0] * kept > 0.999
    assert failure_probability(0.45, 100, 1000, 0.001) <= 0.001


def test_wald_limit_is_refuted():
    share = np.arange(101) / 100
    wald = share - ndtri(0.999) * np.sqrt(share * (1 - share) / 100)
    p = stats.binom.pmf(np.arange(101), 100, 0.99)
    assert p[wald > 0.99].sum() == pytest.approx(0.366, abs=5e-4)
    assert p[limits(100, 0.001) > 0.99].sum() <= 0.001


def test_limit_from_the_selection_samples_is_refuted_on_ten_equal_classes():
    least = int(np.argmax(limits(20, 0.001) > 0.1))
    # 20! [t^20] (sum_{j < least} t^j / j!)^10 counts the sequences in which no class is answered `least` times.
    series = np.array([1.0])
    for _ in range(10):
        series = np.convolve(series, [1 / factorial(j) for j in range(least)])[:21]
    reused = 1 - factorial(20) * series[20] / 10.0**20
    # The card's figure is a frequency in 2e5 draws, 1.4e-4 its standard error.
    assert reused == pytest.approx(0.00417, abs=1.4e-4)
    assert reused > 4 * 0.001
    assert binomial_tail(least, 20, 0.1) == pytest.approx(0.000416, abs=5e-7)


def test_certify_on_one_sample_used_twice_is_refuted():
    counts = compositions(100, 2)
    wrong = certify(counts, counts, 1.0, 0.05).radius > 0
    assert stats.binom.pmf(counts[:, 0], 100, 0.5)[wrong].sum() == pytest.approx(2 * stats.binom.sf(58, 100, 0.5), rel=1e-9)
    assert 2 * stats.binom.sf(58, 100, 0.5) > 0.05
    assert failure_probability(0.5, 100, 100, 0.05) <= 0.05
