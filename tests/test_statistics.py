"""The tests that judge claims are themselves judged: their levels at the boundary of the claim, their power, their exact values."""

from fractions import Fraction
from itertools import combinations
from math import comb, e, exp, inf, log, nan, sqrt

import numpy as np
import pytest
from scipy import stats

from optlab.statistics import (
    binomial_tail,
    binomial_threshold,
    clopper_pearson,
    detectable_effect,
    e_to_p,
    failures,
    holm,
    log_e_value,
    runs_needed,
    share,
    sign_test,
    window_rule,
)

UNBELIEVABLE = 1e-6

LAWS = {
    "exponential": lambda rng, size: rng.exponential(size=size),
    "lognormal 1": lambda rng, size: rng.lognormal(-0.5, 1.0, size),
    "lognormal 2": lambda rng, size: rng.lognormal(-2.0, 2.0, size),
    "Pareto 1.5": lambda rng, size: (1 + rng.pareto(1.5, size)) / 3,
    "Pareto 2.5": lambda rng, size: (1 + rng.pareto(2.5, size)) * 0.6,
    "left-skewed .99": lambda rng, size: (rng.random(size) < 0.99) / 0.99,
    "left-skewed .999": lambda rng, size: (rng.random(size) < 0.999) / 0.999,
}


def refutations(z, alpha):
    """How many of the samples z (R, ..., n) betting refutes."""
    return sum(log_e_value(sample) >= log(1 / alpha) for sample in z)


def believable(count, runs, level):
    """Whether so many false alarms are compatible with a probability of at most `level`."""
    return stats.binom.sf(count - 1, runs, level) > UNBELIEVABLE


def agree(count, runs, measured, others):
    """Whether a count among `runs` and a frequency measured before on `others` runs can have one probability."""
    before = round(measured * others)
    return stats.fisher_exact([[count, runs - count], [before, others - before]]).pvalue > UNBELIEVABLE


def t_statistic(z):
    """Student's statistic of "mean <= 1" on z (R, n); inf where a sample has no spread and a mean above 1."""
    excess, spread = z.mean(-1) - 1, z.std(-1, ddof=1)
    return sqrt(z.shape[-1]) * excess / np.maximum(spread, 1e-300)


@pytest.mark.parametrize(("n", "runs"), [(30, 2000), (200, 1000), (1000, 500)])
@pytest.mark.parametrize("law", LAWS)
def test_betting_keeps_its_level_at_the_boundary(law, n, runs):
    z = LAWS[law](np.random.default_rng(1), (runs, n))
    assert believable(refutations(z, 0.01), runs, 0.01)


@pytest.mark.parametrize("law", ["exponential", "lognormal 2", "left-skewed .99"])
def test_betting_keeps_its_level_when_cells_depend_on_one_another(law):
    rng = np.random.default_rng(2)
    common = LAWS[law](rng, (1000, 1, 60))
    z = np.where(rng.random((1, 8, 1)) < 0.5, common, LAWS[law](rng, (1000, 8, 60)))
    assert believable(refutations(z, 0.05), 1000, 0.05)


def test_level_simulation_sees_a_bet_that_pays_too_much():
    z = LAWS["exponential"](np.random.default_rng(1), (1000, 200))
    assert not believable(refutations(1.1 * z, 0.01), 1000, 0.01)


def test_student_alarms_falsely_on_left_skew_and_betting_does_not():
    z = LAWS["left-skewed .99"](np.random.default_rng(3), (3000, 30))
    student = int((t_statistic(z) > stats.t.isf(0.01, 29)).sum())
    assert agree(student, 3000, 0.749, 3000)
    assert stats.binomtest(student, 3000, 0.99**30).pvalue > UNBELIEVABLE
    assert refutations(z, 0.01) == 0


def test_looking_after_every_run_breaks_student_and_not_betting():
    z = LAWS["exponential"](np.random.default_rng(4), (1000, 300))
    looks = range(30, 301)
    student = np.any([t_statistic(z[:, :n]) > stats.t.isf(0.01, n - 1) for n in looks], axis=0).sum()
    peeked = sum(max(log_e_value(sample[:n]) for n in (30, 100, 300)) >= log(100) for sample in z)
    assert not believable(int(student), 1000, 0.01)
    assert believable(peeked, 1000, 0.01)


@pytest.mark.parametrize(
    ("law", "mean", "n", "power"),
    [
        ("exponential", 1.2, 1000, 0.948),
        ("exponential", 1.5, 100, 0.628),
        ("exponential", 2.0, 100, 0.995),
        ("lognormal 1", 1.5, 100, 0.473),
        ("lognormal 2", 1.5, 1000, 0.28),
        ("lognormal 2", 2.0, 1000, 0.973),
        ("Pareto 2.5", 1.2, 1000, 1.0),
        ("left-skewed .99", 1.05, 1000, 1.0),
    ],
)
def test_power_of_betting_is_that_of_the_card(law, mean, n, power):
    z = mean * LAWS[law](np.random.default_rng(5), (400, n))
    assert agree(refutations(z, 1e-3), 400, power, 1000)


@pytest.mark.parametrize("law", ["exponential", "lognormal 1", "Pareto 2.5"])
def test_five_per_cent_is_beyond_a_thousand_runs(law):
    z = 1.05 * LAWS[law](np.random.default_rng(6), (300, 1000))
    assert believable(refutations(z, 1e-3), 300, 0.07)


def test_log_e_value_is_the_peak_of_the_mean_wealth():
    z = np.random.default_rng(7).exponential(1.1, (2, 3, 40))
    stakes = (0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9)
    wealth = [[np.prod(1 + s * (cell[:t] - 1)) for s in stakes for cell in z.reshape(6, 40)] for t in range(1, 41)]
    assert log_e_value(z) == pytest.approx(log(max(np.mean(w) for w in wealth)), rel=1e-12)


@pytest.mark.parametrize("mean", [1.02, 1.1], ids=["early peak", "late peak"])
def test_log_e_value_does_not_depend_on_its_blocks(mean):
    z = np.random.default_rng(8).exponential(mean, (20, 5000))
    path = np.log1p(np.array([0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9])[:, None, None] * (z - 1)).cumsum(-1).reshape(180, -1)
    assert log_e_value(z) == pytest.approx((np.logaddexp.reduce(path, 0) - log(180)).max(), rel=1e-10)


def test_memory_of_betting_is_bounded_along_the_runs():
    import tracemalloc

    z = np.ones((20, 50_000))
    tracemalloc.start()
    log_e_value(z)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * z.nbytes


def test_a_peak_remembers_evidence_that_is_lost_again():
    assert log_e_value([10.0] * 5 + [0.0] * 100) == pytest.approx(log_e_value([10.0] * 5), rel=1e-12)


def test_wealth_beyond_the_largest_float_stays_finite_in_logarithms():
    assert log_e_value(np.full(1000, 1e300)) == pytest.approx(1000 * (log(0.9) + 300 * log(10)) - log(9), rel=1e-12)


@pytest.mark.parametrize("bad", [nan, inf])
def test_a_broken_run_is_infinite_evidence(bad):
    z = np.zeros((3, 50))
    z[1, 20] = bad
    assert log_e_value(z) == inf
    assert detectable_effect(z, 1e-6) == 1.0


@pytest.mark.parametrize("bad", [[1.0, -1e-9], [[1.0], [-inf]], [], np.ones((0, 5)), 1.0])
@pytest.mark.parametrize("judge", [log_e_value, lambda z: detectable_effect(z, 1e-3)])
def test_betting_refuses_negative_and_empty_samples(judge, bad):
    with pytest.raises(ValueError, match="Betting needs z"):
        judge(bad)


def test_detectable_effect_is_the_least_factor_that_is_refuted():
    z = np.random.default_rng(9).exponential(0.6, 200)
    c = detectable_effect(z, 1e-3)
    assert 1 < c < 2
    assert log_e_value(c * z / z.mean()) >= log(1e3) > log_e_value((c - 1e-3) * z / z.mean())


def test_detectable_effect_looks_at_every_run():
    z = np.random.default_rng(22).exponential(size=(20, 5000))
    c, tightest = detectable_effect(z, 1e-9), z.mean(-1).max()
    assert log_e_value(c * z / tightest) >= log(1e9) > log_e_value((c - 1e-3) * z / tightest)


def test_detectable_effect_falls_with_the_number_of_runs():
    z = np.random.default_rng(10).exponential(size=50)
    effects = [detectable_effect(np.tile(z, copies), 1e-6) for copies in (1, 2, 4, 8, 16, 32)]
    assert all(more < fewer for fewer, more in zip(effects, effects[1:], strict=False))
    draws = np.random.default_rng(11).exponential(size=(40, 3200))
    medians = [np.median([detectable_effect(z[:n], 1e-6) for z in draws]) for n in (50, 200, 800, 3200)]
    assert all(more < fewer for fewer, more in zip(medians, medians[1:], strict=False))


def test_detectable_effect_grows_as_the_level_gets_stricter():
    z = np.random.default_rng(12).exponential(size=100)
    assert detectable_effect(z, 1e-2) < detectable_effect(z, 1e-4) < detectable_effect(z, 1e-8)


def test_detectable_effect_does_not_depend_on_the_unit():
    z = np.random.default_rng(13).exponential(size=(3, 100))
    assert detectable_effect(1e306 * z, 1e-3) == pytest.approx(detectable_effect(z, 1e-3), abs=1e-3)
    assert detectable_effect(1e-300 * z, 1e-3) == pytest.approx(detectable_effect(z, 1e-3), abs=1e-3)


def test_cells_far_below_their_bound_dilute_what_is_detectable():
    z = np.random.default_rng(14).exponential(size=(1, 100))
    assert detectable_effect(np.concatenate([z, np.zeros((19, 100))]), 1e-3) > detectable_effect(z, 1e-3)


@pytest.mark.parametrize("z", [np.zeros(10), np.ones(2)])
def test_samples_that_can_show_nothing_have_no_detectable_effect(z):
    assert detectable_effect(z, 1e-6) == inf


@pytest.mark.parametrize("effect", [0.2, 0.5])
@pytest.mark.parametrize(("law", "square_variation"), [("exponential", 1.0), ("lognormal 1", e - 1)])
@pytest.mark.parametrize("alpha", [1e-3, 1e-6])
def test_runs_needed_suffice_nine_times_in_ten(effect, law, square_variation, alpha):
    n = runs_needed(effect, square_variation * (1 + effect) ** 2, alpha)
    z = (1 + effect) * LAWS[law](np.random.default_rng(15), (150, n))
    assert stats.binom.cdf(refutations(z, alpha), 150, 0.9) > UNBELIEVABLE


@pytest.mark.parametrize(("cv2", "effect", "measured"), [(1.0, 0.1, 3209), (1.0, 0.5, 161), (e - 1, 0.1, 4984), (e - 1, 0.2, 1219)])
def test_runs_needed_are_within_half_again_of_the_measured_ones(cv2, effect, measured):
    assert measured <= runs_needed(effect, cv2 * (1 + effect) ** 2, 1e-3) <= 1.5 * measured


def test_no_number_of_runs_shows_an_effect_too_small_for_the_stakes():
    assert runs_needed(1e-3, 1.0, 1e-3) == inf


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


K = 2.0 ** np.arange(5, 17)
LOG_K = np.log(K)


def window_rejections(log_metric, error, runs, exponent, log_power=0.0, seed=16):
    """How often the rule rejects the rate on `runs` noisy copies of log_metric (K,)."""
    noise = error * np.random.default_rng(seed).normal(size=(runs, len(K)))
    return int(window_rule(K, log_metric + noise, error, exponent, log_power).rejected.sum())


def burn_in(exponent, c, decay=0.5):
    """Logarithm of k^-exponent / (1 + c k^-decay)."""
    return -exponent * LOG_K - np.log1p(c * K**-decay)


TRUE_RATES = {
    "k^-1/2": (-0.5 * LOG_K, 0.5, 0),
    "1/k": (-LOG_K, 1.0, 0),
    "slow k^-1/2": (burn_in(0.5, 30), 0.5, 0),
    "slow 1/k": (burn_in(1.0, 30), 1.0, 0),
    "log k / k": (-LOG_K + np.log(LOG_K), 1.0, 1),
    "log^2 k / k": (-LOG_K + 2 * np.log(LOG_K), 1.0, 2),
    "slow log k / sqrt k": (burn_in(0.5, 10) + np.log(LOG_K), 0.5, 1),
}


@pytest.mark.parametrize(("error", "rate"), [(0.1, 7.5e-4), (0.03, 1e-6), (0.01, 1e-6)])
@pytest.mark.parametrize("family", TRUE_RATES)
def test_window_rule_spares_true_rates(family, error, rate):
    log_metric, exponent, log_power = TRUE_RATES[family]
    assert believable(window_rejections(log_metric, error, 4000, exponent, log_power), 4000, rate)


@pytest.mark.parametrize(
    ("log_metric", "shares"),
    [
        (burn_in(0.5, 30), (0.001, 0.0, 0.0)),
        (burn_in(0.5, 60), (0.006, 0.0, 0.0)),
        (burn_in(0.5, 200), (0.08, 0.0, 0.0)),
        (burn_in(0.5, 1000), (0.30, 0.27, 1.0)),
        (burn_in(0.5, 10, 0.25), (0.003, 0.005, 0.0)),
    ],
)
def test_window_rule_is_fooled_by_slow_starts_as_often_as_the_card_says(log_metric, shares):
    for error, before in zip((0.1, 0.03, 0.01), shares, strict=True):
        assert agree(window_rejections(log_metric, error, 4000, 0.5), 4000, before, 4000)


@pytest.mark.parametrize(
    ("true", "claimed", "shares"),
    [
        (0.5, 1.0, (0.48, 0.96, 1.0)),
        (0.25, 0.5, (0.19, 0.52, 0.99)),
        (0.75, 1.0, (0.20, 0.50, 0.99)),
        (1.0, 2.0, (0.57, 1.0, 1.0)),
        (0.33, 0.5, (0.03, 0.46, 0.46)),
    ],
)
def test_power_of_the_window_rule_is_that_of_the_card(true, claimed, shares):
    for error, before in zip((0.1, 0.03, 0.01), shares, strict=True):
        assert agree(window_rejections(-true * LOG_K, error, 2000, claimed), 2000, before, 2000)


def test_window_rule_extrapolates_only_in_the_claims_favour():
    falling = window_rule(K, np.repeat([-0.1, -0.3], [8, 4]) * (LOG_K - LOG_K[-4]), 0.01, 0.5)
    assert falling.slope == pytest.approx(-0.3)
    assert falling.extrapolated < falling.slope < falling.earlier_slope
    rising = window_rule(K, np.repeat([-0.5, -0.3], [8, 4]) * (LOG_K - LOG_K[-4]), 0.01, 0.5)
    assert rising.extrapolated == rising.slope
    assert rising.standard_error < falling.standard_error


@pytest.mark.parametrize("log_power", [-1.0, 0.0, 1.0, 2.0])
def test_window_rule_allows_the_logarithm_its_slope_where_the_window_begins(log_power):
    allowed = -0.5 + log_power / LOG_K[-4] + 0.1
    assert not window_rule(K, (allowed - 1e-6) * LOG_K, 0.0, 0.5, log_power).rejected
    assert window_rule(K, (allowed + 1e-6) * LOG_K, 0.0, 0.5, log_power).rejected


def test_window_rule_knows_the_error_of_its_slopes():
    error = np.linspace(0.02, 0.2, len(K))
    y = -LOG_K + error * np.random.default_rng(17).normal(size=(20_000, len(K)))
    window = window_rule(K, y, error, 1.0)
    for curved in (False, True):
        chosen = (window.slope < window.earlier_slope) == curved
        values = 3.5 * window.slope - 2.5 * window.earlier_slope if curved else window.slope
        assert window.standard_error[chosen].std() == pytest.approx(0, abs=1e-12)
        assert values.std() == pytest.approx(window.standard_error[chosen][0], rel=0.03)


def test_window_rule_agrees_with_least_squares():
    y = np.random.default_rng(18).normal(size=len(K))
    window = window_rule(K, y, 0.1, 1.0)
    assert window.slope == pytest.approx(stats.linregress(LOG_K[-4:], y[-4:]).slope)
    assert window.earlier_slope == pytest.approx(stats.linregress(LOG_K[-8:-4], y[-8:-4]).slope)


def test_window_rule_ignores_what_comes_before_its_eight_points():
    k = np.concatenate([[0, 3, 7], K[-8:]])
    assert window_rule(k, np.concatenate([[-inf, 5, 5], -0.5 * LOG_K[-8:]]), 0.001, 1.0).rejected


@pytest.mark.parametrize("k", [K[-7:], np.arange(1, 20), np.append(K, 2 * K[-1] + 1), np.zeros(12), 2.0 ** np.arange(-9, 3), []])
def test_window_rule_needs_eight_dyadic_points(k):
    with pytest.raises(ValueError, match="eight dyadic points"):
        window_rule(k, np.zeros(len(k)), 0.1, 1.0)


@pytest.mark.parametrize(("y", "error"), [(-K, nan), (-K, -0.1), (np.append(K[:-1], -inf), 0.1), (np.append(K[:-1], nan), 0.1)])
def test_window_rule_refuses_numbers_it_cannot_weigh(y, error):
    with pytest.raises(ValueError, match="window_rule needs a finite"):
        window_rule(K, y, error, 1.0)


def test_sign_test_is_exact():
    assert sign_test(9, 10, 0.05) == (11 / 1024, True)
    assert sign_test(8, 10, 0.05) == (56 / 1024, False)
    assert sign_test(0, 0, 0.05) == (1.0, False)
    assert sign_test(70, 100, 0.01).p_value == pytest.approx(stats.binomtest(70, 100, 0.5, alternative="greater").pvalue, rel=1e-12)


def test_sign_test_keeps_its_level_when_pairs_tie():
    rng = np.random.default_rng(19)
    wins = (rng.random((3000, 40)) < 0.4).sum(1)
    assert believable(sum(sign_test(int(w), 40, 0.05).significant for w in wins), 3000, 0.05)


def test_holm_rejects_as_in_the_textbook_example():
    assert holm([0.01, 0.04, 0.03, 0.005], 0.05).tolist() == [True, False, False, True]


def test_holm_stops_at_the_first_p_value_that_fails():
    assert holm([0.03, 0.03, 0.03], 0.05).tolist() == [False] * 3
    assert holm([], 0.05).shape == (0,)


def test_holm_is_the_closure_of_bonferroni():
    rng = np.random.default_rng(20)
    for p in rng.random((100, 6)) ** 4:
        groups = [list(g) for size in range(1, 7) for g in combinations(range(6), size)]
        passed = {tuple(g): p[g].min() <= 0.05 / len(g) for g in groups}
        assert holm(p, 0.05).tolist() == [all(passed[tuple(g)] for g in groups if i in g) for i in range(6)]


def test_two_hundred_true_claims_pass_holm_together_and_fail_one_by_one():
    rng = np.random.default_rng(21)
    for _ in range(5):
        z = np.concatenate([LAWS["left-skewed .99"](rng, (100, 100)), LAWS["exponential"](rng, (100, 100))])
        assert (t_statistic(z) > stats.t.isf(0.01, 99)).any()
        assert not holm(e_to_p([exp(log_e_value(claim)) for claim in z]), 0.05).any()


def test_e_to_p_is_the_capped_reciprocal():
    assert e_to_p([0, 0.5, 1, 2, 1e6, inf]).tolist() == [1, 1, 1, 0.5, 1e-6, 0]


def test_share_divides_the_budget():
    assert share(0.01, 1) == 0.01
    assert share(0.01, 50) == pytest.approx(2e-4)


@pytest.mark.parametrize(
    "call",
    [
        lambda: share(0.01, 0),
        lambda: e_to_p(-1.0),
        lambda: e_to_p(nan),
        lambda: holm([0.5, nan], 0.05),
        lambda: holm([[0.5]], 0.05),
        lambda: sign_test(11, 10, 0.05),
        lambda: clopper_pearson(11, 10, 0.05),
        lambda: binomial_tail(1, 10, 1.1),
        lambda: binomial_tail(1, -1, 0.1),
        lambda: runs_needed(0.0, 1.0, 0.05),
        lambda: window_rule(K, np.zeros(3), 0.1, 1.0),
    ],
)
def test_arguments_without_meaning_are_refused(call):
    with pytest.raises(ValueError, match="needs|need"):
        call()


@pytest.mark.parametrize("alpha", [0.0, 1.0, -0.1, nan])
@pytest.mark.parametrize(
    "call",
    [
        lambda alpha: detectable_effect([1.0], alpha),
        lambda alpha: runs_needed(0.5, 1.0, alpha),
        lambda alpha: binomial_threshold(10, 0.1, alpha),
        lambda alpha: clopper_pearson(1, 10, alpha),
        lambda alpha: failures(1, 10, 0.1, alpha),
        lambda alpha: sign_test(1, 10, alpha),
        lambda alpha: holm([0.5], alpha),
        lambda alpha: share(alpha, 2),
    ],
)
def test_levels_outside_the_unit_interval_are_refused(call, alpha):
    with pytest.raises(ValueError, match="A level must lie"):
        call(alpha)


def test_importing_statistics_does_not_import_scipy():
    import subprocess
    import sys

    code = "import sys, optlab.statistics; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
