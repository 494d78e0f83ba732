"""Attacks on nets, how far losses are from linear, and the methods that train against attacks."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from optlab.adversarial_metrics import robust_accuracy, share_withstood
from optlab.method import Iterate
from optlab.methods.stochastic.converge_smooth import ConvergeSmooth, State
from optlab.methods.stochastic.elle import ELLE
from optlab.methods.stochastic.fast_adversarial import FastAdversarial
from optlab.methods.stochastic.linearity_error import LinearityError
from optlab.methods.stochastic.stale import StaleAdversary
from optlab.network_metrics import training_loss
from optlab.noise import Minibatch
from optlab.oracle import Exact, Oracle
from optlab.problems.neural.attacked_digits import attacked_digits, strongly_attacked_digits
from optlab.problems.quadratic import quadratic
from optlab.rng import Rng
from optlab.runner import run

BATCH = Minibatch(size=5)


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def small(**changed):
    return attacked_digits(**{"reach": 0.3, "width": 4, "samples": 30, "B": 2, **changed})


def logistic(reach=0.3):
    """(1, S) points of the linear net of ten classes, 64 pixels, on 30 samples."""
    from torch import nn

    made = small(reach=reach)
    with torch.device("meta"):
        net = nn.Linear(64, 10)
    shapes = tuple(tuple(p.shape) for p in net.parameters())
    x0 = torch.from_numpy(np.random.default_rng(0).normal(size=(2, 1, 650))) / 8
    return replace(made, net=net, blocks=shapes, x0=x0)


def live(problem, oracle=BATCH):
    ask = oracle.over(Exact(problem), Rng(0, problem.ids, 1, like=problem.x0))
    ask.begin(0)
    return ask


@pytest.mark.parametrize("attack_steps", [1, 3, 20])
def test_an_attack_stays_in_the_box(attack_steps):
    problem = small(attack_steps=attack_steps)
    y = problem.attack(problem.x0)
    assert y.shape == (2, 1, 30 * 64)
    assert float(y.abs().max()) <= 0.3
    assert float((y.abs() == 0.3).double().mean()) > 0.5


def test_an_attack_of_one_step_on_a_linear_net_is_the_sign_of_its_gradient():
    problem = logistic()
    W, b = problem.x0[:, 0, :640].reshape(2, 10, 64), problem.x0[:, 0, 640:]
    share = torch.softmax(problem.inputs[0] @ W.mT + b[:, None], -1)
    wrong = share - torch.nn.functional.one_hot(problem.targets[0], 10)
    torch.testing.assert_close(problem.attack(problem.x0)[:, 0], (0.3 * (wrong @ W).sign()).flatten(1), rtol=0, atol=0)


def test_an_attack_on_samples_is_the_attack_on_all_at_those():
    problem = small(attack_steps=3)
    i = torch.tensor([[[4, 0, 4]], [[29, 7, 1]]])
    whole = problem.attack(problem.x0).reshape(2, 30, 64)
    some = problem.component_attack(problem.x0, i).reshape(2, 3, 64)
    torch.testing.assert_close(some, torch.stack([whole[b][i[b, 0]] for b in range(2)]), rtol=0, atol=0)


def test_more_steps_raise_the_loss_and_no_attack_leaves_it():
    once, often = (strongly_attacked_digits(width=8, samples=60, attack_steps=steps, B=4) for steps in (1, 10))
    i = torch.arange(60).expand(4, 1, 60)

    def under(problem):
        y = problem.attack(problem.x0)
        moved = problem.inputs[0] + y.reshape(4, 60, 64)
        return torch.stack([problem._mean_loss(problem.x0[b, 0], moved[b], problem.targets[0]) for b in range(4)])

    clean = once.component_value(once.x0, i)[:, 0]
    assert (under(once) > clean).all()
    assert (under(often) > under(once)).all()


def test_without_an_attack_the_gradient_under_it_is_the_gradient():
    problem = small()
    torch.testing.assert_close(
        problem.grad_under(problem.x0, 0 * problem.attack(problem.x0)), problem.grad(problem.x0), rtol=1e-12, atol=1e-14
    )


def answers(problem, loss):
    """The same net with another loss of its outputs."""
    return problem._with(loss=loss)


def test_bend_is_zero_for_affine_losses_and_not_for_others():
    affine = answers(logistic(), lambda outputs, targets: outputs[:, 3] - 2 * outputs[:, 5])
    rng = Rng(0, affine.ids, 1, like=affine.x0)
    assert float(affine.bend(affine.x0, rng, 0).abs().max()) < 1e-28
    assert float(logistic().bend(affine.x0, rng, 0).min()) > 1e-10


def test_bend_grows_with_the_fourth_power_of_the_reach_for_quadratic_losses():
    square = (answers(logistic(reach), lambda outputs, targets: outputs[:, 3] ** 2) for reach in (0.1, 0.2))
    near, far = (p.bend(p.x0, Rng(0, p.ids, 1, like=p.x0), 0) for p in square)
    torch.testing.assert_close(far, 16 * near, rtol=1e-9, atol=0)


def test_bend_of_a_quadratic_loss_has_the_mean_of_its_hessian():
    problem = answers(logistic(), lambda outputs, targets: outputs[:, 3] ** 2)
    w = problem.x0[0, 0, :640].reshape(10, 64)[3]
    H = 2 * w[:, None] * w
    trace, entries, diagonal = (float(v) for v in (H.trace() ** 2, H.square().sum(), H.diagonal().square().sum()))
    rng = Rng(1, problem.ids, 1, like=problem.x0)
    drawn = torch.stack([problem.bend(problem.x0, rng, token)[0, 0] for token in range(1000)])
    expected = 0.3**4 * (5 * trace + 10 * entries - 3 * diagonal) / 1350
    assert abs(float(drawn.mean()) - expected) < 4 * float(drawn.std()) / 1000**0.5
    assert float(drawn.std()) / 1000**0.5 < 0.03 * expected


@pytest.mark.parametrize("i", [None, torch.tensor([[[0, 3, 3]], [[5, 2, 9]]])], ids=["all samples", "some"])
def test_gradient_of_bend_is_that_of_finite_differences(i):
    problem = small(width=3)
    rng = Rng(2, problem.ids, 1, like=problem.x0)
    g = problem.bend_grad(problem.x0, rng, 4, i)
    v = torch.from_numpy(np.random.default_rng(1).normal(size=problem.x0.shape))
    t = 1e-6
    ahead, behind = (problem.bend(problem.x0 + s * v, rng, 4, i) for s in (t, -t))
    assert float(g.abs().max()) > 1e-6
    torch.testing.assert_close((g * v).sum(-1), (ahead - behind) / (2 * t), rtol=1e-5, atol=1e-11)


def test_bend_of_samples_is_drawn_apart_from_which_they_are():
    problem = small()
    rng = Rng(0, problem.ids, 1, like=problem.x0)
    draws = [rng.uniform(5, stream=stream) for token in range(3) for stream in (2 * token, 2 * token + 1)]
    assert len({float(u[0, 0, 0]) for u in draws}) == 6


def test_one_step_of_training_is_along_the_gradient_under_the_attack_on_its_sample():
    problem = small()
    x = FastAdversarial(step_size=0.1).step(Iterate(problem.x0), live(problem)).x
    i = live(problem).indices(0)
    y = problem.component_attack(problem.x0, i)
    torch.testing.assert_close(x, problem.x0 - 0.1 * problem.component_grad_under(problem.x0, y, i), rtol=1e-14, atol=0)


def test_elle_adds_the_gradient_of_bend_at_its_weight():
    problem = small(reach=0.6)
    plain, bent = (m.step(Iterate(problem.x0), live(problem)).x for m in (FastAdversarial(step_size=0.1), ELLE(step_size=0.1, weight=7.0)))
    ask = live(problem)
    g = problem.bend_grad(problem.x0, ask.rng, 0, ask.indices(0))
    assert float(g.abs().max()) > 1e-6
    torch.testing.assert_close(bent, plain - 0.7 * g, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(
    "method",
    [
        ELLE(step_size=0.1, weight=0.0),
        ConvergeSmooth(step_size=0.1, epoch=3, weight=0.0),
        StaleAdversary(step_size=0.1, delay=0),
    ],
    ids=lambda m: type(m).__name__,
)
def test_without_what_they_add_all_are_training_against_attacks(method):
    problem = small()
    losses = [run(m, problem, 12, record=(training_loss,), oracle=BATCH)["training_loss"] for m in (method, FastAdversarial(step_size=0.1))]
    torch.testing.assert_close(*losses, rtol=0, atol=0)


def test_a_late_attack_is_that_of_the_older_point_on_the_sample_of_today():
    problem = small()
    method, ask = StaleAdversary(step_size=0.1, delay=1), live(problem)
    s = method.step(method.init(problem.x0), ask)
    ask.begin(1)
    later, i = method.step(s, ask), ask.indices(0)
    y = problem.component_attack(problem.x0, i)
    torch.testing.assert_close(later.x, s.x - 0.1 * problem.component_grad_under(s.x, y, i), rtol=1e-14, atol=0)


@pytest.mark.parametrize(("ahead", "sign"), [(0.5, 1), (-0.5, -1), (0.02, 0), (-0.02, 0)])
def test_the_constraint_pushes_the_clean_loss_towards_that_of_the_last_epoch(ahead, sign):
    problem = small()
    ask = live(problem)
    i = ask.indices(0)
    loss, clean = problem.component_value(problem.x0, i)[..., None], problem.component_grad(problem.x0, i)
    # The epochs before differed by 0.2, of which the stride keeps 0.03.
    s = State(problem.x0, 0 * loss, loss - ahead, loss - ahead + 0.2, 0 * loss, 6)
    after = ConvergeSmooth(step_size=0.1, epoch=3, weight=2.0).step(s, ask)
    plain = FastAdversarial(step_size=0.1).step(Iterate(problem.x0), live(problem)).x
    torch.testing.assert_close(after.x, plain - 0.1 * sign * 2.0 * clean, rtol=1e-12, atol=1e-14)


def test_the_largest_jump_is_that_of_epochs_from_the_third_on():
    method = ConvergeSmooth(step_size=0.2, epoch=3)
    problem = small(B=1)
    ask, s, jumps, means, losses = live(problem), method.init(problem.x0), [], [], []
    for k in range(15):
        ask.begin(k)
        losses.append(float(problem.component_value(s.x, ask.indices(0))[0, 0]))
        s = method.step(s, ask)
        if k % 3 == 2:
            means.append(float(s.mean[0, 0, 0]))
            jumps.append(float(s.jump[0, 0, 0]))
    np.testing.assert_allclose(means, np.reshape(losses, (5, 3)).mean(1), rtol=1e-12)
    np.testing.assert_allclose(jumps, [0, 0, *np.maximum.accumulate(np.abs(np.diff(means))[1:])], rtol=1e-12)


def test_accuracies_are_shares_that_fall_with_the_attack():
    problem = strongly_attacked_digits(width=16, B=4)
    trace = run(FastAdversarial(step_size=0.1), problem, 60, record=(robust_accuracy, share_withstood), at=(60,), oracle=Minibatch(size=20))
    x = trace.final.x
    clean, fast, robust = problem.accuracy(x), problem.fast_accuracy(x), problem.robust_accuracy(x)
    assert (clean > fast).all()
    assert (fast > robust).all()
    torch.testing.assert_close(trace["share_withstood"][-1], robust / fast, rtol=1e-14, atol=0)


def test_error_of_linearity_is_exact_for_quadratics():
    problem = quadratic(3, 10.0, True, B=2).replicate(4)
    trace = run(LinearityError(half_side=2.0, draws=5), problem, 1, record=(), at=(1,))
    s = trace.final
    ask = Oracle().over(Exact(problem), Rng(0, problem.ids, 4))
    ask.begin(0)
    u = ask.uniform(problem.x0, (5, 7))
    apart, share = 4 * (u[..., 3:6] - u[..., :3]), u[..., 6]
    expected = -0.5 * share * (1 - share) * np.einsum("bsni,bij,bsnj->bsn", apart, problem.A, apart)
    np.testing.assert_allclose(s.residual, expected, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(s.room, share * (1 - share) * (apart**2).sum(-1), rtol=1e-13)
