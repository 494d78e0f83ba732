"""Densities whose place is unknown: their smoothing, score and information against quadrature, and the smoothed estimate."""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import minimize_scalar
from scipy.stats import kstest, norm
from scipy.stats import laplace as laplace_law

from optlab.location_metrics import location_error
from optlab.methods.smoothing.smoothed_location import SmoothedLocation
from optlab.problems.location import gaussian_location, laplace_location, mixed_location, spiked_location
from optlab.rng import Rng
from optlab.runner import run


def density(problem, b, r):
    shares, stds = problem.shares[b], problem.stds[b]
    return lambda t: float((shares * norm.pdf(t, scale=np.sqrt(stds**2 + r**2))).sum())


@pytest.mark.parametrize("r", [0.0, 0.3])
def test_score_and_information_are_those_of_quadrature(r):
    problem = mixed_location(3, B=3)
    width = np.full((3, 1, 1), r)
    information = problem.information(width)
    for b in range(3):
        f, step = density(problem, b, r), 1e-5 * problem.stds[b].min()

        def slope(t, f=f, step=step):
            return -(np.log(f(t + step)) - np.log(f(t - step))) / (2 * step)

        t = np.array([0.1, 0.7, 1.9]) * problem.stds[b].max()
        here = problem.score(np.tile(t, (3, 1, 1)), width)[b, 0]
        np.testing.assert_allclose(here, [slope(v) for v in t], rtol=1e-5)
        breaks = [v * s for s in problem.stds[b] for v in (0.5, 1, 2, 4)]
        exact = 2 * quad(lambda v, f=f: f(v) * slope(v) ** 2, 0, 12 * problem.stds[b].max(), points=sorted(breaks), limit=400)[0]
        assert information[b, 0, 0] == pytest.approx(exact, rel=1e-5)


def test_the_information_of_a_gaussian_is_one_over_its_variance():
    problem = gaussian_location(B=4)
    width = 0.7 * problem.stds[:, None, :]
    np.testing.assert_allclose(problem.information(width)[..., 0], 1 / (1.49 * problem.stds**2), rtol=1e-13)


def test_samples_have_the_variance_of_the_density():
    problem = spiked_location(0.1, 0.3, 200_000, B=3)
    sample = problem.cloud(Rng(1, problem.ids), 0)[..., 0]
    np.testing.assert_allclose((sample**2).mean(-1), problem.constants["variance"], rtol=0.03)
    inside = (np.abs(sample) < 0.05 * problem.stds.max(-1)[:, None, None]).mean(-1)
    expected = 0.3 * (2 * norm.cdf(0.5) - 1) + 0.7 * (2 * norm.cdf(0.05) - 1)
    np.testing.assert_allclose(inside, expected, rtol=0.05)


def test_on_a_gaussian_the_estimate_is_the_mean_of_the_noisy_sample():
    problem = gaussian_location(n=50, B=2)
    one, many = (run(SmoothedLocation(steps=steps), problem, 1, record=(location_error,), at=(1,), seed=3).final for steps in (1, 6))
    np.testing.assert_allclose(one.estimate, many.estimate, rtol=1e-10)


def test_many_samples_bring_the_variance_that_information_promises():
    problem = spiked_location(0.3, 0.3, 400, B=1).replicate(800)
    final = run(SmoothedLocation(), problem, 1, record=(location_error,), at=(1,), seed=5).final
    promised = 1 / (400 * problem.information(problem.x0)[0, 0, 0])
    assert float((final.estimate**2).mean()) == pytest.approx(promised, rel=0.12)


@pytest.mark.parametrize(("r", "found"), [(0.1, 0.89458), (0.3, 0.72187), (1.0, 0.36847), (3.0, 0.09104)])
def test_the_smoothed_information_of_laplaces_density(r, found):
    problem = laplace_location(B=3)
    unit = problem.scale[:, None]
    np.testing.assert_array_equal(np.round(problem.information(r * unit) * unit**2, 5), found)


@pytest.mark.parametrize("t", [-1.3, 0.05, 2.0])
def test_laplaces_score_is_the_slope_of_a_smoothed_density(t):
    problem, r = laplace_location(B=1), 0.4
    unit = float(problem.scale[0, 0])

    def averaged(factor):
        """Over the noise, in two parts that are smooth, with an upper limit of the error."""
        parts = [
            quad(lambda s: np.exp(-abs(s)) / 2 * norm.pdf(t - s, scale=r) * factor(t - s), *ends, epsabs=1e-14, epsrel=1e-13)
            for ends in ((t - 12 * r, min(0, t + 12 * r)), (max(0, t - 12 * r), t + 12 * r))
            if ends[0] < ends[1]
        ]
        return np.sum(parts, axis=0)

    (density, off), (steep, away) = averaged(lambda e: 1.0), averaged(lambda e: e / r**2)
    error = (away + abs(steep / density) * off) / density
    score = problem.score(np.full((1, 1, 1), t * unit), np.full((1, 1, 1), r * unit))[0, 0, 0] * unit
    assert abs(score - steep / density) <= error < 1e-12


def test_laplaces_samples_are_those_of_scipy():
    problem = laplace_location(n=20_000, B=1)
    sample = problem.cloud(Rng(2, problem.ids), 0)[0, 0, :, 0] / problem.scale[0, 0]
    assert kstest(sample, laplace_law.cdf).pvalue > 1e-3


@pytest.mark.parametrize("maker", [mixed_location, laplace_location])
def test_scoring_ends_where_scipy_finds_the_largest_likelihood(maker):
    problem = maker(n=150, B=1)
    r, sample = problem.x0, problem.cloud(Rng(2, problem.ids), 0)
    # Noise that is 0 leaves the sample as it is: any sample will do to compare two ways up one likelihood.
    oracle = SimpleNamespace(
        cloud=lambda: sample, normal=lambda x, shape: np.zeros((*x.shape[:2], *shape)), score=problem.score, information=problem.information
    )
    method = SmoothedLocation(steps=60)
    found = method.step(method.init(r), oracle).estimate[0, 0, 0]

    def unlikely(place):
        return -np.log(problem._parts(sample[..., 0] - place, r)[0]).sum()

    best = minimize_scalar(unlikely, bracket=(-r[0, 0, 0], r[0, 0, 0]), options={"xtol": 1e-10})
    # So near to its minimum, a sum of 150 logarithms that has lost four units in its last place is flat.
    h = 1e-3 * r[0, 0, 0]
    curvature = (unlikely(best.x + h) - 2 * best.fun + unlikely(best.x - h)) / h**2
    assert abs(found - best.x) <= np.sqrt(2 * 4 * np.spacing(abs(best.fun)) / curvature)
