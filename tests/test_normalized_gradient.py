"""Gradient steps for (L0, L1)-smooth functions."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.first_order.normalized_gradient import LogarithmicGradient, NormalizedGradient, ThresholdGradient
from optlab.metrics import dist
from optlab.problems.powers import power
from optlab.problems.quadratic import quadratic
from optlab.runner import run


@pytest.mark.parametrize("method", [NormalizedGradient(), LogarithmicGradient()])
def test_step_is_gradient_descent_where_the_curvature_does_not_grow(method):
    problem = quadratic()
    expected = run(GradientDescent(), problem, 30).final.x
    assert run(method, problem, 30).final.x == pytest.approx(expected, rel=1e-13)


def test_logarithmic_step_minimizes_the_upper_model():
    problem = power(half=2, dim=1, B=1)
    L0, L1, g = (float(v.reshape(-1)[0]) for v in (problem.constants["L0"], problem.constants["L1"], abs(problem.grad(problem.x0))))
    model = minimize_scalar(lambda h: -g * h + (L0 + L1 * g) / L1**2 * (np.expm1(L1 * h) - L1 * h), bounds=(0, 3), method="bounded")
    moved = np.abs(run(LogarithmicGradient(), problem, 1).final.x - problem.x0).item()
    assert moved == pytest.approx(model.x, rel=1e-4)


def test_threshold_takes_the_shorter_of_two_steps():
    problem = power(half=2, dim=1, B=8)
    g = np.abs(problem.grad(problem.x0))[:, 0, 0]
    moved = np.abs(run(ThresholdGradient(), problem, 1).final.x - problem.x0)[:, 0, 0]
    L0, L1 = problem.constants["L0"][:, 0], problem.constants["L1"][:, 0]
    assert moved == pytest.approx(np.minimum(g / (2 * L0), 1 / (3 * L1)))


def test_fixed_step_explodes_on_the_fourth_power():
    trace = run(GradientDescent(step_size=0.1), power(half=2, dim=1, B=1), 4, record=(dist,))
    assert trace["dist"][4, 0, 0] == pytest.approx(5.6e18, rel=0.01)


@pytest.mark.parametrize(("half", "L0_of"), [(2, lambda L1: 16 / L1**2), (3, lambda L1: 96 * (2 / L1) ** 4)])
def test_curvature_of_a_power_touches_its_bound(half, L0_of):
    problem, p = power(half=half, dim=2), 2 * half
    L0, L1 = problem.constants["L0"], problem.constants["L1"]
    assert L0_of(L1) == pytest.approx(L0)
    x = problem.x_star + (p - 2) / L1[..., None] * np.array([0.6, 0.8])
    top = np.linalg.eigvalsh(problem.hess(x))[..., -1]
    assert L0 + L1 * np.linalg.norm(problem.grad(x), axis=-1) == pytest.approx(top, rel=1e-12)
