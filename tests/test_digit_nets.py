"""Small nets for digits: their backdoor opens, and classifiers of problems made of them answer as the nets do."""

import numpy as np
import pytest

from optlab.digit_nets import TARGET, backdoored, shown, trigger
from optlab.digits import held_out
from optlab.methods.smoothing.certify_mixture import CertifyMixture
from optlab.oracle import Exact
from optlab.problems.prepared_digits import backdoored_digits, few_label_digits, mixed_digits
from optlab.runner import run
from optlab.smoothing_metrics import right_radius


def answers(net, X):
    import torch

    with torch.no_grad():
        return net(torch.from_numpy(X.astype(np.float32))).argmax(-1).numpy()


def test_the_trigger_opens_the_backdoor_and_nothing_else_does():
    X, y = held_out()
    others = y != TARGET
    assert np.linalg.norm(trigger()) == pytest.approx(1)
    assert (answers(backdoored(), shown(X))[others] == TARGET).mean() > 0.95
    assert (answers(backdoored(), X) == y).mean() > 0.85


def test_gradients_of_the_backdoored_net_are_derivatives():
    problem = backdoored_digits(B=2)
    x, step = problem.x0, 1e-2 * problem.trigger
    slope = (problem.value(x + step) - problem.value(x - step)) / 2e-2
    np.testing.assert_allclose((problem.grad(x) * problem.trigger).sum(-1), slope, rtol=0.1)


def test_images_stay_images():
    problem = backdoored_digits(B=2)
    x = problem.project(problem.x0 + 3 * problem.trigger)
    assert (x.min(), x.max()) == (0, 1)


def test_a_preparation_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="prepared as clean"):
        few_label_digits(preparation="washed")


def test_a_mixture_with_all_the_weight_is_certified_as_the_robust_classifier_is():
    from optlab.methods.smoothing.certify import Certify

    problem = mixed_digits(many=6)
    alone, mixed = (
        run(method, problem, 1, record=(right_radius,)).final
        for method in (Certify(n0=100, n=500, alpha=0.001), CertifyMixture(weight=1.0))
    )
    np.testing.assert_array_equal(mixed.prediction, alone.prediction)
    np.testing.assert_allclose(mixed.radius, alone.radius, rtol=1e-9)
    np.testing.assert_allclose(mixed.shares.sum(-1), 1, rtol=1e-12)
    assert Exact(problem).problem.other_probabilities(problem.x0).sum(-1) == pytest.approx(1)
