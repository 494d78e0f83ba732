"""Moments of the length of Gaussian noise against SciPy's chi distribution, a sum, and the laws that smooth functions."""

import mpmath
import numpy as np
import pytest
from scipy.special import gammaln
from scipy.stats import chi

from optlab.averaging import Gaussian
from optlab.method import Method
from optlab.problems.noise_length import noise_length
from optlab.rng import Rng
from optlab.runner import run
from optlab.smoothed_metrics import moment_of_length


def moments(problem, order):
    at = problem.start(np.full((len(problem.x0), 1, 1), float(order)))
    return run(Method(), at, 0, record=(moment_of_length,))["moment_of_length"][0, :, 0]


def rounding(dims, order):
    """What is lost where logarithms of this size are subtracted, with two units in the last place of each."""
    return 4 * np.spacing(1 + np.abs(gammaln((dims + order) / 2)))


@pytest.mark.parametrize("order", [1, 2, 3, 4, 7])
def test_moments_are_those_of_the_chi_distribution(order):
    problem = noise_length(5)
    dims = problem.constants["noise_dim"][:, 0]
    # SciPy integrates, and asks for this precision.
    np.testing.assert_allclose(moments(problem, order), [chi(n).moment(order) for n in dims], rtol=1.49e-8)


@pytest.mark.parametrize("order", [0.5, 1, 4, 7.3, 12])
def test_moments_are_ratios_of_gamma_functions_to_the_rounding_of_their_logarithms(order):
    problem = noise_length(5)
    dims = problem.constants["noise_dim"][:, 0]
    with mpmath.workdps(40):
        exact = [float(mpmath.mpf(2) ** (order / 2) * mpmath.gamma((n + order) / 2) / mpmath.gamma(n / 2)) for n in dims.tolist()]
    np.testing.assert_array_less(abs(moments(problem, order) / exact - 1), rounding(dims, order))


def test_the_fourth_moment_is_n_times_n_plus_2_and_the_mean_is_what_smoothing_uses():
    problem = noise_length(7)
    n = problem.constants["noise_dim"][:, 0]
    np.testing.assert_array_less(abs(moments(problem, 4) / (n * (n + 2)) - 1), rounding(n, 4))
    np.testing.assert_array_less(abs(moments(problem, 1) / [Gaussian(int(v)).mean_length for v in n] - 1), 2 * rounding(n, 1))


def test_drawn_noise_has_these_moments():
    u = Rng(3, np.arange(1)).normal((200_000, 3), stream=1)
    lengths = np.linalg.norm(np.reshape(u, (-1, 3)), axis=-1)
    # The seed is fixed; of another, one in a million would miss.
    error = 5 * (lengths**3).std() / lengths.size**0.5
    assert abs((lengths**3).mean() - chi(3).moment(3)) <= error < 0.1


def test_every_sample_has_the_orders_that_matter():
    orders = noise_length().points(Rng(1, np.arange(8)))
    assert orders.shape[2] == 1
    assert {1.0, 2.0, 4.0} <= set(orders[0, :, 0])
    assert orders.min() > 0
    assert orders.max() <= 12
