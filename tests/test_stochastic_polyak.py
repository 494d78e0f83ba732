"""Polyak's step on samples: Kaczmarz' method where it is one, optax, the least values of components, and steps that decrease."""

import numpy as np
import optax
import pytest

from optlab.methods.polyak.dec_sps import DecSPS
from optlab.methods.polyak.sps_max import SPSMax, SPSMaxByComponent
from optlab.metrics import gap, sqdist, step_taken
from optlab.noise import Minibatch
from optlab.oracle import Exact, Oracle
from optlab.problems.coordinate_sum import coordinate_sum
from optlab.problems.least_squares import interpolating_least_squares, least_squares, ridge_regression
from optlab.problems.quadratic import quadratic
from optlab.problems.two_component import two_component
from optlab.rng import Rng
from optlab.runner import run


def test_with_share_one_half_it_is_randomized_kaczmarz():
    problem = interpolating_least_squares(B=4)
    x = run(SPSMax(share=0.5), problem, 30, record=(gap,), oracle=Minibatch(), seed=3).final.x
    oracle, rng = Minibatch(), Rng(3, problem.ids, 1, until=30)
    y = problem.x0
    live = oracle.over(type("Known", (), {"problem": problem})(), rng)
    for k in range(30):
        live.begin(k)
        i = live.indices(live.sample())[:, 0, 0]
        a = problem.A[np.arange(4), i][:, None]
        y = y - ((y - problem.x_star) * a).sum(-1, keepdims=True) / (a * a).sum(-1, keepdims=True) * a
    np.testing.assert_allclose(x, y, rtol=1e-10, atol=1e-12)


def test_without_noise_it_is_the_step_of_optax():
    problem = quadratic(dim=4, kappa=10.0, B=1)
    ours = run(SPSMax(cap=0.7), problem, 20, record=(gap,), oracle=Oracle()).final.x[0, 0]
    rule = optax.polyak_sgd(max_learning_rate=0.7, f_min=0.0)
    x = problem.x0[0, 0]
    state = rule.init(x)
    for _ in range(20):
        f, g = problem.value_and_grad(x[None, None])
        update, state = rule.update(g[0, 0], state, x, value=f[0, 0])
        x = optax.apply_updates(x, update)
    np.testing.assert_allclose(ours, np.asarray(x), rtol=1e-5)


def test_where_a_sample_is_solved_it_stays():
    problem = interpolating_least_squares(B=2)
    there = problem.start(problem.x_star + 0 * problem.x0)
    assert (run(SPSMax(), there, 5, record=(gap,), oracle=Minibatch()).final.x == there.x0).all()


@pytest.mark.parametrize("problem", [least_squares(B=3), ridge_regression(B=3), two_component(B=3), coordinate_sum(B=3)], ids=lambda p: p.n)
def test_excess_of_a_component_is_its_value_less_that_at_its_own_minimizer(problem):
    x = problem.points(Rng(0, problem.ids), 5)
    total = 0
    for i in range(problem.n):
        this = np.full((*x.shape[:2], 1), i)
        H = problem.A[:, i, :, None] * problem.A[:, i, None, :] + problem.ridge * np.eye(x.shape[-1])
        g = problem.component_grad(x, this)
        lowest = x - g @ np.linalg.pinv(H, hermitian=True)
        want = problem.component_value(x, this) - problem.component_value(lowest, this)
        assert np.allclose(problem.component_excess(x, this)[..., 0], want, rtol=1e-9, atol=1e-12)
        at_best = problem.component_excess(problem.x_star + 0 * x, this)[:, :1, 0]
        assert (at_best <= problem.constants["excess_max"] * (1 + 1e-12)).all()
        total = total + at_best
    assert np.allclose(total / problem.n, problem.constants["excess"], rtol=1e-12, atol=1e-15)


def test_excess_is_charged_and_asked_of_one_component_only():
    problem = least_squares(B=2)
    live = Minibatch().over(Exact(problem), Rng(0, problem.ids, 1))
    live.begin(0)
    live.excess_and_grad(problem.x0)
    assert live.calls == {"component_grad": 1}
    with pytest.raises(ValueError, match="a sample has 2"):
        Minibatch(size=2).over(Exact(problem), Rng(0, problem.ids, 1)).excess_and_grad(problem.x0)
    smooth = quadratic(B=2)
    above, g = Oracle().over(Exact(smooth), None).excess_and_grad(smooth.x0)
    assert (above[..., 0] == smooth.value(smooth.x0)).all()
    assert (g == smooth.grad(smooth.x0)).all()


def test_with_their_own_least_values_two_parabolas_are_solved_in_turn_and_the_mean_never():
    # f_i = (x -+ 1)^2 / 2: from anywhere the step ends at the sampled minimizer, one from x_star.
    trace = run(SPSMaxByComponent(share=0.5), two_component(B=3).replicate(2**6), 6, record=(sqdist,), oracle=Minibatch())["sqdist"]
    assert np.allclose(trace[1:], 1.0, rtol=1e-14)


def test_a_quarter_share_reflects_at_the_zeros_of_a_component_and_no_step_helps():
    problem = interpolating_least_squares(B=4)
    trace = run(SPSMax(share=0.25), problem, 30, record=(sqdist,), oracle=Minibatch(), at=range(31))["sqdist"]
    assert np.allclose(trace, trace[:1], rtol=1e-10)
    assert (run(SPSMax(share=0.2), problem, 200, record=(sqdist,), oracle=Minibatch())["sqdist"][-1] > 1e3 * trace[0]).all()


def test_decreasing_steps_without_noise_are_half_over_root_k_on_a_parabola():
    trace = run(DecSPS(cap=1.0), quadratic(dim=3, kappa=1.0, B=2), 30, record=(step_taken, gap), at=range(31))
    k = np.arange(1, 31)
    assert np.allclose(trace["step_taken"][1:, :, 0], (0.5 / np.sqrt(k))[:, None], rtol=1e-13)
    shrunk = np.cumprod((1 - 0.5 / np.sqrt(k)) ** 2)[:, None]
    assert np.allclose(trace["gap"][1:, :, 0], shrunk * trace["gap"][0, :, 0], rtol=1e-11)


def test_scaled_decreasing_steps_are_the_least_polyak_step_so_far_over_the_schedule():
    scale, cap, problem = 2.0, 0.3, least_squares(n=4, dim=2, B=3)
    trace = run(DecSPS(scale=scale, cap=cap), problem, 40, record=(step_taken,), at=range(41), oracle=Minibatch(), seed=7)
    live = Minibatch().over(Exact(problem), Rng(7, problem.ids, 1, until=40))
    x, least = problem.x0, np.full((3, 1, 1), scale * cap)
    for k in range(40):
        live.begin(k)
        above, g = live.excess_and_grad(x)
        least = np.minimum(least, above / (g * g).sum(-1, keepdims=True))
        t = least / (scale * np.sqrt(k + 1))
        assert np.allclose(trace["step_taken"][k + 1], t[..., 0], rtol=1e-10)
        x = x - t * g


def test_decreasing_steps_pass_the_floor_at_which_plain_ones_stay():
    problem = two_component(B=1, start=1e-3).replicate(200)
    ends = [run(m, problem, 3000, record=(gap,), oracle=Minibatch(), at=[3000])["gap"].mean() for m in (DecSPS(), SPSMaxByComponent(0.5))]
    assert ends[1] == pytest.approx(0.5, rel=1e-12)
    assert ends[0] < 0.02


def test_a_solved_sample_does_not_stop_decreasing_steps():
    problem = coordinate_sum(dim=2, B=4)
    on_axis = problem.start(problem.x_star + np.array([1.0, 0.0]) + 0 * problem.x0)
    trace = run(DecSPS(), on_axis, 400, record=(gap,), oracle=Minibatch())["gap"]
    assert (trace[-1] < 1e-3 * trace[0]).all()
