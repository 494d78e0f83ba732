"""The length of a Gaussian vector, whose moments are known exactly; x is the order of the moment."""

from dataclasses import dataclass

import numpy as np

from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.smoothing_settings import NOISE_LENGTH

# Moments of these orders belong to every sample: the mean, the two that are attained or lost, and a fourth.
ORDERS = (1.0, 2.0, 4.0)
LARGEST = 12.0


@dataclass(frozen=True, kw_only=True)
class NoiseLength(Problem):
    """x (B, S, 1) in (0, 12] is the order p of E ||u||^p, where u ~ N(0, I) has noise_dim coordinates."""

    def points(self, rng, many=32):
        """The orders 1, 2 and 4, and others between 0 and 12."""
        shape = (len(self.x0), len(ORDERS), 1)
        fixed = np.broadcast_to(np.array(ORDERS)[:, None], shape)
        return np.concatenate([fixed, LARGEST * rng.uniform(many, stream=91)[:, 0, :, None]], axis=1)


def noise_length(noise_dim: int = 10, *, B: int = 8, seed: int = 0) -> Problem:
    """From one coordinate, and `noise_dim` of them, to dimensions that are log-uniform up to ten thousand."""
    dims = np.floor(10 ** (4 * Rng(seed, np.arange(B)).uniform(1)[:, 0]))
    dims[:2] = np.array([[noise_dim], [1]])[:B]
    return NoiseLength(x0=np.ones((B, 1, 1)), settings=NOISE_LENGTH, constants={"noise_dim": dims})


family = Family(noise_length, NOISE_LENGTH, {"noise_dim": (1, 1000)}, worst_case=True)
