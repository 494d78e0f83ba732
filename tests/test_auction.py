"""Smoothed auctions against quadrature, SciPy's searches and autograd; the gradients that two estimators see."""

import numpy as np
import pytest
import torch
from scipy.integrate import quad
from scipy.optimize import brentq, minimize_scalar
from scipy.special import expit, log_expit
from scipy.stats import norm

from optlab.auction_metrics import pathwise_variance, score_variance, score_variance_with_baseline
from optlab.claims.derived_auction import PLAY
from optlab.method import Iterate
from optlab.oracle import Exact
from optlab.problems.auction import TILT, auction_game, smoothed_auction
from optlab.runner import run

FOUND = pytest.mark.parametrize(("temperature", "bias", "loss"), [(0.2, 0.246, 0.0419), (0.05, 0.0693, 0.00697), (0.01, 0.01386, 0.00107)])


def bidding(temperature, bids, dim=1, top=0.5):
    """The problem and the bids (n, d) as its points."""
    return smoothed_auction(dim, temperature, top, B=1), np.asarray(bids)[None]


@pytest.mark.parametrize("bid", [-0.1, 0.0, 0.2, 0.5, 0.9])
@pytest.mark.parametrize("temperature", [0.01, 0.2])
def test_the_chance_to_win_is_an_average_over_the_rival(bid, temperature):
    problem, x = bidding(temperature, [[bid]], top=0.4)
    chance = quad(lambda o: expit((bid - o) / temperature) / 0.4, 0, 0.4, points=[np.clip(bid, 0, 0.4)], epsabs=1e-13)[0]
    assert problem.wins(x).item() == pytest.approx(chance, rel=1e-9)


@FOUND
def test_the_largest_error_of_the_allocation_is_the_bound_unless_both_ends_of_the_rival_matter(temperature, bias, loss):
    problem, x = bidding(temperature, np.linspace(0, 0.5, 1001)[:, None])
    worst = np.abs(problem.wins(x) - problem.base.wins(x)).max()
    assert worst == pytest.approx(bias, rel=2e-3)
    assert worst <= 2 * temperature * np.log(2) * (1 + 1e-12)


@FOUND
def test_the_best_bid_under_smoothing_loses_little_without_it(temperature, bias, loss):
    # Of bidders of all values, the one who loses most.
    lost = []
    for value in np.linspace(0.01, 1, 100):
        best = minimize_scalar(
            lambda b, value=value: -(value - b) * temperature / 0.5 * (log_expit(-(b - 0.5) / temperature) - log_expit(-b / temperature)),
            bounds=(0, 1), method="bounded", options={"xatol": 1e-10},
        ).x  # fmt: skip
        lost.append(value**2 / 2 - (value - best) * min(2 * best, 1))
    assert max(lost) == pytest.approx(loss, rel=3e-3)
    assert max(lost) <= 2 * temperature * np.log(2)


@pytest.mark.parametrize("smoothed", [True, False])
def test_gradients_are_differences_of_values(smoothed):
    problem, x = bidding(0.07, np.random.default_rng(0).uniform(0.05, 0.45, (6, 4)), dim=4)
    f = problem if smoothed else problem.base
    for i in range(4):
        h = 1e-6 * (np.arange(4) == i)
        np.testing.assert_allclose(f.grad(x)[..., i], (f.value(x + h) - f.value(x - h)) / 2e-6, rtol=1e-6, atol=1e-9)


def test_nothing_earns_more_than_half_the_value_without_smoothing():
    problem, x = bidding(0.05, np.linspace(0, 1, 201)[:, None] + np.zeros(8), dim=8)
    assert (problem.base.value(x) >= -1e-15).all()
    assert problem.base.value(problem.base.x_star).item() == pytest.approx(0, abs=1e-16)


def test_without_smoothing_the_pathwise_gradient_is_wrong_by_one_half():
    # The gradient is of the loss: 0 is right, and the probability to win, 1/2, is what remains of it along a path.
    problem, x = bidding(0.05, [[0.25]])
    assert problem.base.grad(x).item() == pytest.approx(0, abs=1e-15)
    assert problem.base.wins(x).item() == 0.5
    assert abs(bidding(0.02, [[0.25]])[0].grad(x).item()) < 1e-5


def test_the_constant_of_the_tilt_is_an_upper_bound_of_four_digits():
    found = -minimize_scalar(lambda t: -t * expit(t) * expit(-t), bounds=(1, 2), method="bounded", options={"xatol": 1e-12}).fun
    assert found < TILT < found + 2e-5


def test_variances_of_both_estimates_are_integrals():
    value, bid, width = 0.5, 0.22, 0.06
    problem, x = bidding(width, [[bid]])
    exact, s = Exact(problem), Iterate(x)

    def pathwise(o):
        won = expit((bid - o) / width)
        return -won + (value - bid) * won * (1 - won) / width

    def over_rivals(f):
        return quad(f, 0, 0.5, points=[bid], epsabs=1e-12)[0] * 2

    mean = over_rivals(pathwise)
    assert pathwise_variance(exact, s).item() == pytest.approx(over_rivals(lambda o: pathwise(o) ** 2) - mean**2, rel=1e-8)
    assert -mean == pytest.approx(problem.grad(x).item(), rel=1e-9)

    def over_noise(f):
        ends = (-10, -bid / width, (0.5 - bid) / width, 10)
        return sum(quad(lambda u: f(u) * norm.pdf(u), *pair, epsabs=1e-12)[0] for pair in zip(ends, ends[1:], strict=False))

    def paid(u, power):
        return (value - bid - width * u) ** power * np.clip(2 * (bid + width * u), 0, 1)

    drift = over_noise(lambda u: paid(u, 1) * u) / width
    second = over_noise(lambda u: paid(u, 2) * u**2)
    baseline = over_noise(lambda u: paid(u, 1) * u**2)
    assert score_variance(exact, s).item() == pytest.approx(second / width**2 - drift**2, rel=1e-8)
    # Of (paid - a) u, second - 2 a baseline + a^2 is least at a = baseline.
    assert score_variance_with_baseline(exact, s).item() == pytest.approx((second - baseline**2) / width**2 - drift**2, rel=1e-8)


def test_two_bidders_climb_the_gradient_that_torch_takes_of_what_each_earns():
    problem = auction_game(5, 0.1, B=3)
    v = torch.tensor(problem.values[0, 0])
    for b in range(3):
        slopes = torch.tensor(problem.x0[b, 0], requires_grad=True)
        climbed = []
        for i in range(2):
            won = torch.sigmoid((slopes[i] * v[:, None] - slopes[1 - i] * v[None]) / 0.1)
            (g,) = torch.autograd.grad((((v - slopes[i] * v)[:, None]) * won).mean(), slopes)
            climbed.append(g[i].item())
        np.testing.assert_allclose(problem.apply(problem.x0)[b, 0] - problem.x0[b, 0], climbed, rtol=1e-12)


@pytest.mark.parametrize("temperature", [0.02, 0.05, 0.1])
def test_learned_slopes_are_the_equilibrium_that_a_root_finder_finds(temperature):
    problem = auction_game(24, temperature, B=8)
    learned = run(PLAY, problem, 300, record=()).final.x
    one = problem[:1]

    def push(slope):
        at = np.full((1, 1, 2), slope)
        return (one.apply(at) - at)[0, 0, 0]

    np.testing.assert_allclose(learned, brentq(push, 0.3, 0.6, xtol=1e-13), rtol=1e-6)
