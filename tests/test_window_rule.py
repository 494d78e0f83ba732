"""The rule for rates: which slopes it spares, which it rejects, and what fools it."""

from math import inf, nan

import numpy as np
import pytest
from scipy import stats

from alarms import agree, believable
from optlab.statistics import window_rule

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
