"""Noise in training buys large radii; with few labels a consistent representation helps at small ones, and an ideal denoiser everywhere."""

import numpy as np

from optlab.claims.derived_denoising import median_radius_after_denoising, median_radius_without_noise
from optlab.method import Iterate
from optlab.oracle import Exact
from optlab.problems.two_gaussians import two_gaussians


def margins(saved, metric):
    return saved("consistent-representation").column("two Gaussians", metric)[1].ravel()


def radii(saved, preparation):
    return saved("consistent-representation").column(preparation, "right_radius")[1].ravel()


def test_medians_of_two_gaussians_are_the_exact_ones(saved):
    problem = two_gaussians(B=1)
    for name, metric in (("margin_without_noise", median_radius_without_noise), ("margin_after_denoising", median_radius_after_denoising)):
        exact = metric(Exact(problem), Iterate(problem.x0)).item()
        assert abs(np.median(margins(saved, name)) - exact) < 0.05


def test_what_is_best_under_noise_is_certified_further_and_right_less_often(saved):
    clean, noisy = margins(saved, "margin_without_noise"), margins(saved, "margin_under_much_noise")
    assert (noisy >= 4).mean() > 0.3 > (clean >= 4).mean()
    assert (noisy >= 0).mean() < (clean >= 0).mean() - 0.01


def test_training_without_noise_is_certified_least(saved):
    clean = np.maximum(radii(saved, "clean"), 0).mean()
    assert all(np.maximum(radii(saved, name), 0).mean() > 1.5 * clean for name in ("under noise", "consistent", "denoised"))


def test_with_few_labels_consistency_helps_at_small_radii_and_the_ideal_denoiser_more(saved):
    at = {name: (radii(saved, name) >= 0.2).mean() for name in ("under noise", "consistent", "denoised")}
    assert at["under noise"] + 0.05 < at["consistent"] < at["denoised"]
