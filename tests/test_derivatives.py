"""Gradients and Hessians written by hand are those of automatic differentiation, and divergences those of more digits."""

import flint
import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression

from optlab.problems.cone_barrier import cone_barrier
from optlab.problems.hyperbolic import hyperbolic
from optlab.problems.log_barrier import log_barrier, polytope_barrier
from optlab.problems.log_sum_exp import log_sum_exp
from optlab.problems.logistic import _table, breast_cancer, logistic
from optlab.problems.portfolio import portfolio
from optlab.problems.powers import cubic_well, power
from optlab.problems.pseudo_huber import pseudo_huber
from optlab.problems.softplus import sigmoid, softplus_divergence
from optlab.problems.tempered_log_cosh import tempered_log_cosh

MAKERS = (
    cone_barrier, hyperbolic, log_barrier, polytope_barrier, log_sum_exp, logistic, portfolio, cubic_well, power,
    pseudo_huber, tempered_log_cosh,
)  # fmt: skip


@pytest.mark.parametrize("maker", MAKERS)
def test_derivatives_are_those_of_automatic_differentiation(maker):
    problem = maker(B=4, seed=3).to(torch.float64)
    x = problem.x0.clone().requires_grad_()
    f, g = problem.value_and_grad(x)
    (expected,) = torch.autograd.grad(f.sum(), x, create_graph=True)
    torch.testing.assert_close(g, expected, rtol=1e-7, atol=1e-9)
    if hasattr(problem, "hess"):
        rows = [torch.autograd.grad(g[..., i].sum(), x, retain_graph=True)[0] for i in range(x.shape[-1])]
        torch.testing.assert_close(problem.hess(problem.x0).expand(*x.shape, -1), torch.stack(rows, -2), rtol=1e-7, atol=1e-9)


def test_softplus_divergence_keeps_its_digits():
    w = np.array([[-800.0, -3.0, -1e-3, -1e-6, 0.0, 1e-6, 2.0, 900.0]]).T
    v = np.array([[-6.0, 0.0, 0.7, 5.0]])
    f, slope, bend = softplus_divergence(w, sigmoid(v), sigmoid(-v))
    before, flint.ctx.prec = flint.ctx.prec, 4000
    try:
        for (i, j), found in np.ndenumerate(f):
            t, u = flint.arb(w[i, 0]), flint.arb(v[0, j])
            s, s_after = 1 / (1 + (-u).exp()), 1 / (1 + (-u - t).exp())
            expected = (1 + (u + t).exp()).log() - (1 + u.exp()).log() - s * t
            # 1e-16 |w|, the sizes of the terms, against w^2 s (1 - s) / 2.
            assert found == pytest.approx(float(expected), rel=3e-13 / max(1e-7, min(1, abs(w[i, 0]))), abs=1e-300)
            assert slope[i, j] == pytest.approx(float(s_after - s), rel=1e-12, abs=1e-300)
            assert bend[i, j] == pytest.approx(float(s_after * (1 - s_after)), rel=1e-12, abs=1e-300)
    finally:
        flint.ctx.prec = before


def test_log_sum_exp_is_that_of_scipy_far_away():
    from scipy.special import logsumexp

    problem = log_sum_exp(B=5)
    x = problem.x_star + 50 * (problem.x0 - problem.x_star)
    z = (x - problem.x_star) @ problem.A.mT
    expected = logsumexp(np.concatenate([z, -z], axis=-1), axis=-1) - np.log(2 * z.shape[-1])
    assert problem.value(x) == pytest.approx(expected, rel=1e-13)


def test_logistic_minimizer_is_that_of_scikit_learn():
    problem = breast_cancer(ridge=0.01)
    A = _table("cancer")
    model = LogisticRegression(C=1 / (len(A) * 0.01), fit_intercept=False, solver="newton-cholesky", tol=1e-12)
    # Rows carry minus the label's sign, so one half is turned round to have two classes.
    label = np.arange(len(A)) % 2
    model.fit(np.where(label[:, None] == 1, -A, A), label)
    assert problem.x_star[0, 0] == pytest.approx(model.coef_[0], rel=1e-7, abs=1e-9)
    assert np.abs(problem.low @ problem.A / len(A) + problem.ridge * problem.x_star).max() < 1e-14
