"""How smooth a Lipschitz score becomes under Gaussian noise, and the radius that follows.

The Lipschitz-variance-margin tradeoff, Delattre, Araujo, Barthelemy, Allauzen 2024; of the paper the abstract was read. Where the score
moves, it is inside its range, and there it moves at most as fast as the steepest ramp through the range: that ramp has the largest slope
after smoothing.
"""

import numpy as np
from numpy.typing import ArrayLike

from optlab.certificate_arguments import probability, require, scale


def smoothed_lipschitz(lipschitz: ArrayLike, sigma: ArrayLike, width: ArrayLike = 1.0) -> np.ndarray:
    """lipschitz erf(width / (2 sqrt(2) lipschitz sigma)), the Lipschitz constant of E f(x + sigma u) for f into an interval of that width.

    For any measurable f, lipschitz = inf, it is width / (sqrt(2 pi) sigma).

    Args:
        lipschitz: of f in l2, in units of f over those of the point.
        sigma: in the units of the point.
        width: in units of f.

    Raises:
        ValueError: lipschitz or width not positive, or NaN; sigma or width not finite.
    """
    from scipy.special import erf

    L, s, w = np.asarray(lipschitz, float), scale(sigma), scale(width, "width")
    require((L > 0).all(), f"smoothed_lipschitz needs lipschitz > 0, perhaps inf; it was {L}.")
    finite = np.isfinite(L)
    held = np.where(finite, L, 1.0)
    return np.where(finite, held * erf(w / (2 * np.sqrt(2) * held * s)), w / (np.sqrt(2 * np.pi) * s))[()]


def radius_lipschitz(score_low: ArrayLike, lipschitz: ArrayLike, sigma: ArrayLike) -> np.ndarray:
    """(score_low - 1/2) / smoothed_lipschitz, the l2 radius on which a score in [0, 1] keeps a mean above 1/2; 0 for score_low <= 1/2.

    Raises:
        ValueError: score_low outside [0, 1], or as in `smoothed_lipschitz`.
    """
    return (np.maximum(probability("score_low", score_low) - 0.5, 0.0) / smoothed_lipschitz(lipschitz, sigma))[()]
