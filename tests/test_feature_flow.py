"""Feature flow regularization: torch's own gradients, loops over layers, pruned nets."""

from typing import Any

import numpy as np
import pytest
import torch

from optlab.feature_flow_metrics import NOTHING, error_when_pruned, filters_that_count
from optlab.methods.adaptive.adam import Adam
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.stochastic.feature_flow import FeatureFlow
from optlab.network_metrics import error_on_test, training_loss
from optlab.noise import Minibatch
from optlab.oracle import Exact
from optlab.problems.neural.residual_digits import residual_digits
from optlab.rng import Rng
from optlab.runner import run


@pytest.fixture(scope="module")
def problem():
    return residual_digits(width=5, filters=3, blocks=3, samples=40, B=2)


def path_of(net, inputs):
    """Features layer by layer, (n, width) each, and what each filter adds to them, (n, width, filters) each."""
    x = inputs @ net.first.weight.T
    features, added = [x], []
    for into, out in zip(net.into, net.out, strict=True):
        z = torch.nn.functional.relu(x @ into.weight.T)
        added.append(z[:, None, :] * out.weight)
        x = x + added[-1].sum(-1)
        features.append(x)
    return features, added


def penalty(features, first, second):
    """The sums written out."""
    length = sum((b - a).abs().mean() for a, b in zip(features, features[1:], strict=False))
    bends = sum((c - 2 * b + a).abs().mean() for a, b, c in zip(features, features[1:], features[2:], strict=False))
    return first * length + second * bends


def test_gradient_of_the_penalty_is_that_of_the_sums_by_torch(problem):
    found = problem.flow_grad(problem.x0, 0.3, 0.2)
    for b in range(2):
        net = problem.module(problem.x0[b, 0])
        penalty(path_of(net, problem.inputs[0])[0], 0.3, 0.2).backward()
        want = torch.cat([torch.zeros(p.numel()) if p.grad is None else p.grad.flatten() for p in net.parameters()])
        torch.testing.assert_close(found[b, 0], want.to(found), rtol=1e-11, atol=1e-14)


def test_path_is_that_of_torchs_adam_on_the_penalized_loss(problem):
    s = run(FeatureFlow(Adam(0.01), 0.3, 0.2), problem, 25, record=(training_loss,)).final
    for b in range(2):
        net = problem.module(problem.x0[b, 0])
        adam = torch.optim.Adam(net.parameters(), lr=0.01)
        for _ in range(25):
            adam.zero_grad()
            loss = torch.nn.functional.cross_entropy(net(problem.inputs[0]), problem.targets[0])
            (loss + penalty(path_of(net, problem.inputs[0])[0], 0.3, 0.2)).backward()
            adam.step()
        want = torch.nn.utils.parameters_to_vector(net.parameters()).detach()
        torch.testing.assert_close(s.x[b, 0], want, rtol=1e-8, atol=1e-10)


def test_without_weights_it_is_the_inner_method(problem):
    one, other = (run(m, problem, 5, record=(training_loss,)).final.x for m in (FeatureFlow(Adam(0.01), 0.0, 0.0), Adam(0.01)))
    torch.testing.assert_close(one, other, rtol=0, atol=0)


def test_loss_and_penalty_are_asked_of_the_same_samples(problem):
    trace = run(FeatureFlow(GradientDescent(0.1), 0.3, 0.2), problem, 1, record=(training_loss,), oracle=Minibatch(size=7), seed=4)
    asked: Any = Minibatch(size=7).over(Exact(problem), Rng(4, problem.ids, 1, until=1, like=problem.x0))
    i = asked.indices(0)
    g = problem.component_grad(problem.x0, i) + problem.flow_grad(problem.x0, 0.3, 0.2, i)
    torch.testing.assert_close(trace.final.x, problem.x0 - 0.1 * g)
    assert (trace.calls["component_flow_grad"][-1] == 7).all()


def test_filter_shares_are_root_mean_squares_of_what_filters_add(problem):
    shares = problem.filter_shares(problem.x0)
    for b in range(2):
        features, added = path_of(problem.module(problem.x0[b, 0]), problem.inputs[0])
        start = (features[0] ** 2).sum(1).mean().sqrt()
        for block, v in enumerate(added):
            torch.testing.assert_close(shares[b, 0, block], (v**2).sum(1).mean(0).sqrt() / start, rtol=1e-12, atol=0)


def test_a_pruned_net_is_one_whose_weak_filters_add_nothing(problem):
    x = run(FeatureFlow(Adam(0.03), 0.1, 0.1), problem, 40, record=(training_loss,)).final.x
    shares = problem.filter_shares(x)
    threshold = float(shares.median())
    assert 0 < int((shares <= threshold).sum()) < shares.numel()
    found = problem.pruned_accuracy(x, threshold)
    for b in range(2):
        net = problem.module(x[b, 0])
        for out, kept in zip(net.out, shares[b, 0] > threshold, strict=True):
            out.weight.data = out.weight.data * kept
        right = net(problem.test_inputs[0]).argmax(1) == problem.test_targets[0]
        assert found[b, 0].item() == pytest.approx(right.double().mean().item())


def test_metrics_count_what_is_left(problem):
    trace = run(Adam(0.01), problem, 3, record=(filters_that_count, error_when_pruned, error_on_test), at=(0, 3))
    counted = (problem.filter_shares(problem.x0) > NOTHING).double().mean((2, 3))
    np.testing.assert_allclose(trace["filters_that_count"][0], counted)
    assert (abs(trace["error_when_pruned"] - trace["error_on_test"]) < 0.2).all()
