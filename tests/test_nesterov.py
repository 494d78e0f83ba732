"""Accelerated gradient against torch and against its own simpler form."""

import numpy as np
import pytest
import torch
from sympy import sqrt

from optlab.methods.momentum.nesterov import Nesterov
from optlab.methods.momentum.nesterov_momentum import NesterovMomentum
from optlab.metrics import gap, weight
from optlab.problems.huber import huber
from optlab.problems.quadratic import quadratic
from optlab.problems.strongly_convex_huber import strongly_convex_huber
from optlab.runner import run
from optlab.symbols import L, k, mu


def test_extrapolated_points_are_those_of_torch_sgd_with_nesterov_momentum():
    # torch keeps the point y at which the gradient is asked: its buffer is (x_k - x_(k+1)) / step_size.
    problem = quadratic(6, 30.0, rotated=True, B=3)
    s = run(NesterovMomentum(step_size=0.3, momentum=0.8), problem, 25).final
    y = torch.tensor(problem.x0, requires_grad=True)
    A, center = torch.tensor(problem.A), torch.tensor(problem.x_star)
    sgd = torch.optim.SGD([y], lr=0.3, momentum=0.8, nesterov=True)
    for _ in range(25):
        sgd.zero_grad()
        (0.5 * ((y - center) @ A * (y - center)).sum()).backward()
        sgd.step()
    np.testing.assert_allclose(s.x + 0.8 * (s.x - s.previous), y.detach().numpy(), rtol=1e-11)


def test_weights_begin_at_one_and_grow_by_at_least_a_half():
    w = run(Nesterov(), huber(1), 50, record=(weight,))["weight"][:, 0, 0]
    np.testing.assert_allclose(w[:3], [0.0, 1.0, (1 + 5**0.5) / 2])
    assert (np.diff(w) >= 0.5).all()
    np.testing.assert_allclose(w[2:] ** 2 - w[2:], w[1:-1] ** 2)


@pytest.mark.parametrize("steps", [1, 2])
def test_the_first_two_steps_have_no_momentum_and_attain_the_bound_of_gradient_descent(steps):
    trace = run(NesterovMomentum(momentum=(k - 1) / (k + 2)), huber(8), steps)
    assert trace["gap"][-1].max() == pytest.approx(2 / (steps**2 + 5 * steps + 6)) == pytest.approx(1 / (4 * steps + 2))


@pytest.mark.parametrize("steps", [1, 5, 20, 60])
def test_some_huber_function_attains_the_bound_of_the_simple_momentum(steps):
    problem = huber(64, B=4000)
    gaps = run(NesterovMomentum(momentum=(k - 1) / (k + 2)), problem, steps)["gap"][-1]
    assert 0.999 <= gaps.max() * (steps + 2) * (steps + 3) / 2 <= 1 + 1e-12


def test_the_bound_for_strongly_convex_functions_is_about_x_and_not_squared():
    problem, rate = strongly_convex_huber(32, 10.0), 1 - 0.1**0.5
    gaps = run(NesterovMomentum(), problem, 40, record=(gap,), at=range(41))["gap"]
    start = gaps[0] + problem.constants["mu"] * problem.constants["R"] ** 2 / 2
    at = np.arange(41)[:, None, None]
    assert (gaps <= rate**at * start).all()
    assert (gaps / (rate ** (2 * at) * start)).max() > 2


def test_the_constant_momentum_is_that_of_the_square_root_of_kappa():
    momentum = NesterovMomentum().momentum
    assert (momentum - (1 - sqrt(mu / L)) / (1 + sqrt(mu / L))).equals(0)
