"""Second moments in place of samples: every path of small runs, a Lyapunov equation, and the floors that the theory cards print."""

import numpy as np
import pytest
import scipy.linalg

from optlab.claims.derived_cyclic_steps import mean_square, risk
from optlab.claims.derived_sgd_floor import floor
from optlab.expr import evaluate
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.momentum.heavy_ball import HeavyBall
from optlab.methods.momentum.momentum import Momentum
from optlab.methods.stochastic.expected_momentum import ExpectedMomentum
from optlab.methods.stochastic.expected_sgd import ExpectedSGD
from optlab.metrics import gap, sqdist
from optlab.moments_metrics import expected_gap, expected_sqdist
from optlab.noise import Minibatch, TwoPointNoise
from optlab.problems.coordinate_sum import coordinate_sum
from optlab.problems.least_squares import interpolating_least_squares, least_squares
from optlab.problems.least_squares_moments import (
    coordinate_moments,
    interpolating_moments,
    least_squares_moments,
    two_component_moments,
)
from optlab.problems.noisy_quadratic import NoisyQuadratic, noisy_quadratic
from optlab.problems.quadratic import quadratic
from optlab.problems.two_component import two_component
from optlab.rng import Paths
from optlab.runner import run
from optlab.settings import NOISY_QUADRATIC

SMALL = {"n": 6, "dim": 2, "B": 2, "seed": 5}


def late(method, problem=None, steps=400):
    return run(method, problem or noisy_quadratic(dim=1, B=1), steps, record=(mean_square,), at=[steps])["mean_square"][0, 0, 0]


@pytest.mark.parametrize(
    ("sampled", "moments", "n"),
    [
        (least_squares(**SMALL), least_squares_moments(**SMALL), 6),
        (interpolating_least_squares(**SMALL), interpolating_moments(**SMALL), 6),
        (two_component(noise=0.4, B=3), two_component_moments(noise=0.4, B=3), 2),
        (coordinate_sum(dim=3, kappa=5.0, B=2), coordinate_moments(dim=3, kappa=5.0, B=2), 3),
    ],
    ids=["residuals", "interpolation", "two components", "coordinates"],
)
def test_moments_on_a_finite_sum_are_the_means_over_all_paths(sampled, moments, n):
    every, paths = sampled.replicate(n**4), Paths(n, 4, sampled.ids)
    trace = run(GradientDescent(0.2), every, 4, record=(gap, sqdist), oracle=Minibatch(), rng=paths)
    exact = run(ExpectedSGD(0.2), moments, 4, record=(expected_gap, expected_sqdist), at=range(5))
    assert np.allclose(exact["expected_sqdist"][..., 0], trace["sqdist"].mean(-1), rtol=1e-12)
    assert np.allclose(exact["expected_gap"][..., 0], trace["gap"].mean(-1), rtol=1e-11)


@pytest.mark.parametrize("sampled", [Momentum(0.3, momentum=0.6), HeavyBall(0.3, momentum=0.6)], ids=["velocity", "heavy ball"])
def test_moments_of_momentum_are_the_means_over_all_paths(sampled):
    sigma, problem = 0.7, quadratic(dim=2, kappa=4.0, B=3)
    every, paths = problem.replicate(2**10), Paths(2, 10, problem.ids)
    trace = run(sampled, every, 10, record=(sqdist, gap), oracle=TwoPointNoise(sigma), rng=paths)
    moments = NoisyQuadratic(
        curvature=problem.eigenvalues,
        variance=0 * problem.eigenvalues + sigma**2 / 2,
        x0=(problem.x0 - problem.x_star) ** 2,
        constants={"L": problem.constants["L"]},
        settings=NOISY_QUADRATIC,
    )
    exact = run(ExpectedMomentum(0.3, momentum=0.6), moments, 10, record=(mean_square, risk), at=range(11))
    assert np.allclose(trace["sqdist"].mean(-1), exact["mean_square"][..., 0], rtol=1e-12)
    assert np.allclose(trace["gap"].mean(-1), exact["risk"][..., 0], rtol=1e-12)


@pytest.mark.parametrize(("step", "beta"), [(0.1, 0.9), (0.5, 0.5), (1.5, 0.0), (2.5, 0.4), (0.01, 0.3)])
def test_floor_of_momentum_solves_its_lyapunov_equation(step, beta):
    kept = np.array([[1 - step, -step * beta], [1.0, beta]])
    pushed = np.array([[-step], [1.0]])
    stationary = scipy.linalg.solve_discrete_lyapunov(kept, pushed @ pushed.T)[0, 0]
    assert float(evaluate(floor(step, beta, 1.0), {"sigma": 1.0})) == pytest.approx(stationary, rel=1e-12)
    assert late(ExpectedMomentum(step, momentum=beta), steps=4000) == pytest.approx(stationary, rel=1e-12)


def test_without_momentum_the_recursion_is_that_of_gradient_descent():
    problem = noisy_quadratic(kappa=30.0, B=4)
    with_and_without = [run(m, problem, 20, record=(risk,)).final.x for m in (ExpectedMomentum(0.7, momentum=0.0), ExpectedSGD(0.7))]
    assert np.allclose(*with_and_without, rtol=1e-13)


def test_momentum_raises_the_floor_of_the_same_step_tenfold_and_lowers_that_of_the_effective_step():
    # 0.5135 against 0.0526 and 1.0 at step_size = 0.1 and momentum = 0.9.
    ours = late(ExpectedMomentum(0.1, momentum=0.9))
    assert ours == pytest.approx(0.513513513513514, rel=1e-12)
    assert late(ExpectedSGD(0.1)) == pytest.approx(1 / 19, rel=1e-12)
    assert late(ExpectedSGD(1.0)) == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize("beta", [0.1, 0.5])
def test_beyond_a_step_of_one_plus_momentum_momentum_lowers_the_floor_of_the_same_step(beta):
    for step, lower in ((1 + 0.9 * beta, False), (1 + 1.1 * beta, True)):
        assert (late(ExpectedMomentum(step, momentum=beta), steps=4000) < late(ExpectedSGD(step), steps=4000)) == lower


def test_floor_of_two_parabolas_is_two_thirds_of_its_bound_at_the_longest_step():
    problem = two_component_moments(start=1e-3, B=1)
    end = run(ExpectedSGD(0.5), problem, 400, record=(expected_sqdist,), at=[400])["expected_sqdist"][0, 0, 0]
    assert end == pytest.approx(0.5 / 1.5, rel=1e-12)
    # eta sigma_star^2 / mu = 1/2.
    assert end / 0.5 == pytest.approx(2 / 3, rel=1e-12)
    third = run(ExpectedSGD(0.3), problem, 400, record=(expected_sqdist,), at=[400])["expected_sqdist"][0, 0, 0]
    assert third == pytest.approx(0.176470588235294, rel=1e-12)


def test_a_step_of_one_over_L_diverges_under_interpolation():
    problem = interpolating_moments(n=16, dim=4, kappa=4.0)
    trace = run(ExpectedSGD(1.0), problem, 300, record=(expected_gap,), at=[0, 300])["expected_gap"][..., 0]
    assert (trace[1] > 1e20 * trace[0]).any()
