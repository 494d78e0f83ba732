"""Nesterov's chain in exact arithmetic, and what no method of gradients can beat on it."""

from fractions import Fraction

import numpy as np
import pytest
from scipy.sparse.linalg import cg

from optlab.methods.first_order.conjugate_gradient import ConjugateGradient
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.momentum.heavy_ball import HeavyBall
from optlab.methods.momentum.nesterov import Nesterov
from optlab.problems.nesterov_worst import nesterov_worst
from optlab.problems.quadratic import quadratic
from optlab.runner import run


def chain(e):
    """The sum of squared links of a chain whose ends are fixed at 0."""
    return sum((a - b) ** 2 for a, b in zip([*e, 0], [0, *e], strict=True))


@pytest.mark.parametrize("steps", [1, 5, 20])
def test_constants_in_exact_arithmetic(steps):
    d, problem = 2 * steps + 1, nesterov_worst(steps, B=1)
    c = [Fraction(v) for v in problem.x_star[0, 0].tolist()]
    first = c[0] * Fraction(d + 1, d)
    assert c == [first * (1 - Fraction(i, d + 1)) for i in range(1, d + 1)]
    R2 = sum(v**2 for v in c)
    assert first**2 * Fraction(d * (2 * d + 1), 6 * (d + 1)) == R2
    assert problem.constants["R"][0, 0] == pytest.approx(float(R2) ** 0.5, rel=1e-15)
    for i in range(d):
        x = [first * (1 - Fraction(j, i + 1)) for j in range(1, i + 1)] + [Fraction(0)] * (d - i)
        least = Fraction(1, 8) * chain([u - v for u, v in zip(x, c, strict=True)])
        assert least == R2 * Fraction(3 * (d - i), 4 * (i + 1) * d * (2 * d + 1))
    middle = R2 * Fraction(3 * (d - steps), 4 * (steps + 1) * d * (2 * d + 1))
    assert middle >= R2 * Fraction(3, 32 * (steps + 1) ** 2)


def test_hessian_value_and_gradient_agree():
    problem = nesterov_worst(4, B=2)
    x = np.random.default_rng(0).normal(size=(2, 3, 9))
    f, g = problem.value_and_grad(x)
    e, H = x - problem.x_star, problem.hess(x)
    np.testing.assert_allclose(g, (H @ e[..., None])[..., 0], rtol=1e-12)
    np.testing.assert_allclose(f, 0.5 * (g * e).sum(-1), rtol=1e-12)
    eigenvalues = np.linalg.eigvalsh(H[:, 0])
    np.testing.assert_allclose(eigenvalues[:, :1], problem.constants["mu"], rtol=1e-12)
    assert (eigenvalues[:, -1:] < problem.constants["L"]).all()


@pytest.mark.parametrize("method", [GradientDescent(), HeavyBall(), Nesterov(), ConjugateGradient()], ids=lambda m: type(m).__name__)
def test_a_step_reaches_exactly_one_coordinate_more(method):
    for k in range(1, 9):
        x = run(method, nesterov_worst(4), k).final.x
        assert (x[..., k:] == 0).all()
        assert (x[..., k - 1] != 0).all()


def test_conjugate_gradients_take_the_path_of_scipy():
    problem = quadratic(8, 50.0, rotated=True, B=1)
    A, b = problem.A[0], problem.A[0] @ problem.x_star[0, 0]
    path = []
    cg(A, b, problem.x0[0, 0], rtol=1e-30, maxiter=6, callback=lambda x: path.append(x.copy()))
    for k in (1, 3, 6):
        np.testing.assert_allclose(run(ConjugateGradient(), problem, k).final.x[0, 0], path[k - 1], rtol=1e-9)


def test_conjugate_gradients_end_after_d_steps_and_stay():
    problem = nesterov_worst(3)
    for k in (7, 9):
        assert run(ConjugateGradient(), problem, k)["gap"][-1].max() < 1e-25
