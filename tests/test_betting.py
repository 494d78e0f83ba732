"""Betting on a mean: its level at the boundary of the claim, its power, what it could have seen, and what it costs."""

from itertools import combinations
from math import e, exp, inf, log, nan, sqrt

import numpy as np
import pytest
from scipy import stats

from alarms import UNBELIEVABLE, agree, believable
from optlab.statistics import detectable_effect, e_to_p, holm, log_e_value, runs_needed

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
