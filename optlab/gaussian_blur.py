"""A Gaussian on a row of pixels that ends at walls."""

import numpy as np


def gaussian_weights(pixels: float) -> np.ndarray:
    """Weights of the neighbours at distances -reach, ..., reach, which sum to 1; reach is 4 pixels, rounded, as SciPy's."""
    reach = int(4 * pixels + 0.5)
    r = np.arange(-reach, reach + 1)
    w = np.exp(-np.square(r / pixels) / 2) if reach else np.ones(1)
    return w / w.sum()


def gaussian_matrix(side: int, pixels: float) -> np.ndarray:
    """(side, side) matrix that smooths a row by a Gaussian of standard deviation `pixels`, which the walls reflect.

    It is symmetric and its rows sum to 1, so that smoothing moves a total and does not change it. With pixels = 0, the identity.

    Raises:
        ValueError: `pixels` is negative or not finite, or there is no pixel.
    """
    if not (0 <= pixels < np.inf and side >= 1):
        raise ValueError(f"smoothing needs pixels >= 0 and side >= 1, but they are {pixels} and {side}; pass such numbers")
    weights, here = gaussian_weights(pixels), np.arange(side)
    T = np.zeros((side, side))
    for r, weight in enumerate(weights, start=-(len(weights) // 2)):
        place = (here + r) % (2 * side)
        T[here, np.minimum(place, 2 * side - 1 - place)] += weight
    return T
