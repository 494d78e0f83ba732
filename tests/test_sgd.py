"""Stochastic gradient descent, clipped or not: numbers of the theory cards, and torch as reference."""

import numpy as np
import pytest
from sympy import Rational

from optlab.methods.adaptive.adagrad_norm import AdaGradNorm
from optlab.methods.adaptive.clip_radagradd import ClipRAdaGradD
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.stochastic.clip_sgd import ClipSGD, clip
from optlab.methods.stochastic.projected_sgd import ProjectedSGD
from optlab.metrics import gap, mean_gap, sqdist
from optlab.noise import Coordinate, Jumped, Minibatch, ParetoNoise, TwoPointNoise
from optlab.oracle import Oracle
from optlab.problems.huber import Huber
from optlab.problems.least_squares import least_squares
from optlab.problems.quadratic import quadratic
from optlab.problems.regression_on_ball import least_squares_on_ball, two_component_on_interval
from optlab.problems.saturating import saturating
from optlab.problems.two_component import two_component
from optlab.rng import Paths
from optlab.runner import run
from optlab.settings import CONVEX, SMOOTH
from optlab.symbols import L, rho

torch = pytest.importorskip("torch")


def test_stationary_second_moment_on_two_components_is_eta_over_two_minus_eta():
    problem = two_component(start=1e-3, B=1)
    trace = run(GradientDescent(0.3), problem.replicate(2**12), 12, record=(sqdist,), oracle=Minibatch(), rng=Paths(2, 12, problem.ids))
    # What is left of the start, and of the sum of the noise, is (1 - eta)^(2 k).
    assert np.isclose(trace["sqdist"][-1].mean(), 0.3 / 1.7 * (1 - 0.7**24) + 1e-6 * 0.7**24, rtol=1e-12)


def test_coordinate_oracle_contracts_the_isotropic_gap_by_exactly_one_minus_one_over_d():
    problem = quadratic(dim=3, kappa=1.0, B=4)
    trace = run(GradientDescent(1 / (rho * L)), problem.replicate(3**6), 6, oracle=Coordinate(), rng=Paths(3, 6, problem.ids))
    mean = trace["gap"].mean(-1)
    assert np.allclose(mean, (2 / 3) ** np.arange(7)[:, None] * mean[:1], rtol=1e-13)


def test_expected_distance_on_least_squares_follows_the_recursion_of_second_moments():
    problem, eta = least_squares(n=8, B=2), 0.1
    trace = run(GradientDescent(eta), problem.replicate(8**4), 4, record=(sqdist,), oracle=Minibatch(), rng=Paths(8, 4, problem.ids))
    for b in range(2):
        a, r, e = problem.A[b], problem.r[b], (problem.x0 - problem.x_star)[b, 0]
        m, M = e, np.outer(e, e)
        for step in range(5):
            assert np.isclose(trace["sqdist"][step, b].mean(), np.trace(M), rtol=1e-12)
            steps = np.eye(3) - eta * a[:, :, None] * a[:, None, :]
            pushed = -eta * r[:, None] * a
            cross = np.einsum("nij,j,nk->nik", steps, m, pushed)
            M = (steps @ M @ steps.mT + cross + cross.mT + pushed[:, :, None] * pushed[:, None, :]).mean(0)
            m = (steps @ m + pushed).mean(0)


def test_clipping_is_that_of_torch():
    g = np.random.default_rng(0).normal(size=(1, 50, 4)) * np.geomspace(0.01, 100, 50)[None, :, None]
    for i in range(50):
        there = torch.nn.Parameter(torch.zeros(4, dtype=torch.float64))
        there.grad = torch.tensor(g[0, i])
        torch.nn.utils.clip_grad_norm_([there], 1.5)
        # torch divides by the norm plus 1e-6.
        assert np.allclose(clip(g, 1.5)[0, i], there.grad.numpy(), rtol=2e-6)


def test_clipping_leaves_zero_and_everything_below_the_level_alone():
    g = np.array([[[0.0, 0.0], [0.6, 0.8], [3.0, 4.0]]])
    assert (clip(g, 1.0 + 1e-15)[0, :2] == g[0, :2]).all()
    assert (clip(g, float("inf")) == g).all()
    assert np.allclose(clip(g, 1.0)[0, 2], [0.6, 0.8], rtol=1e-15)


def test_clipped_step_is_no_longer_than_level_times_step_size():
    problem = quadratic(kappa=4.0, B=8)
    trace = run(ClipSGD(0.5, level=0.1), problem, 1, record=(sqdist,))
    assert np.allclose(np.linalg.norm(trace.final.x - problem.x0, axis=-1), 0.05, rtol=1e-12)


def test_adagrad_norm_on_the_line_is_adagrad_of_torch():
    problem = saturating(B=6)
    x = torch.nn.Parameter(torch.tensor(problem.x0[:, 0, 0].copy()))
    reference = torch.optim.Adagrad([x], lr=0.7, eps=0.0, initial_accumulator_value=0.3**2)
    for _ in range(50):
        reference.zero_grad()
        (x**2 / (1 + x**2)).sum().backward()
        reference.step()
    trace = run(AdaGradNorm(eta=0.7, b0=0.3), problem, 50)
    assert np.allclose(trace.final.x[:, 0, 0], x.detach().numpy(), rtol=1e-10, atol=1e-14)


def test_adagrad_norm_without_b0_moves_eta_at_once_and_rests_at_a_minimizer():
    problem = quadratic(B=4)
    assert np.allclose(np.linalg.norm(run(AdaGradNorm(eta=0.3, b0=0.0), problem, 1).final.x - problem.x0, axis=-1), 0.3, rtol=1e-12)
    still = problem.start(problem.x_star.copy())
    assert (run(AdaGradNorm(eta=0.3, b0=0.0), still, 3).final.x == problem.x_star).all()


def test_adagrad_norm_inequality_is_attained_where_the_card_says():
    problem = saturating(B=40)
    problem = problem.start(problem.x0 / 10)
    reached = 0.0
    for b0, eta in ((10.0, 5.0), (100.0, 50.0), (1000.0, 500.0)):
        spent = run(AdaGradNorm(eta=eta, b0=b0), problem, 1).final.spent[:, 0, 0]
        bound = problem.constants["Delta"][:, 0] / eta + eta * np.log1p(spent / b0**2)
        ratio = spent / np.sqrt(b0**2 + spent) / bound
        assert (ratio <= 1).all()
        reached = max(reached, ratio.max())
    assert reached > 0.9999


def huber_from_two():
    ones = np.ones((1, 1, 1))
    constants = {"L": ones[0], "f_star": 0 * ones[0], "R": 2 * ones[0]}
    return Huber(threshold=ones, curvature=ones, x_star=0 * ones, x0=2 * ones, settings=CONVEX & SMOOTH, constants=constants)


def steps_to_a_tenth(method, jump, most):
    reached = np.flatnonzero(run(method, huber_from_two(), most, at=range(most + 1), oracle=Jumped(jump))["gap"][:, 0, 0] <= 0.1)
    return int(reached[0]) if len(reached) else most


@pytest.mark.parametrize(("jump", "down", "up"), [(10, 28, 10), (30, 84, 26), (100, 281, 82), (300, 842, 243), (1000, 2805, 807)])
def test_one_jump_holds_adagrad_norm_up_for_as_many_steps_as_the_card_says(jump, down, up):
    method = AdaGradNorm(eta=1.0, b0=1.0)
    assert steps_to_a_tenth(method, -jump, 3000) == down
    assert steps_to_a_tenth(method, jump, 3000) == up


def test_one_jump_holds_the_delayed_method_up_for_its_square_and_the_clipped_one_not_at_all():
    def steps(jump, level, most):
        return steps_to_a_tenth(ClipRAdaGradD(gamma=1.0, b0=1.0, level=level), -jump, most)

    assert [steps(jump, float("inf"), 1200) for jump in (10, 30, 100)] == [128, 1132, 1200]
    assert max(steps(sign * jump, 2.0, 20) for sign in (-1, 1) for jump in (10, 30, 100, 1000)) == 13


def test_clipping_tames_the_upper_tail_under_noise_without_variance():
    # Row 81 of the paper table: gamma = 1/4 for both, |x_T| at T = 300 over 2000 runs.
    noise, problem = ParetoNoise(sigma_p=1.0, p=1.25, tail=1.5), two_component(B=1)
    spread = {}
    for level in (2.0, float("inf")):
        end = run(ClipRAdaGradD(gamma=Rational(1, 4), b0=1.0, level=level), problem.replicate(2000), 300, at=[300], oracle=noise)
        x = np.sqrt(2 * end["gap"][-1, 0])
        spread[level] = np.quantile(x, 0.999) / np.median(x)
    assert spread[2.0] < 10
    assert spread[float("inf")] > 100


def test_first_step_of_the_delayed_method_divides_by_b0_alone():
    problem = quadratic(B=3)
    end = run(ClipRAdaGradD(gamma=0.4, b0=2.0, weight=0.25, level=float("inf")), problem, 1, record=(gap,), oracle=Oracle()).final
    g = problem.grad(problem.x0)
    assert np.allclose(end.x, problem.x0 - 0.2 * g, rtol=1e-14)
    assert np.allclose(end.b2, 4 + 0.25 * (g * g).sum(-1, keepdims=True), rtol=1e-14)


def test_projected_steps_are_nearest_points_and_their_mean_weighs_iterates_by_their_number():
    problem = least_squares_on_ball(kappa=10.0, B=5)
    iterates = [run(ProjectedSGD(), problem, k).final.x for k in range(9)]
    for k in range(8):
        ahead = iterates[k] - 2 / (problem.constants["mu"][..., None] * (k + 2)) * problem.grad(iterates[k])
        off = ahead - problem.center
        length = np.linalg.norm(off, axis=-1, keepdims=True)
        assert np.allclose(iterates[k + 1], problem.center + off * np.minimum(1, problem.radius / length), rtol=1e-12)
    weights = np.arange(1, 9) / 36
    assert np.allclose(run(ProjectedSGD(), problem, 8).final.mean, np.tensordot(weights, np.stack(iterates[:8]), 1), rtol=1e-12)


def test_expected_gap_of_the_weighted_mean_is_under_half_of_its_bound_at_once_and_falls_behind():
    problem, sigma = two_component_on_interval(start=1.0, B=1), 0.5
    every, paths = problem.replicate(2**12), Paths(2, 12, problem.ids)
    trace = run(ProjectedSGD(), every, 12, record=(mean_gap,), at=range(13), oracle=TwoPointNoise(sigma), rng=paths)
    ratio = trace["mean_gap"][1:, 0].mean(-1) / (2 * (1 + sigma**2) / np.arange(2, 14))
    assert ratio[0] == pytest.approx(0.5 / 1.25, rel=1e-12)
    assert (ratio <= ratio[0] * (1 + 1e-12)).all()
    assert ratio[-1] < 0.3
