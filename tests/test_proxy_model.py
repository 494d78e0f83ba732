"""The proxy model's bridges against simulated data, and the second order of the kernel's bias."""

import numpy as np
import pytest

from optlab.problems.proxy_model import proxy_model

WIDTHS = np.array([0.02, 0.04])


def biases(**bridges):
    problem = proxy_model(B=4)
    at = [problem.estimate(np.full((4, 1, 1), v), **bridges) - problem.constants["response"] for v in WIDTHS]
    return np.abs(at)[..., 0]


def test_the_bias_of_the_weights_alone_has_slope_2_in_the_bandwidth():
    small, large = biases(weighted=True, modelled=False)
    np.testing.assert_allclose(np.log(large / small) / np.log(2), 2, atol=0.01)


@pytest.mark.parametrize("weighted", [True, False])
def test_with_the_outcomes_bridge_nothing_is_left(weighted):
    assert biases(weighted=weighted, modelled=True).max() < 1e-12


def test_without_a_bridge_the_confounder_stays():
    problem = proxy_model(B=4)
    np.testing.assert_allclose(biases(weighted=False, modelled=False)[0], np.abs(problem.constants["confounding"][:, 0]), rtol=0.02)


@pytest.mark.parametrize(("weighted", "modelled"), [(True, True), (True, False), (False, True), (False, False)])
def test_simulated_data_have_the_mean_of_the_formula(weighted, modelled):
    problem, width, n = proxy_model(B=1), 0.3, 400_000
    rng = np.random.default_rng(4)
    dose, pull, spread, clear, blur, push, frequency = (
        float(v[0, 0]) for v in (problem.dose, problem.pull, problem.spread, problem.clear, problem.blur, problem.push, problem.frequency)
    )
    u, e = rng.standard_normal(n), rng.standard_normal((4, n))
    a = pull * u + spread * e[0]
    z, w, y = clear * u + blur * e[1], u + 0.5 * e[2], np.sin(frequency * a) + push * u + 0.1 * e[3]
    kernel = np.exp(-(((a - dose) / width) ** 2) / 2) / (width * (2 * np.pi) ** 0.5)
    q = problem.weights(a[None], z[None])[0] if weighted else problem.naive_weights(a[None])[0]
    h = np.sin(frequency * a) + push * w if modelled else 0
    model = np.sin(frequency * dose) + push * w if modelled else 0
    terms = kernel * q * (y - h) + model
    exact = float(problem.estimate(np.full((1, 1, 1), width), weighted=weighted, modelled=modelled)[0, 0])
    assert terms.mean() == pytest.approx(exact, abs=6 * terms.std() / n**0.5)
    assert terms.std() / n**0.5 < 0.01
