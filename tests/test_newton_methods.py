"""Newton's method, damped in four ways."""

import numpy as np
import pytest

from optlab.methods.second_order.aicn import AffineInvariantCubicNewton
from optlab.methods.second_order.damped_newton import DampedNewton
from optlab.methods.second_order.newton import Newton
from optlab.methods.second_order.root_newton import RootNewton
from optlab.metrics import decrement, dist, gap
from optlab.problems.log_barrier import log_barrier
from optlab.problems.pseudo_huber import pseudo_huber
from optlab.problems.quadratic import quadratic
from optlab.problems.tempered_log_cosh import tempered_log_cosh
from optlab.runner import run
from optlab.symbols import M


def test_damped_step_from_above_ends_at_the_minimizer_of_the_logarithmic_barrier():
    problem = log_barrier(dim=1)
    above = problem.x0[:, 0, 0] > 0
    reached = run(DampedNewton(), problem, 1, record=(dist,))["dist"][1, :, 0]
    assert (reached <= 1e-15 * problem.constants["R"][:, 0])[above].all()
    assert (reached > 1e-6)[~above].any()


def test_decrement_of_the_separable_barrier_is_the_distance_in_its_own_scale():
    problem = log_barrier(dim=5)
    lam = run(DampedNewton(), problem, 0, record=(decrement,))["decrement"][0]
    assert lam == pytest.approx(np.linalg.norm(problem.A @ problem.x0.mT, axis=1), rel=1e-12)
    assert (lam.min(), lam.max()) == pytest.approx((1e-3, 5), rel=0.9)


@pytest.mark.parametrize(("start", "after_six"), [(1.1, 1.5e30), (0.9, 4.4e-34)])
def test_newton_cubes_the_distance_on_the_hyperbola(start, after_six):
    problem = pseudo_huber(B=1)
    problem = problem.start(start * problem.threshold)
    trace = run(Newton(), problem, 6, record=(dist,))
    assert trace["dist"][1, 0, 0] / problem.threshold.item() == pytest.approx(start**3)
    assert trace["dist"][6, 0, 0] / problem.threshold.item() == pytest.approx(after_six, rel=0.05)


def test_newton_solves_a_quadratic_in_one_step():
    problem = quadratic(kappa=1e3, rotated=True)
    assert (run(Newton(), problem, 1)["gap"][1] <= 1e-20 * problem.constants["Delta"]).all()


@pytest.mark.parametrize("L_local", [0.3, 7.0])
def test_cubic_newton_minimizes_its_model_along_the_newton_direction(L_local):
    # On x^2 / 2 the local norm is |x|, n = x and lam = |x|.
    from scipy.optimize import minimize_scalar

    problem = quadratic(dim=1, kappa=1.0, B=1)
    problem = problem.start(problem.x_star + 2.0)
    model = minimize_scalar(lambda h: -2 * h + h**2 / 2 + L_local / 6 * h**3, bounds=(0, 2), method="bounded", options={"xatol": 1e-12})
    after = run(AffineInvariantCubicNewton(smoothness=L_local), problem, 1, record=(dist,))["dist"][1, 0, 0]
    assert after == pytest.approx(2 - model.x, abs=1e-7)


def test_cubic_newton_needs_the_smoothness_of_local_norms():
    problem = tempered_log_cosh(dim=1, mu=0.01, steepest=2.0, tilt=0.0)
    right = run(AffineInvariantCubicNewton(), problem, 60)["gap"][..., 0]
    wrong = run(AffineInvariantCubicNewton(smoothness=M), problem, 60)["gap"][..., 0]
    assert (right[1:] <= right[:-1]).all()
    assert (wrong[1:] / np.maximum(wrong[:-1], 1e-30)).max() > 9.9


@pytest.mark.parametrize(("q", "theta"), [(2.0, 4.5), (3.0, (4.5 * 2.0) ** 0.5), (4.0, (4.5 * 4.0) ** (1 / 3))])
def test_root_newton_takes_the_root_of_its_order(q, theta):
    problem = quadratic(dim=1, kappa=1.0, B=1)
    problem = problem.start(problem.x_star + 2.0)
    after = run(RootNewton(smoothness=0.5, q=q), problem, 1, record=(dist,))["dist"][1, 0, 0]
    assert after == pytest.approx(2 - 2 / (1 + theta))


def test_root_newton_ends_at_newtons_pace():
    gaps = run(RootNewton(), tempered_log_cosh(mu=0.5), 200, record=(gap,), at=[0, 200])["gap"]
    assert (gaps[1] < 1e-25).all()
