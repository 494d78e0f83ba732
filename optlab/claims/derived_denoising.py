"""Derived here. Certificates of denoise-then-classify, and what noise in training does to two Gaussian classes.

Related: Salman, Sun, Yang, Kapoor, Kolter 2020; Lei et al. 2025, of which only the abstract was read. A denoiser
before the classifier is part of the classifier. For two Gaussian classes, w = mean / (variances + noise) turns towards the mean as the
noise grows, by the inequality of Cauchy and Schwarz, and with it the median radius grows; but certified accuracy at small radii falls.
"""

from typing import Any

import numpy as np

from optlab.arrays import Array
from optlab.certificate import radius_gaussian_tail
from optlab.claim import Claim, On, false
from optlab.metrics import units
from optlab.settings import CLASSIFIER
from optlab.smoothing_metrics import certified_radius, true_radius
from optlab.smoothing_settings import DENOISED, TWO_GAUSSIANS
from optlab.symbols import letter

true_distance = letter("true_radius", (0, 1))
median_after_denoising = letter("median_after_denoising", (0, 1))
best_accuracy = letter("best_accuracy")
accuracy_after_denoising = letter("accuracy_after_denoising")


@units(0, 1)
def radius_at_denoised(exact: Any, s: Any) -> Array:
    """The certified radius at D(x), where noise is added to what the denoiser made of x."""
    problem = exact.problem
    noise_std = problem.constants["noise_std"]
    return radius_gaussian_tail(problem.log_probabilities(problem.denoise(s.x), noise_std[..., None]).min(-1), noise_std)


@units(0, 1)
def radius_of_wide_pixels(exact: Any, s: Any) -> Array:
    """The certified radius for pixels from -1 to 1, where those of x run from 0 to 1."""
    return 2 * certified_radius(exact, s)


def _noise(exact, share=1.0):
    return share * np.square(exact.problem.constants["noise_std"])


@units(0, 1)
def median_radius_without_noise(exact: Any, s: Any) -> Array:
    """The median certified radius of the best linear classifier of points without noise."""
    w = exact.problem.best(_noise(exact, 0.0))
    return np.broadcast_to(exact.problem.median_radius(w), s.x.shape[:2])


@units(0, 1)
def median_radius_after_denoising(exact: Any, s: Any) -> Array:
    """The median certified radius of the best linear classifier of points under the noise."""
    w = exact.problem.best(_noise(exact))
    return np.broadcast_to(exact.problem.median_radius(w), s.x.shape[:2])


@units(0, 0)
def accuracy_under_noise(exact: Any, s: Any) -> Array:
    """The accuracy of x, as the weights of a linear classifier, under the noise."""
    return exact.problem.accuracy(s.x, 0.0, _noise(exact))


@units(0, 0)
def best_accuracy_under_noise(exact: Any, s: Any) -> Array:
    """The accuracy under the noise of the linear classifier after the least squares denoiser."""
    p = exact.problem
    return np.broadcast_to(p.accuracy(p.best(_noise(exact)), 0.0, _noise(exact)), s.x.shape[:2])


@units(0, 0)
def accuracy_of_clean_weights_under_noise(exact: Any, s: Any) -> Array:
    """The accuracy under the noise of the best linear classifier of points without noise."""
    p = exact.problem
    return np.broadcast_to(p.accuracy(p.best(_noise(exact, 0.0)), 0.0, _noise(exact)), s.x.shape[:2])


@units(0, 0)
def accuracy_without_noise(exact: Any, s: Any) -> Array:
    """Certified accuracy at radius 0 of the best linear classifier of points without noise."""
    p = exact.problem
    return np.broadcast_to(p.accuracy(p.best(_noise(exact, 0.0)), 0.0, _noise(exact, 0.0)), s.x.shape[:2])


@units(0, 0)
def denoised_accuracy_without_noise(exact: Any, s: Any) -> Array:
    """Certified accuracy at radius 0 of the best linear classifier of points under the noise."""
    p = exact.problem
    return np.broadcast_to(p.accuracy(p.best(_noise(exact)), 0.0, _noise(exact, 0.0)), s.x.shape[:2])


composition = Claim(
    id="derived-denoising/radius-of-a-composition",
    setting=CLASSIFIER & DENOISED,
    method=None,
    metric=certified_radius,
    given={true_distance: true_radius},
    bound=true_distance,
    kind="certificate",
    false_neighbours=(
        false(metric=radius_at_denoised, on=On("denoised_line")),
        false(metric=radius_of_wide_pixels, on=On("denoised_line")),
    ),
    tight_on=On("denoised_line", {"gap": 30.0}),
    provenance="derived",
    paper=18,
)

median_radius = Claim(
    id="derived-denoising/median-radius-of-two-gaussians",
    setting=TWO_GAUSSIANS,
    method=None,
    metric=median_radius_without_noise,
    given={median_after_denoising: median_radius_after_denoising},
    bound=median_after_denoising,
    kind="certificate",
    false_neighbours=(
        false(
            metric=accuracy_without_noise,
            given={accuracy_after_denoising: denoised_accuracy_without_noise},
            bound=accuracy_after_denoising,
            on=On("two_gaussians"),
        ),
    ),
    tight_on=On("two_gaussians", {"contrast": 1.0}),
    provenance="derived",
    paper=18,
)

denoiser_is_best_under_noise = Claim(
    id="derived-denoising/accuracy-under-noise",
    setting=TWO_GAUSSIANS,
    method=None,
    metric=accuracy_under_noise,
    given={best_accuracy: best_accuracy_under_noise},
    bound=best_accuracy,
    kind="certificate",
    false_neighbours=(
        false(
            metric=best_accuracy_under_noise,
            given={best_accuracy: accuracy_of_clean_weights_under_noise},
            bound=best_accuracy,
            on=On("two_gaussians"),
        ),
    ),
    tight_on=On("two_gaussians"),
    provenance="derived",
    paper=18,
)
