"""Soft absolute values and smooth activation units against quadrature, SciPy and torch; their exact constants."""

import numpy as np
import pytest
import torch
from scipy.integrate import quad
from scipy.special import huber as scipy_huber
from scipy.special import pseudo_huber as scipy_pseudo_huber
from scipy.stats import logistic, norm, t

from optlab.averaging import Gaussian, Logistic, Student
from optlab.claims.derived_soft_absolute import error_drop
from optlab.method import Iterate
from optlab.oracle import Exact
from optlab.problems.leaky_units import leaky_units, smooth_activation_units
from optlab.problems.moreau import moreau
from optlab.problems.noise_average import logistic_average, noise_average, student_average
from optlab.problems.norms import l1_norm
from optlab.problems.quadratic import quadratic
from optlab.problems.soft_absolute import gaussian_absolute, huber_absolute, hyperbola_absolute, log_cosh_absolute
from optlab.rng import Rng

PRODUCTS = {huber_absolute: 0.5, gaussian_absolute: 2 / np.pi, log_cosh_absolute: np.log(2), hyperbola_absolute: 1.0}
SOFT = pytest.mark.parametrize("make", PRODUCTS)


@pytest.mark.parametrize(("law", "known"), [(Logistic, logistic(scale=0.5)), (Student, t(2, scale=0.5**0.5))])
def test_averages_of_the_absolute_value_are_integrals(law, known):
    w = law(1)
    assert w.mean_abs == pytest.approx(2 * quad(lambda s: s * known.pdf(s), 0, np.inf)[0], rel=1e-9)
    assert w.mean_square == pytest.approx(known.var(), rel=1e-12)
    assert w.peak == pytest.approx(2 * known.pdf(0), rel=1e-12)
    for at in (1e-6, 0.3, 0.999, 1.001, 4.0):
        # E |at + w| - E |w| is the integral of its slope, and the slope is P(|w| <= at).
        assert w.slope(np.array(at)) == pytest.approx(known.cdf(at) - known.cdf(-at), rel=1e-9)
        assert w.rise(np.array(at)) == pytest.approx(quad(lambda s: known.cdf(s) - known.cdf(-s), 0, at)[0], rel=1e-9)


@pytest.mark.parametrize("law", [Logistic, Student])
@pytest.mark.parametrize("d", [1, 2, 7])
def test_noise_of_random_scale_has_the_length_of_a_gaussian_times_its_scale(law, d):
    assert law(d).mean_length / law(1).mean_length == pytest.approx(Gaussian(d).mean_length / Gaussian(1).mean_length, rel=1e-14)


@SOFT
def test_error_times_smoothness_is_as_printed(make):
    problem = make(width=0.7, B=4)
    c = problem.constants
    product = problem.smoothing_error(problem.x_star) * c["L"] / c["G"] ** 2
    np.testing.assert_allclose(product, PRODUCTS[make], rtol=1e-13)
    drop = error_drop(Exact(problem), Iterate(problem.x_star))
    assert (drop <= problem.smoothing_error(problem.x_star)).all()


@SOFT
def test_nothing_is_left_of_the_error_far_away(make):
    problem = make(width=0.7, B=4)
    assert (np.abs(problem.smoothing_error(problem.x_star + 1e5)) < 1e-4).all()


def test_uniform_noise_makes_the_moreau_envelope_and_scipys_huber_function():
    base, problem = l1_norm(1, B=8), huber_absolute(width=0.7, B=8)
    e = np.linspace(-2, 2, 33)[None, :, None] + 0 * problem.x_star
    slope = problem.constants["G"]
    np.testing.assert_allclose(problem.value(problem.x_star + e), slope * scipy_huber(0.7, e[..., 0]) / 0.7, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(problem.value(problem.x_star + e) / slope, moreau(base, 0.7).value(base.x_star + e), rtol=1e-12, atol=1e-15)


def test_students_noise_makes_scipys_pseudo_huber_function():
    problem = hyperbola_absolute(width=0.7, B=8)
    e = np.linspace(-20, 20, 33)[None, :, None] + 0 * problem.x_star
    # pseudo_huber(delta, r) is delta^2 (sqrt(1 + (r / delta)^2) - 1).
    expected = problem.constants["G"] * scipy_pseudo_huber(0.7, e[..., 0]) / 0.7
    np.testing.assert_allclose(problem.value(problem.x_star + e), expected, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize(
    ("make", "soft"), [(logistic_average, lambda t: torch.log(2 * torch.cosh(t))), (student_average, lambda t: torch.sqrt(1 + t**2))]
)
def test_gradients_in_many_dimensions_are_those_of_torch(make, soft):
    problem = make(dim=3, rows=5, width=0.4, B=4)
    points = problem.x_star + Rng(2, problem.ids).normal((8, 3)).reshape(4, 8, 3)
    x = torch.from_numpy(points).requires_grad_()
    A, center = torch.tensor(problem.base.A), torch.tensor(problem.x_star)
    spread = 0.4 * A.norm(dim=-1)[:, None]
    (g,) = torch.autograd.grad((spread * soft((x - center) @ A.mT / spread)).mean(-1).sum(), x)
    np.testing.assert_allclose(problem.grad(points), g.numpy(), rtol=1e-9, atol=1e-12)


def test_noise_without_a_variance_is_refused_where_the_average_is_infinite():
    with pytest.raises(ValueError, match="Student noise has no variance, so it needs a Lipschitz problem, not Diagonal"):
        noise_average(quadratic(), Student, 1.0)


def one_unit(left, width, t):
    """The problem and its unshifted values at <a, x - center> = t (n,)."""
    problem = smooth_activation_units(1, 1, left, width, B=1)
    x = problem.base.center + t[None, :, None] * problem.base.A
    return problem, x, (problem.value(x) + problem.base.average_floor(problem.law, problem.width))[0]


@pytest.mark.parametrize("left", [0.0, 0.01, 0.5])
@pytest.mark.parametrize("width", [0.1, 0.5, 2.0])
def test_a_unit_is_the_convolution_that_quadrature_finds(left, width):
    t = np.array([-1.7, -0.2, 0.0, 0.1, 0.9])
    found = one_unit(left, width, t)[2]

    def average(at):
        def under(w):
            return max(at + width * w, left * (at + width * w)) * norm.pdf(w)

        kink = float(np.clip(-at / width, -12, 12))
        return sum(quad(under, *ends, epsabs=1e-13)[0] for ends in ((-12, kink), (kink, 12)))

    np.testing.assert_allclose(found, [average(at) for at in t], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("width", [0.1, 0.5, 2.0])
def test_torchs_gelu_is_a_unit_without_its_second_term(width):
    t = np.linspace(-4, 4, 81)
    problem, x, found = one_unit(0.0, width, t)
    gelu = width * torch.nn.functional.gelu(torch.from_numpy(t / width)).numpy()
    np.testing.assert_allclose(problem.base.gated(x, problem.width)[0][0], gelu, rtol=1e-9, atol=1e-14)
    np.testing.assert_allclose(found, gelu + width * norm.pdf(t / width), rtol=1e-9, atol=1e-14)


def test_a_narrow_unit_is_torchs_leaky_rectifier():
    t = np.linspace(-4, 4, 80)
    found = one_unit(0.01, 1e-3, t)[2]
    np.testing.assert_allclose(found, torch.nn.functional.leaky_relu(torch.from_numpy(t), 0.01).numpy(), rtol=1e-12, atol=1e-15)


def test_a_units_largest_curvatures_are_as_printed():
    for width, printed in ((0.1, 3.9495), (2.0, 0.19747)):
        assert smooth_activation_units(1, 1, 0.01, width, B=1).constants["L"].item() == pytest.approx(printed, rel=1e-4)


def test_units_without_noise_have_subgradients_between_their_slopes():
    problem = leaky_units(dim=4, units=1, left=0.3)
    along = (problem.grad(problem.points(Rng(0, problem.ids))) * problem.A).sum(-1)
    np.testing.assert_allclose(np.unique(along.round(12)), [0.3, 1.0])
