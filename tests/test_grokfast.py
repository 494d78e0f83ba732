"""Grokfast: its filter against SciPy's, its inner methods against torch's, and sums modulo a number."""

import numpy as np
import pytest
import torch
from scipy import signal

from optlab.claims.derived_grokfast import ALTERNATING, CONSTANT, MEMORY, STEEP, WEIGHT
from optlab.methods.adaptive.adamw import AdamW
from optlab.methods.adaptive.grokfast import Grokfast
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.momentum.momentum import Momentum
from optlab.network_metrics import accuracy, error_on_test
from optlab.oracle import Exact
from optlab.problems.neural.modular_mlp import modular_sums
from optlab.problems.parabola import parabola
from optlab.problems.quadratic import quadratic
from optlab.runner import run

STEPS = 60


class Sequence:
    """An oracle whose gradients (T, d) are known beforehand."""

    def __init__(self, gradients):
        self.left = iter(gradients)

    def grad(self, x, sample=None):
        return next(self.left)[None, None]


def amplified(method, gradients):
    """What the inner method was given, (T, d)."""
    s, oracle, found = method.init(np.zeros((1, 1, gradients.shape[1]))), Sequence(gradients), []
    for _ in gradients:
        s = method.step(s, oracle)
        found.append(s.amplified[0, 0])
    return np.array(found)


def filtered(gradients, weight, memory):
    """The same by SciPy, whose mean begins as if the first gradient had always been there."""
    b, a = [1 - memory], [1, -memory]
    slow, _ = signal.lfilter(b, a, gradients, axis=0, zi=signal.lfilter_zi(b, a)[:, None] * gradients[:1])
    return gradients + weight * slow


@pytest.mark.parametrize(("weight", "memory"), [(2.0, 0.98), (5.0, 0.5), (0.3, 0.0)])
def test_the_inner_method_is_given_what_scipy_filters(weight, memory):
    g = np.random.default_rng(0).normal(size=(STEPS, 3))
    found = amplified(Grokfast(GradientDescent(0.1), weight, memory), g)
    np.testing.assert_allclose(found, filtered(g, weight, memory), rtol=1e-12)


@pytest.mark.parametrize(("weight", "memory"), [(2.0, 0.98), (5.0, 0.5)])
def test_gains_are_those_of_scipys_frequency_response(weight, memory):
    b, a = [1 + weight * (1 - memory), -memory], [1, -memory]
    _, gain = signal.freqz(b, a, worN=[0, np.pi])
    np.testing.assert_allclose(gain, [1 + weight, 1 + weight * (1 - memory) / (1 + memory)], rtol=1e-12)


def test_a_gradient_that_stays_is_multiplied_by_one_plus_the_weight_and_one_that_alternates_by_less():
    stays, alternates = np.ones((200, 1)), (-1.0) ** np.arange(200)[:, None]
    method = Grokfast(GradientDescent(0.1), WEIGHT, MEMORY)
    np.testing.assert_allclose(amplified(method, stays)[-1], float(CONSTANT), rtol=1e-12)
    np.testing.assert_allclose(abs(amplified(method, alternates)[-1]), float(ALTERNATING), rtol=1e-12)


@pytest.mark.parametrize(
    ("inner", "theirs"),
    [
        (AdamW(0.02, 0.8, 0.9, decay=0.5), lambda p: torch.optim.AdamW(p, lr=0.02, betas=(0.8, 0.9), weight_decay=0.5)),
        (Momentum(0.02, 0.8), lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.8)),
    ],
)
def test_path_is_that_of_torch_on_gradients_that_scipy_has_filtered(inner, theirs):
    problem = quadratic(dim=4, kappa=10.0, B=1)
    s, live, rows, points = Grokfast(inner, 3.0, 0.7).init(problem.x0), Exact(problem), [], []
    p = torch.tensor(problem.x0, requires_grad=True)
    rule = theirs([p])
    for _ in range(STEPS):
        rows.append(problem.grad(p.detach().numpy())[0, 0])
        p.grad = torch.tensor(filtered(np.array(rows), 3.0, 0.7)[-1])[None, None]
        rule.step()
        s = Grokfast(inner, 3.0, 0.7).step(s, live)
        points.append(np.abs(s.x - p.detach().numpy()).max())
    assert max(points) < 1e-12


def test_without_weight_it_is_the_inner_method():
    problem = quadratic(B=3)
    one, other = (run(m, problem, 20).final.x for m in (Grokfast(AdamW(0.1), 0.0), AdamW(0.1)))
    np.testing.assert_array_equal(one, other)


def test_one_gradient_is_charged_in_a_step():
    assert (run(Grokfast(AdamW(0.1)), quadratic(B=3), 20).calls["grad"][-1] == 20).all()


@pytest.mark.parametrize(("share", "grows"), [(0.99, False), (1.01, True)])
def test_the_largest_stable_step_is_smaller_by_the_gain_of_what_alternates(share, grows):
    problem = parabola(B=4)
    step = share * 2 / (float(ALTERNATING) * problem.constants["L"])
    gaps = run(Grokfast(GradientDescent(step), WEIGHT, MEMORY), problem, 2000)["gap"]
    assert ((gaps[-1] > gaps[0]) == grows).all()
    assert STEEP.weight == WEIGHT


def test_several_chunks_have_the_final_state_of_one():
    problem = quadratic(B=6)
    whole, parts = (run(Grokfast(AdamW(0.1)), problem, 5, chunk=c).final for c in (6, 4))
    for one, other in zip(whole.inner, parts.inner, strict=True):
        np.testing.assert_array_equal(one, other)


def test_sums_are_of_all_pairs_and_the_test_is_the_rest():
    problem = modular_sums(p=5, share=0.6, B=2)
    assert (problem.inputs.shape, problem.test_inputs.shape) == ((1, 15, 10), (1, 10, 10))
    rows = torch.cat([problem.inputs[0], problem.test_inputs[0]])
    a, b = rows[:, :5].argmax(1), rows[:, 5:].argmax(1)
    assert (rows.sum(1) == 2).all()
    assert len(set(zip(a.tolist(), b.tolist(), strict=True))) == 25
    assert ((a + b) % 5 == torch.cat([problem.targets[0], problem.test_targets[0]])).all()


def test_sums_are_learned_by_heart_first_and_by_rule_later():
    problem = modular_sums(B=4)
    trace = run(AdamW(0.12, beta2=0.98, decay=2.0), problem, 150, record=(accuracy, error_on_test), at=(20, 150))
    np.testing.assert_allclose(trace["accuracy"] + trace["error_on_test"], 1.0)
    right = problem.outputs(trace.final.x[0, 0], problem.inputs[0]).argmax(-1) == problem.targets[0]
    assert right.all()
    assert (trace["accuracy"][0] < 0.5).all()
    assert trace["accuracy"][1].median() > 0.95
