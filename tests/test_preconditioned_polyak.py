"""Preconditioned Polyak steps: a projection, no units of features, the scales of torch's optimizers, and Hutchinson's diagonal."""

import numpy as np
import pytest

from optlab.methods.polyak.psps import PSPS, AdaGradPSPS, AdamPSPS, DiagonalPSPS, ScaledPolyak
from optlab.methods.polyak.sps_max import SPSMax
from optlab.metrics import gap
from optlab.noise import Minibatch
from optlab.problems.coordinate_sum import coordinate_sum
from optlab.problems.least_squares import finite_sum, interpolating_least_squares
from optlab.problems.logistic import ridge_logistic
from optlab.problems.quadratic import quadratic
from optlab.problems.scaled_features import scaled_features
from optlab.runner import run
from optlab.symbols import f_star

torch = pytest.importorskip("torch")

EVERY = [PSPS(probes=5), DiagonalPSPS(), AdaGradPSPS(), AdamPSPS()]


def regression(A, x_star, x0):
    """Least squares without residuals; its constants are not asked for."""
    known = np.ones((len(A), 1))
    return finite_sum(A, np.zeros(A.shape[:2]), x_star, x0, known, known)


@pytest.mark.parametrize("method", EVERY, ids=lambda m: type(m).__name__)
def test_step_is_the_projection_on_the_zeros_of_the_linearization_in_the_norm_of_its_scales(method):
    problem = ridge_logistic(dim=3, B=4)
    low = float(problem.constants["f_star"].min()) - 0.1
    s = run(type(method)(f_star=low), problem, 1).final
    f, g = problem.value_and_grad(problem.x0)
    for b in range(4):
        # Least 1/2 <b v, v> subject to f + <g, v> = low, by its optimality system.
        system = np.block([[np.diag(s.scale[b, 0]), g[b, 0][:, None]], [g[b, 0][None], np.zeros((1, 1))]])
        v = np.linalg.solve(system, np.concatenate([np.zeros(3), [low - f[b, 0]]]))[:3]
        assert np.allclose((s.x - problem.x0)[b, 0], v, rtol=1e-9, atol=1e-12)


def test_where_all_scales_are_one_it_is_the_plain_step():
    problem = interpolating_least_squares(B=4)
    ours, plain = (run(m, problem, 25, oracle=Minibatch(), seed=2).final.x for m in (ScaledPolyak(share=0.7), SPSMax(share=0.7)))
    assert np.allclose(ours, plain, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("decades", [1.0, 3.0])
def test_with_the_diagonal_of_the_hessian_the_path_does_not_depend_on_the_units_of_features(decades):
    problem = interpolating_least_squares(n=8, dim=4, B=4)
    units = np.geomspace(10**-decades, 10**decades, 4)
    stretched = regression(problem.A * units, problem.x_star / units, problem.x0 / units)
    ours, theirs = (run(DiagonalPSPS(), p, 20, oracle=Minibatch(), seed=1).final.x for p in (problem, stretched))
    assert np.allclose(theirs * units, ours, rtol=1e-9)
    ours, theirs = (run(SPSMax(), p, 20, oracle=Minibatch(), seed=1).final.x for p in (problem, stretched))
    assert not np.allclose(theirs * units, ours, rtol=0.1)


def test_a_rotation_of_the_features_changes_the_path_that_the_diagonal_takes():
    problem = interpolating_least_squares(n=8, dim=4, kappa=100.0, B=4)
    Q = np.linalg.qr(np.random.default_rng(0).normal(size=(4, 4))).Q
    turned = regression(problem.A @ Q, problem.x_star @ Q, problem.x0 @ Q)
    ours, theirs = (run(DiagonalPSPS(), p, 20, oracle=Minibatch(), seed=1).final.x for p in (problem, turned))
    assert not np.allclose(theirs @ Q.T, ours, rtol=0.1)


def test_features_over_six_decades_cost_plain_steps_a_hundred_times_more_iterations():
    problem = scaled_features(decades=6.0, B=8)
    most = run(DiagonalPSPS(), problem, 120, oracle=Minibatch(), at=range(0, 121, 10))["gap"]
    plain = run(SPSMax(), problem, 12000, oracle=Minibatch(), at=range(0, 12001, 100))["gap"]
    reached = [(v <= 1e-8 * v[0]).any(0) for v in (most, plain)]
    assert reached[0].all()
    assert reached[1].sum() < 4


@pytest.mark.parametrize("decades", [3.0, 4.0])
def test_columns_have_lengths_over_as_many_decades_and_are_orthogonal(decades):
    problem = scaled_features(n=6, dim=3, decades=decades, B=5)
    gram = problem.A.mT @ problem.A / 6
    lengths = np.sqrt(np.diagonal(gram, axis1=1, axis2=2))
    assert np.allclose(lengths.max(-1) / lengths.min(-1), 10**decades, rtol=1e-9)
    assert np.allclose(gram, lengths[:, None] ** 2 * np.eye(3), atol=1e-15)


def test_diagonal_of_a_diagonal_hessian_is_what_one_probe_sees():
    problem = quadratic(dim=4, kappa=50.0, B=3)
    ours, exact = (run(m, problem, 12).final for m in (PSPS(f_star=f_star, probes=1), DiagonalPSPS(f_star=f_star)))
    assert np.allclose(ours.scale, exact.scale, rtol=1e-12)
    assert np.allclose(ours.x, exact.x, rtol=1e-9)


def test_probes_of_samples_find_the_diagonal_in_the_mean():
    problem = interpolating_least_squares(n=8, dim=3, B=4).replicate(4000)
    s = run(PSPS(probes=10), problem, 1, oracle=Minibatch()).final
    exact = np.diagonal(problem.hess(problem.x0)[:, 0], axis1=1, axis2=2)
    assert np.allclose(s.memory.mean(1), exact, atol=0.05)


def test_first_scale_stays_if_nothing_is_forgotten_and_follows_what_is_seen_otherwise():
    problem = interpolating_least_squares(B=2)
    kept, running = (
        [run(PSPS(decay=decay, probes=3), problem, k, oracle=Minibatch(), seed=4).final.scale for k in (1, 9)] for decay in (1.0, 0.9)
    )
    assert (kept[0] == kept[1]).all()
    assert not np.allclose(*running, rtol=1e-3)


def after_torch(make, rows):
    """State of torch's optimizer for one parameter after these gradients."""
    x = torch.nn.Parameter(torch.zeros(rows.shape[-1], dtype=torch.float64))
    optimizer = make([x])
    for g in rows:
        x.grad = torch.tensor(g)
        optimizer.step()
    return optimizer.state[x]


@pytest.mark.parametrize("kind", ["adagrad", "adam"])
def test_scales_are_those_of_torch(kind):
    problem, steps = ridge_logistic(dim=3, B=1), 6
    method = {"adagrad": AdaGradPSPS(f_star=-0.1), "adam": AdamPSPS(f_star=-0.1, beta2=0.9)}[kind]
    states = [run(method, problem, k).final for k in range(steps + 1)]
    rows = np.stack([problem.grad(s.x)[0, 0] for s in states[:-1]])
    if kind == "adagrad":
        scale = after_torch(lambda p: torch.optim.Adagrad(p, lr=0.1), rows)["sum"].sqrt()
    else:
        scale = (after_torch(lambda p: torch.optim.Adam(p, betas=(0.0, 0.9)), rows)["exp_avg_sq"] / (1 - 0.9**steps)).sqrt()
    assert np.allclose(states[-1].scale[0, 0], scale.numpy(), rtol=1e-12)


@pytest.mark.parametrize("method", EVERY, ids=lambda m: type(m).__name__)
def test_where_a_sample_is_solved_it_stays(method):
    problem = coordinate_sum(dim=3, B=4)
    there = problem.start(problem.x_star + 0 * problem.x0)
    assert (run(method, there, 5, record=(gap,), oracle=Minibatch()).final.x == there.x0).all()
