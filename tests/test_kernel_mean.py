"""Kernel estimates of the effect of a dose: means by quadrature, samples, SciPy's kernel density, and what is lost at an edge."""

import numpy as np
import pytest
import torch
from scipy.integrate import quad
from scipy.stats import gaussian_kde, norm

from optlab.methods.smoothing.kernel_mean import KernelMean
from optlab.problems.dose_response import bounded_doses, gaussian_doses
from optlab.rng import Rng

# Of a positive sum, added pairwise, whose terms have a few roundings each.
ROUNDING = 16 * np.finfo(float).eps


class Given:
    """An oracle whose cloud is known."""

    def __init__(self, cloud):
        self.cloud = lambda: cloud


def estimate(cloud, width):
    method = KernelMean()
    return method.step(method.init(np.full((1, 1, 1), width)), Given(cloud)).estimate[0, 0, 0]


def integral(f, low, high, peak):
    """To the last digits that doubles allow, and an upper limit of the error."""
    return quad(f, low, high, points=[peak] if low < peak < high else None, limit=200, epsabs=0, epsrel=1e-13)


@pytest.mark.parametrize(("maker", "ends"), [(gaussian_doses, (-np.inf, np.inf)), (bounded_doses, (0, 1))])
@pytest.mark.parametrize("width", [0.02, 0.3])
def test_means_are_integrals(maker, ends, width):
    problem = maker(B=3)
    found = problem.mean(np.full((3, 1, 1), width))[:, 0]
    for b, dose in enumerate(problem.constants["dose"][:, 0]):
        low, high = max(ends[0], dose - 12 * width), min(ends[1], dose + 12 * width)
        exact, error = integral(lambda t, dose=dose: norm.pdf(t, dose, width) * (1 + np.sin(2 * t)), low, high, dose)
        assert abs(found[b] - exact) <= error < 1e-12


def test_half_of_the_effect_is_lost_at_an_edge_and_bandwidth_does_not_help():
    problem = bounded_doses(frequency=0.0, B=1)
    for width in (0.3, 0.1, 0.01):
        assert problem.mean(np.full((1, 1, 1), width))[0, 0] == pytest.approx(norm.cdf(1 / width) - 0.5, rel=ROUNDING)


def test_outcomes_of_1_make_it_the_kernel_density_of_scipy():
    doses = np.random.default_rng(1).standard_normal(300)
    cloud = np.stack([doses - 0.4, np.ones(300)], axis=-1)[None, None]
    peer = gaussian_kde(doses, bw_method=0.2 / doses.std(ddof=1))
    assert estimate(cloud, 0.2) == pytest.approx(peer(0.4)[0], rel=ROUNDING)


@pytest.mark.parametrize("maker", [gaussian_doses, bounded_doses])
def test_samples_have_the_mean_that_quadrature_finds(maker):
    problem, n = maker(n=400_000, B=1), 400_000
    cloud = problem.cloud(Rng(5, problem.ids), 0)
    terms = norm.pdf(cloud[0, 0, :, 0] / 0.2) / 0.2 * cloud[0, 0, :, 1]
    assert estimate(cloud, 0.2) == pytest.approx(terms.mean(), rel=ROUNDING)
    # The seed is fixed; of another, one in a million would miss.
    error = 5 * terms.std() / n**0.5
    assert abs(terms.mean() - problem.mean(problem.x0)[0, 0]) <= error < 0.05


def test_the_constants_bound_the_curvature_and_the_square():
    problem = gaussian_doses(frequency=3.0, noise=0.7, B=1)
    t = np.linspace(-2, 2, 2001)
    curvature = np.abs(np.diff(1 + np.sin(3 * t), 2)) / (t[1] - t[0]) ** 2
    constants = problem.constants
    assert 0.999 * constants["response_curvature"][0, 0] < curvature.max() <= constants["response_curvature"][0, 0]
    squares = (1 + np.sin(3 * t)) ** 2 + 0.7**2
    assert 0.999 * constants["outcome_square"][0, 0] < squares.max() <= constants["outcome_square"][0, 0] * (1 + 1e-12)


@pytest.mark.parametrize(("a", "h"), [(0.0, 0.1), (0.9, 0.3)])
def test_the_variance_term_of_the_claim_is_an_integral(a, h):
    exact, error = integral(lambda t: norm.pdf(t, a, h) ** 2 / norm.pdf(t), a - 12 * h, a + 12 * h, a)
    assert abs(np.exp(a**2 / (2 - h**2)) / (h * np.sqrt(2 - h**2)) - exact) <= error < 1e-12


def test_moving_to_torch_is_refused():
    with pytest.raises(ValueError, match="on the CPU only"):
        gaussian_doses().to(torch.device("meta"))
