"""The gradient of a smoothed trigger detector from answers to noise: its mean, its error, its direction."""

import numpy as np
import pytest

from optlab.claims.derived_smoothed_gradient import mean_squared_error, misalignment, sqerror_of_gradient
from optlab.expr import evaluate
from optlab.method import Iterate
from optlab.methods.smoothing.smoothed_gradient import SmoothedGradient
from optlab.methods.smoothing.smoothed_gradient_without_baseline import SmoothedGradientWithoutBaseline
from optlab.oracle import Exact
from optlab.problems.trigger_detector import trigger_detector
from optlab.runner import run

RUNS = 4000


def estimates(method, problem, seed=0):
    """Estimates (B, RUNS, d) at the starts."""
    return run(method, problem.replicate(RUNS), 1, record=(sqerror_of_gradient,), seed=seed).final.gradient


@pytest.mark.parametrize("method", [SmoothedGradient(n=5), SmoothedGradientWithoutBaseline(n=5)])
def test_the_estimate_is_unbiased_for_five_noise_vectors_already(method):
    problem = trigger_detector(dim=3, B=2)
    g = estimates(method, problem)
    error = g.mean(1) - problem.smoothed_gradient(problem.x0)[:, 0]
    # Six standard errors: once in a billion.
    assert (np.abs(error) < 6 * g.std(1) / np.sqrt(RUNS)).all()


@pytest.mark.parametrize("distance", [1.0, 0.0, -1.5])
def test_the_mean_squared_error_is_the_exact_one(distance):
    problem = trigger_detector(dim=4, distance=distance, B=2)
    seen = run(SmoothedGradient(n=10), problem.replicate(RUNS), 1, record=(sqerror_of_gradient,)).columns["sqerror_of_gradient"][-1]
    letters = {a.name: m(Exact(problem), Iterate(problem.x0)) for a, m in mean_squared_error.given.items()}
    exact = evaluate(mean_squared_error.bound, {**problem.constants, **letters, "n": 10})
    np.testing.assert_allclose(seen.mean(-1), exact[:, 0], atol=6 * seen.std(-1).max() / np.sqrt(RUNS))


def test_the_smoothed_gradient_is_the_derivative_of_the_smoothed_probability():
    problem, h = trigger_detector(dim=4, B=3), 1e-5
    slope = (problem.probability(problem.x0 + h * problem.normal) - problem.probability(problem.x0 - h * problem.normal)) / (2 * h)
    np.testing.assert_allclose((problem.smoothed_gradient(problem.x0) * problem.normal).sum(-1), slope, rtol=1e-7)


@pytest.mark.parametrize(("n", "cosine"), [(40, 0.087), (400, 0.265), (4000, 0.656)])
def test_cosines_are_those_of_the_card(n, cosine):
    # The image of the card lies about 2.4 noise levels from being answered 1, in 400 dimensions.
    problem = trigger_detector(dim=400, noise_std=0.5, distance=2.34, B=1)
    seen = run(SmoothedGradient(n=n), problem.replicate(max(4, 2000 // n)), 1, record=(misalignment,)).columns["misalignment"][-1]
    p, density = problem.probability(problem.x0).item(), np.exp(-(2.34**2) / 2) / np.sqrt(2 * np.pi)
    predicted = (1 + 400 * p * (1 - p) / (n * density**2)) ** -0.5
    assert predicted == pytest.approx(cosine, abs=0.06)
    assert 1 - seen.mean() == pytest.approx(predicted, abs=0.1)


def test_without_the_mean_answer_the_estimate_is_far_noisier_where_the_trigger_shows():
    problem = trigger_detector(dim=20, distance=-1.5, B=1)
    noise = [estimates(m(n=40), problem).var(1).sum() for m in (SmoothedGradient, SmoothedGradientWithoutBaseline)]
    assert noise[1] > 5 * noise[0]
