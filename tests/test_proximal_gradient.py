"""Proximal gradient and FISTA: the lasso of scikit-learn, the wall that attains the bound, exact constants."""

from fractions import Fraction

import numpy as np
import pytest
from sklearn.linear_model import Lasso

from optlab.methods.first_order.fista import FISTA
from optlab.methods.first_order.proximal_gradient import ProximalGradient
from optlab.metrics import gap
from optlab.problems.halfline import halfline
from optlab.problems.lasso import lasso
from optlab.runner import run


def data(problem, i):
    """A, b and the penalty of an instance as a lasso is usually written."""
    A, penalty = problem.A[i], problem.penalty[i, 0, 0]
    return A, A @ problem.x_star[i, 0] + penalty * np.linalg.solve(A.T, problem.s[i, 0]), penalty


@pytest.mark.parametrize("method", [ProximalGradient(), FISTA()], ids=["ista", "fista"])
def test_it_ends_where_scikit_learn_does(method):
    problem = lasso(3, 10.0, 0.1, B=3)
    x = run(method, problem, 3000).final.x
    for i in range(3):
        A, b, penalty = data(problem, i)
        model = Lasso(alpha=penalty / len(b), fit_intercept=False, tol=1e-15, max_iter=100_000).fit(A, b)
        np.testing.assert_allclose(x[i, 0], model.coef_, atol=1e-7)
        np.testing.assert_allclose(problem.x_star[i, 0], model.coef_, atol=1e-7)


def test_the_gap_is_the_usual_difference_of_objectives():
    problem = lasso(3, 10.0, 0.3, B=3)
    x = np.random.default_rng(0).normal(size=(3, 5, 8))
    for i in range(3):
        A, b, penalty = data(problem, i)
        F = [0.5 * ((A @ v - b) ** 2).sum() + penalty * np.abs(v).sum() for v in (*x[i], problem.x_star[i, 0])]
        np.testing.assert_allclose(problem.value(x)[i], np.array(F[:-1]) - F[-1], rtol=1e-11)


@pytest.mark.parametrize("order", [1, 2, 3, 4, 6])
def test_rows_of_the_lasso_are_orthogonal_exactly_and_the_longest_has_square_L(order):
    problem, d = lasso(order, 50.0, B=4), 2**order
    signs, entry = np.sign(problem.A), np.abs(problem.A)
    assert (signs @ signs.mT == d * np.eye(d)).all()
    assert (entry == entry[..., :1]).all()
    for i in range(4):
        assert d * max(Fraction(v) for v in entry[i, :, 0].tolist()) ** 2 == Fraction(float(problem.constants["L"][i, 0]))


def test_rows_of_the_lasso_span_the_stated_range_of_eigenvalues():
    problem = lasso(5, 50.0, B=4)
    eigenvalues = np.linalg.eigvalsh(problem.A.mT @ problem.A) / problem.constants["L"]
    assert eigenvalues.max() == pytest.approx(1)
    assert 1 / 50 * (1 - 1e-9) <= eigenvalues.min() < 0.05


@pytest.mark.parametrize("make", [lasso, halfline])
def test_no_point_beats_the_prox(make):
    problem, rng = make(B=8), np.random.default_rng(1)
    x = rng.normal(size=problem.x0.shape)
    y = problem.prox(x, 0.7)
    near = y + 1e-3 * rng.normal(size=(y.shape[0], 50, y.shape[2]))

    def cost(z):
        h = problem.penalty[..., 0] * np.abs(z).sum(-1) if make is lasso else np.where((z < 0).any(-1), np.inf, 0.0)
        return h + ((z - x) ** 2).sum(-1) / (2 * 0.7)

    assert (cost(near) >= cost(y)).all()


@pytest.mark.parametrize("steps", [1, 4, 30])
def test_a_wall_attains_the_bound_of_proximal_gradient(steps):
    gaps = run(ProximalGradient(), halfline(64), steps)["gap"][-1, :, 0]
    assert gaps.argmax() == steps - 1
    assert gaps.max() == pytest.approx(1 / (4 * steps), rel=1e-12)


def test_fista_is_not_monotone_on_the_lasso():
    gaps = run(FISTA(), lasso(), 200, record=(gap,), at=range(201))["gap"]
    assert (gaps[1:] > 1.01 * gaps[:-1]).any()


def test_prox_is_counted():
    assert run(FISTA(), lasso(B=1), 7).calls["prox"][-1, 0, 0] == 7
