"""Frank-Wolfe and its monotone form, on quadratics and portfolios over the simplex."""

import numpy as np
import pytest
from scipy.optimize import minimize

from optlab.methods.conditional_gradient.frank_wolfe import FrankWolfe
from optlab.methods.conditional_gradient.monotone_frank_wolfe import MonotoneFrankWolfe
from optlab.metrics import gap
from optlab.oracle import Exact, Oracle
from optlab.problems.portfolio import portfolio, portfolio_with_ruin
from optlab.problems.simplex_quadratic import simplex_quadratic, simplex_square
from optlab.runner import run


def test_square_of_the_norm_falls_like_one_over_k():
    problem = simplex_square(dim=200, B=1)
    trace = run(FrankWolfe(), problem, 40, at=[1, 2, 10, 40])
    f = trace["gap"][:, 0, 0] / (problem.constants["C_f"][0, 0] / 4) + 1 / 200
    assert (f * trace.k).tolist() == pytest.approx([1, 1.11, 1.27, 1.32], abs=0.01)


def test_curvature_is_attained_between_two_vertices():
    problem = simplex_quadratic(dim=6, B=4)
    vertices = np.broadcast_to(np.eye(6), (4, 6, 6))
    f, g = problem.value_and_grad(vertices)
    between = f[:, None] - f[:, :, None] - (g @ vertices.mT - (g * vertices).sum(-1, keepdims=True))
    assert 2 * between.max((1, 2)) == pytest.approx(problem.constants["C_f"][:, 0], rel=1e-12)


def test_linear_minimizer_is_a_vertex_with_the_least_slope():
    problem = simplex_quadratic(dim=5, B=3)
    g = problem.grad(problem.x0)
    v = problem.lmo(g)
    assert np.sort(v, axis=-1).tolist() == np.broadcast_to([0, 0, 0, 0, 1], v.shape).tolist()
    assert (g * v).sum(-1) == pytest.approx(g.min(-1))


@pytest.mark.parametrize("maker", [portfolio, portfolio_with_ruin])
def test_rejected_step_leaves_x_where_it_is_and_later_ones_are_shorter(maker):
    problem = maker(B=4)
    oracle, s, stayed = Oracle().over(Exact(problem), None), MonotoneFrankWolfe().init(problem.x0), 0
    now = MonotoneFrankWolfe().bind(problem.constants, 300)
    for k in range(300):
        after = now(k).step(s, oracle)
        moved = np.abs(after.x - s.x).sum(-1)
        assert (moved <= 2 * 2 / (k + 2) + 1e-12).all()
        stayed += (moved == 0).sum()
        s = after
    assert 300 < stayed < 4 * 300


def test_open_loop_steps_leave_the_domain_where_returns_vanish():
    values = run(FrankWolfe(), portfolio_with_ruin(), 50)["gap"]
    assert np.isinf(values[1:]).any()


@pytest.mark.parametrize("maker", [portfolio, portfolio_with_ruin])
def test_optimal_portfolio_is_that_of_scipy(maker):
    problem = maker(B=3)
    low, high = problem.constants["f_star_low"][:, 0], problem.constants["f_star"][:, 0]
    for b in range(3):
        one = problem[b : b + 1]
        found = minimize(
            lambda x, one=one: float(one.value(x[None, None])[0, 0]),
            np.full(6, 1 / 6),
            jac=lambda x, one=one: one.grad(x[None, None])[0, 0],
            bounds=[(1e-12, 1)] * 6,
            constraints={"type": "eq", "fun": lambda x: x.sum() - 1},
            method="SLSQP",
            options={"ftol": 1e-14},
        )
        assert low[b] - 1e-12 <= found.fun <= high[b] + 1e-6


def test_gap_of_the_start_is_not_lost_in_rounding():
    problem = portfolio()
    assert (run(FrankWolfe(), problem, 0, record=(gap,))["gap"] > 0.1).all()
