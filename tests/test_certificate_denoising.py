"""Denoise, then classify: the best denoiser against brute force, certificates of compositions, two Gaussians against sampling."""

import numpy as np
import pytest

from optlab.certificate_denoising import denoised, mean_of_examples, signal_share
from optlab.certifier import SmoothedClassifier
from optlab.problems.denoised_line import denoised_line
from optlab.problems.two_gaussians import two_gaussians


def test_the_share_of_signal_leaves_noise_of_the_right_size():
    a = signal_share(np.array([0.25, 1.0, 2.0]))
    np.testing.assert_allclose(np.sqrt((1 - a) / a), [0.25, 1.0, 2.0], rtol=1e-12)


def test_the_mean_of_examples_is_the_best_of_all_denoisers_of_them():
    examples, sigma = np.array([[-1.0], [0.5], [2.0]]), 0.8
    denoise = mean_of_examples(examples, sigma)
    x = np.linspace(-6, 6, 4001)[:, None]
    density = np.exp(-((x - examples.T) ** 2) / (2 * sigma**2))

    def error(answer):
        return (density * (answer - examples.T) ** 2).sum()

    best = error(denoise(x))
    for bent in (0.02, -0.02):
        assert best < error(denoise(x) + bent)
        assert best < error(denoise(x) * (1 + bent))
        assert best < error(denoise(x) + bent * np.sin(x))


def test_a_composition_is_certified_as_any_classifier_is():
    problem = denoised_line(gap=3.0, noise_std=0.5, B=1)
    model = denoised(lambda x: problem.denoise(x[None])[0], lambda x: (np.abs(x - problem.prototypes[0]).argmin(-1) == 1).astype(int))
    x = problem.x0[0, 0]
    counts = SmoothedClassifier(model, sigma=0.5, classes=2).counts(x, 20_000, seed=1)
    p = problem.probability(problem.x0).item()
    assert counts[1] / 20_000 == pytest.approx(p, abs=6 * np.sqrt(p * (1 - p) / 20_000))


def test_denoising_once_and_classifying_noisy_copies_of_the_result_overstates():
    problem = denoised_line(gap=6.0, B=1)
    x = problem.x0
    p_before, p_after = problem.probability(x).item(), problem.probability(problem.denoise(x)).item()
    assert 0.5 < p_before < 0.51
    assert p_after > 0.99


def test_accuracies_of_two_gaussians_are_those_of_a_sample():
    problem = two_gaussians(dim=5, B=1)
    rng = np.random.default_rng(2)
    y = rng.choice([-1.0, 1.0], size=200_000)
    x = y[:, None] * problem.mean[0, 0] + np.sqrt(problem.variances[0, 0]) * rng.normal(size=(200_000, 5))
    w = problem.best(np.ones((1, 1)))[0, 0]
    radii = y * (x @ w) / np.linalg.norm(w)
    for radius in (0.0, 0.5, 2.0):
        exact = problem.accuracy(w[None, None], radius, np.zeros((1, 1))).item()
        assert (radii >= radius).mean() == pytest.approx(exact, abs=6 * 0.5 / np.sqrt(len(y)))
    assert np.median(radii) == pytest.approx(problem.median_radius(w[None, None]).item(), abs=0.03)


def test_noise_in_training_buys_large_radii_with_small_ones():
    problem = two_gaussians(dim=8, contrast=10.0)
    still = np.zeros((16, 1))
    clean, noisy = problem.best(still), problem.best(still + 1.0)
    near, far = (problem.accuracy(noisy, r, still) - problem.accuracy(clean, r, still) for r in (0.0, 4.0))
    assert (near < 0).all()
    assert (far > 0).mean() > 0.5


@pytest.mark.parametrize("examples", [np.zeros((0, 3)), np.zeros(3)])
def test_a_denoiser_needs_examples(examples):
    with pytest.raises(ValueError, match="at least one"):
        mean_of_examples(examples, 1.0)
