"""Denoise, then classify, under noise: one measurable map more, so that the certificate of randomized smoothing stands as it is.

Denoised smoothing, Salman, Sun, Yang, Kapoor, Kolter 2020; with one step of a diffusion model, Carlini, Tramer, Dvijotham, Rice, Sun,
Kolter 2023; by a representation that is consistent along noise levels, Lei et al. 2025. All are recalled but the last, of which the
abstract was read.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from optlab.certificate_arguments import require, scale


def signal_share(sigma: ArrayLike) -> np.ndarray:
    """The share a = 1 / (1 + sigma^2) of the variance at which a diffusion model has the noise sigma: sqrt(a) (x + sigma u) is its state.

    Args:
        sigma: in the units in which the model was trained; where its pixels run from -1 to 1, twice that of pixels from 0 to 1.

    Raises:
        ValueError: sigma not positive and finite.
    """
    return (1 / (1 + np.square(scale(sigma))))[()]


def denoised(denoiser: Callable[[Any], Any], classifier: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """x -> classifier(denoiser(x)), to be smoothed: `SmoothedClassifier(denoised(D, f), sigma)`.

    The noise is added before the denoiser. A denoiser that draws random numbers must draw fresh ones for every noisy copy.
    """
    return lambda x: classifier(denoiser(x))


def mean_of_examples(examples: ArrayLike, sigma: float) -> Callable[[Any], np.ndarray]:
    """The denoiser that no other outdoes in the mean square if every example (m, d) is equally likely: the mean given what was seen.

    Raises:
        ValueError: not (m, d) with an example at least, sigma not positive and finite.
    """
    A = np.asarray(examples)
    require(A.ndim == 2 and len(A) > 0, f"mean_of_examples needs examples (m, d), at least one; they had shape {A.shape}.")
    s = float(scale(sigma))
    half = np.square(A).sum(-1) / 2

    def denoise(x: Any) -> np.ndarray:
        logs = (np.asarray(x) @ A.T - half) / s**2
        weights = np.exp(logs - logs.max(-1, keepdims=True))
        return (weights @ A) / weights.sum(-1, keepdims=True)

    return denoise
