"""Attributions against torch's autograd, a closed form and SciPy; what is exact by construction is exact."""

import numpy as np
import pytest
import torch
from scipy.ndimage import gaussian_filter

from optlab.attribution import gradient, input_times_gradient, integrated_gradients, localisation, smoothed
from optlab.gaussian_blur import gaussian_matrix
from optlab.methods.smoothing.attribution import GradientMap, InputTimesGradient
from optlab.methods.smoothing.integrated_gradients import IntegratedGradients
from optlab.methods.smoothing.smoothed_attribution import SmoothedAttribution
from optlab.problems.disconnected_net import biased_net, disconnected_net
from optlab.runner import run

METHODS = (GradientMap(), InputTimesGradient(), IntegratedGradients())


def map_of(method, problem):
    return run(method, problem, 1, record=(), at=(1,)).final.map


class Quadratic(torch.nn.Module):
    """One score, x' A x / 2 + b.x, of each sample."""

    def __init__(self, A, b):
        super().__init__()
        self.A, self.b = A, b

    def forward(self, x):
        return (0.5 * x * (x @ self.A) + self.b * x).sum(1, keepdim=True)


@pytest.fixture
def quadratic():
    g = np.random.default_rng(0)
    A, b, x = g.normal(size=(5, 5)), g.normal(size=5), g.normal(size=(7, 5))
    A = A + A.T
    return Quadratic(torch.from_numpy(A), torch.from_numpy(b)), A, b, x


def test_integrated_gradients_of_a_quadratic_are_the_closed_form(quadratic):
    net, A, b, x = quadratic
    labels = np.zeros(7, int)
    np.testing.assert_allclose(integrated_gradients(net, x, labels, midpoints=3), x * (b + x @ A / 2), atol=1e-13)
    np.testing.assert_allclose(input_times_gradient(net, x, labels), x * (b + x @ A), atol=1e-13)


def test_gradient_is_of_the_score_that_is_named(quadratic):
    _, A, _, x = quadratic
    linear = torch.nn.Linear(5, 5, dtype=torch.float64)
    g = gradient(linear, x, np.array([0, 1, 2, 3, 4, 0, 1]))
    np.testing.assert_array_equal(g, linear.weight.detach().numpy()[[0, 1, 2, 3, 4, 0, 1]])


@pytest.mark.parametrize("degree", [1, 2, 3])
@pytest.mark.parametrize("maker", [disconnected_net, biased_net])
def test_gradient_of_a_net_is_that_of_autograd(maker, degree):
    p = maker(degree=degree)
    x = torch.tensor(p.x0, requires_grad=True)
    z = x @ torch.tensor(p.W).mT + torch.tensor(p.bias)
    f = (torch.tensor(p.slope) * torch.relu(z) ** degree).sum(-1) / degree
    (g,) = torch.autograd.grad(f.sum(), x)
    np.testing.assert_allclose(p.grad(p.x0), g.numpy(), atol=1e-13)
    np.testing.assert_allclose(p.value(p.x0), f.detach().numpy(), atol=1e-13)


@pytest.mark.parametrize("method", METHODS, ids=lambda m: type(m).__name__)
@pytest.mark.parametrize("maker", [disconnected_net, biased_net])
def test_nothing_at_all_is_attributed_to_disconnected_inputs(maker, method):
    p = maker()
    assert (map_of(method, p)[:, :, p.connected[0, 0] == 0] == 0).all()


def test_entry_by_entry_both_methods_agree_up_to_the_degree():
    for degree in (1, 2):
        p = disconnected_net(degree=degree)
        np.testing.assert_allclose(map_of(InputTimesGradient(), p), degree * map_of(IntegratedGradients(), p), atol=1e-13)


@pytest.mark.parametrize(("shape", "pixels"), [((8, 8), 0.5), ((16, 16), 1.0), ((6, 9), 1.7), ((4, 4), 3.0)])
def test_smoothing_is_that_of_scipy(shape, pixels):
    m = np.random.default_rng(1).normal(size=shape)
    np.testing.assert_allclose(smoothed(m, pixels), gaussian_filter(m, pixels), atol=1e-14)


def test_smoothed_attribution_is_scipy_on_the_map_of_the_method():
    p = disconnected_net(half=4, B=3)
    plain, soft = (map_of(m, p).reshape(3, 8, 8) for m in (InputTimesGradient(), SmoothedAttribution(pixels=1.0)))
    np.testing.assert_allclose(soft, [gaussian_filter(m, 1.0) for m in plain], atol=1e-14)


def test_smoothing_by_nothing_changes_nothing():
    assert (gaussian_matrix(5, 0.0) == np.eye(5)).all()


@pytest.mark.parametrize("pixels", [-1.0, np.nan, np.inf])
def test_smoothing_by_no_width_is_an_error(pixels):
    with pytest.raises(ValueError, match="pixels >= 0"):
        gaussian_matrix(5, pixels)


def test_localisation_counts_positive_attribution_in_the_right_quarter():
    m = np.zeros((2, 4, 4))
    m[0, 0, 3], m[0, 3, 0], m[0, 0, 0] = 3.0, 1.0, -9.0
    np.testing.assert_array_equal(localisation(np.repeat(m[:1], 4, axis=0), np.arange(4)), [0, 0.75, 0.25, 0])
    assert localisation(m[1:], np.array([2])).item() == 0.25
