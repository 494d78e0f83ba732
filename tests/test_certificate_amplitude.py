"""Amplitude estimation: its law against the phases of a simulated rotation, its errors and limits by exact sums."""

import numpy as np
import pytest
from scipy.stats import binom

from optlab.amplitude_metrics import median_error, median_error_of_samples, miss, root_mean_square_error
from optlab.certificate_amplitude import (
    SUCCESS,
    amplitude_error,
    amplitude_estimates,
    amplitude_law,
    amplitude_limits,
    median_miss,
    repetitions,
)
from optlab.method import Iterate
from optlab.oracle import Exact
from optlab.problems.amplitude_estimation import amplitude_estimation

CALLS = (32, 64, 128, 256, 512)


def simulated(p, m):
    """P(y) of phase estimation, from the states themselves: controlled rotations by twice the angle, then a Fourier transform."""
    angle = np.arcsin(np.sqrt(p))
    powers = (2 * np.arange(m) + 1) * angle
    # Row j is the state of the qubit after j rotations; columns are its two amplitudes.
    register = np.stack([np.cos(powers), np.sin(powers)], -1) / np.sqrt(m)
    amplitudes = np.fft.fft(register, axis=0) / np.sqrt(m)
    return (np.abs(amplitudes) ** 2).sum(-1)


@pytest.mark.parametrize("m", [1, 2, 7, 16, 33])
@pytest.mark.parametrize("p", [0.0, 0.03, 0.3, 0.5, 0.97, 1.0])
def test_the_law_is_that_of_a_simulated_estimation(p, m):
    law = amplitude_law(p, m)
    assert law.sum() == pytest.approx(1, abs=1e-12)
    np.testing.assert_allclose(law, simulated(p, m), atol=1e-12)


def at(p, m, metric):
    x = np.full((1, 1, 1), p)
    return metric(Exact(amplitude_estimation(m, B=1)), Iterate(x)).item()


def test_the_least_success_of_the_card_is_nearly_eight_over_pi_squared():
    p = np.square(np.sin(np.pi * (np.arange(1, 400, 7) + 0.5) / 2048))
    law = amplitude_law(p, 2048)
    inside = np.abs(amplitude_estimates(2048) - p[:, None]) <= amplitude_error(p, 2048)[:, None]
    success = (law * inside).sum(-1).min()
    assert success >= SUCCESS
    assert success == pytest.approx(0.810569, abs=2e-6)


@pytest.mark.parametrize("metric", [median_error, root_mean_square_error, median_error_of_samples])
def test_the_median_error_falls_like_one_over_the_calls_and_nothing_else_does(metric):
    rng = np.random.default_rng(0)
    p = rng.uniform(0.1, 0.9, 60)
    errors = [np.mean([at(v, m, metric) for v in p]) for m in CALLS]
    slope = np.polyfit(np.log(CALLS), np.log(errors), 1)[0]
    assert slope == pytest.approx(-1.0 if metric is median_error else -0.5, abs=0.06)


def test_the_median_of_samples_is_that_of_the_binomial_law():
    errors = np.sort(np.abs(binom.rvs(64, 0.3, size=40_000, random_state=1) / 64 - 0.3))
    assert at(0.3, 64, median_error_of_samples) == pytest.approx(np.median(errors), abs=1e-12)


def test_limits_miss_no_more_often_than_the_error_they_are_made_of():
    p, m = np.linspace(0, 1, 201), 64
    low, high = amplitude_limits(amplitude_estimates(m), m)
    missed = (amplitude_law(p, m) * ((low > p[:, None]) | (high < p[:, None]))).sum(-1)
    assert missed.max() <= 1 - SUCCESS + 1e-12
    assert all(at(v, m, miss) <= u + 1e-12 for v, u in zip(p, missed, strict=True))


@pytest.mark.parametrize("alpha", [0.1, 0.01, 0.001])
def test_the_median_of_so_many_estimates_keeps_the_level(alpha):
    many = repetitions(alpha)
    p = np.linspace(0, 1, 101)
    assert median_miss(p, 64, many).max() <= alpha
    assert many % 2 == 1
    assert many == 1 or binom.sf((many - 2 + 1) // 2 - 1, many - 2, 1 - SUCCESS) > alpha


def test_a_median_of_an_even_number_is_refused():
    with pytest.raises(ValueError, match="odd"):
        median_miss(0.3, 8, 4)


def test_votes_of_the_family_are_sums_over_all_flips():
    problem = amplitude_estimation(8, bits=3, flip=0.2, B=1, seed=4)
    from optlab.rng import Rng

    rng = Rng(4, np.arange(1))
    table = (rng.uniform((2, 2, 2))[:, 0] < rng.uniform(1, stream=1)[:, 0].reshape(1, 1, 1, 1))[0].ravel()
    chosen = (rng.uniform(16, stream=2)[0, 0] * 8).astype(int)
    flips = np.array([[bin(i ^ j).count("1") for j in range(8)] for i in range(8)])
    np.testing.assert_allclose(problem.votes[0, :, 0], ((0.2**flips * 0.8 ** (3 - flips)) @ table)[chosen], rtol=1e-12)
