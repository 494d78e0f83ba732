"""Gradient descent against torch, at the limit of its step size, and on the functions that make its bounds tight."""

import numpy as np
import pytest
import torch
from scipy.integrate import quad

from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import dist, gap, sqgrad
from optlab.problems.cosines import cosines
from optlab.problems.quadratic import quadratic
from optlab.problems.strongly_convex_huber import strongly_convex_huber
from optlab.problems.triangular_wave import triangular_wave
from optlab.runner import run
from optlab.symbols import L


def test_the_path_is_that_of_torch_sgd():
    problem = quadratic(6, 30.0, rotated=True, B=3)
    ours = run(GradientDescent(step_size=0.3), problem, 25).final.x
    x = torch.tensor(problem.x0, requires_grad=True)
    A, center = torch.tensor(problem.A), torch.tensor(problem.x_star)
    sgd = torch.optim.SGD([x], lr=0.3)
    for _ in range(25):
        sgd.zero_grad()
        (0.5 * ((x - center) @ A * (x - center)).sum()).backward()
        sgd.step()
    np.testing.assert_allclose(ours, x.detach().numpy(), rtol=1e-12)


@pytest.mark.parametrize(("h", "expected"), [(1.9, 5.15e-3), (2.0, 1.0), (2.1, 117.39)])
def test_on_the_stiffest_eigenvector_it_converges_only_below_two_over_L(h, expected):
    problem = quadratic(4, 10.0, B=1)
    trace = run(GradientDescent(step_size=h / L), problem, 50, record=(dist,))
    assert trace["dist"][-1, 0, 0] == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(("steps", "step"), [(1, 1.0), (5, 1.0), (20, 1.0), (8, 0.25)])
def test_the_triangular_wave_shows_the_same_slope_at_every_step(steps, step):
    problem = triangular_wave(steps, step, 1.7, B=1)
    trace = run(GradientDescent(step_size=step / L), problem, steps, record=(sqgrad,))
    np.testing.assert_allclose(trace["sqgrad"][:, 0, 0], 1.7**2, rtol=1e-13)
    assert problem.constants["Delta"][0, 0] == pytest.approx(1.7 * (steps * (step - step**2 / 4) + 0.5), rel=1e-13)


def test_the_triangular_wave_is_the_integral_of_its_slope():
    problem = triangular_wave(3, 0.6, B=1)
    kinks = [1 + 0.3 * i for i in range(7)]
    for x in (-0.7, 0.4, 1.2, 1.75, 2.6, 4.0):
        integral, _ = quad(
            lambda u: problem.grad(np.full((1, 1, 1), u)).item(), 0, x, points=[u for u in kinks if u < x] or None, limit=200
        )
        assert problem.value(np.full((1, 1, 1), x)).item() == pytest.approx(integral, rel=1e-10)


def test_the_last_gradient_may_be_larger_than_the_first():
    trace = run(GradientDescent(step_size=1 / L), cosines(1, B=1), 14, record=(sqgrad,))
    assert trace["sqgrad"][-1, 0, 0] > 1e4 * trace["sqgrad"][0, 0, 0]


@pytest.mark.parametrize("kappa", [2.0, 1e3])
def test_a_swept_huber_attains_the_strongly_convex_bound_at_every_k(kappa):
    problem = strongly_convex_huber(12, kappa)
    trace = run(GradientDescent(step_size=1 / L), problem, 12, record=(gap,))
    k, q = np.arange(1, 13), 1 / kappa
    bound = 0.5 * q / (q - 1 + (1 - q) ** (-2.0 * k))
    np.testing.assert_allclose(trace["gap"][1:].max(axis=(1, 2)), bound, rtol=1e-9)
