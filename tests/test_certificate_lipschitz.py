"""Lipschitz constants of smoothed scores, against quadrature of the clipped ramp."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import ndtr
from scipy.stats import norm

from optlab.certificate_lipschitz import radius_lipschitz, smoothed_lipschitz
from optlab.problems.lipschitz_score import clipped_ramp, zigzag


def smoothed(problem, t, noise_std):
    """E f(t + noise_std u) by quadrature, for the first instance."""
    one = problem[:1]
    knots = [float(v) for v in one.knots.ravel()]

    def density(v):
        return float(one.score((v * one.normal).reshape(1, 1, -1)).item()) * norm.pdf((v - t) / noise_std) / noise_std

    ends = (min(knots[0], t) - 12 * noise_std, max(knots[-1], t) + 12 * noise_std)
    return quad(density, *ends, points=[*knots, t], limit=200, epsabs=1e-12, epsrel=1e-12)[0]


@pytest.mark.parametrize("lipschitz", [0.2, 1.0, 5.0])
@pytest.mark.parametrize("sigma", [0.1, 0.5, 1.0])
def test_the_clipped_ramp_is_smoothed_to_the_bound(lipschitz, sigma):
    half = 1 / (2 * lipschitz)
    slope = lipschitz * (ndtr(half / sigma) - ndtr(-half / sigma))
    assert smoothed_lipschitz(lipschitz, sigma) == pytest.approx(slope, rel=1e-12)


def test_the_constant_of_the_card_is_right():
    assert smoothed_lipschitz(1.0, 0.5) == pytest.approx(0.68269, abs=1e-5)


def test_it_is_below_both_of_the_bounds_it_joins():
    L, sigma = np.meshgrid(np.geomspace(0.01, 100, 40), np.geomspace(0.01, 10, 30))
    assert (smoothed_lipschitz(L, sigma) <= np.minimum(L, 1 / (sigma * np.sqrt(2 * np.pi))) * (1 + 1e-12)).all()


def test_a_score_without_a_lipschitz_constant_has_the_bound_of_any_measurable_one():
    assert smoothed_lipschitz(np.inf, 0.5) == pytest.approx(1 / (0.5 * np.sqrt(2 * np.pi)), rel=1e-12)
    assert smoothed_lipschitz(1e9, 0.5) == pytest.approx(smoothed_lipschitz(np.inf, 0.5), rel=1e-9)


@pytest.mark.parametrize("maker", [clipped_ramp, zigzag])
def test_slopes_of_the_families_are_derivatives_of_the_smoothed_score(maker):
    problem, step = maker(dim=1, noise_std=0.7), 1e-3
    t = float(problem.knots[0].mean()) + 0.3
    ahead, behind = (smoothed(problem, t + v, 0.7) for v in (step, -step))
    at = (t * problem.normal[:1]).reshape(1, 1, 1)
    assert problem[:1].smoothed_slope(at).item() == pytest.approx((ahead - behind) / (2 * step), rel=1e-5)


def test_the_radius_is_safe_on_a_ramp_and_farther_than_the_one_without_a_lipschitz_constant():
    problem = clipped_ramp(dim=1, noise_std=1.0, steepness=1.0, B=1)
    t = 0.4
    score = smoothed(problem, t, 1.0)
    r = radius_lipschitz(score, 1.0, 1.0)
    assert smoothed(problem, t - r, 1.0) >= 0.5
    assert r > radius_lipschitz(score, np.inf, 1.0) > 0


@pytest.mark.parametrize("lipschitz", [0.0, -1.0, np.nan])
def test_a_score_that_cannot_move_is_refused(lipschitz):
    with pytest.raises(ValueError, match="lipschitz > 0"):
        smoothed_lipschitz(lipschitz, 1.0)
