"""A square wave on the line: smoothing keeps its boundaries, and its certified radius dies as exp(-(pi noise_std / width)^2 / 2)."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array
from optlab.certificate_settings import LINF_KNOWN
from optlab.noise_laws import Gaussian
from optlab.problem import Family
from optlab.problems.classifier import Classifier
from optlab.rng import Rng
from optlab.settings import CLASSIFIER

SETTINGS = CLASSIFIER & LINF_KNOWN
# Beyond so many standard deviations a normal density underflows.
FAR = 39.0


@dataclass(frozen=True, kw_only=True)
class SquareWave(Classifier):
    """f(x) = 1 where sin(pi x / width) > 0. By symmetry g = f, at every noise_std.

    Attributes:
        width: (1, 1, 1), half a period.
    """

    width: Array

    def classify(self, x):
        return (np.floor(x / self.width)[..., 0] % 2 == 0).astype(np.int64)

    def log_probabilities(self, x, noise_std):
        from scipy.special import logsumexp

        law = Gaussian()
        reach = int(np.ceil(np.max(FAR * noise_std / self.width) / 2)) + 1
        nearest = 2 * self.width * np.round(x / self.width / 2)
        left = nearest - x + 2 * self.width * np.arange(-reach, reach + 1.0)
        ones = law.log_mass(left / noise_std, (left + self.width) / noise_std)
        zeros = law.log_mass((left - self.width) / noise_std, left / noise_std)
        return np.stack([logsumexp(zeros, axis=-1), logsumexp(ones, axis=-1)], axis=-1)

    def true_radius(self, x):
        return np.abs(x - self.width * np.round(x / self.width))[..., 0]

    def true_linf_radius(self, x: Array) -> Array:
        """On the line all norms are one."""
        return self.true_radius(x)

    def base_distance(self, x):
        return self.true_radius(x)

    def points(self, rng, many=32):
        """Over three periods about the start."""
        return self.x0[:, :1] + 6 * self.width * (rng.uniform(many, stream=91)[:, 0, :, None] - 0.5)


def square_wave(width: float = 2.0, noise_std: float = 1.0, distance: float = 1e-3, *, B: int = 32, seed: int = 0) -> SquareWave:
    """Starts lie in a random stripe, `distance` noise_std from its edge in the first instance, up to its middle in the others.

    Args:
        width: of a stripe, in units of noise_std.
        distance: in units of noise_std, at most the middle's.
    """
    stripe = np.floor(8 * Rng(seed, np.arange(B)).uniform(1)) - 4
    inward = np.linspace(min(distance, width / 2), width / 2, B)[:, None, None]
    constants = {"noise_std": np.full((B, 1), noise_std)}
    return SquareWave(
        width=np.full((1, 1, 1), width * noise_std), x0=noise_std * (width * stripe + inward), settings=SETTINGS, constants=constants
    )


family = Family(square_wave, SETTINGS, {"width": (0.5, 20.0), "noise_std": (0.05, 20.0), "distance": (1e-3, 4.0)})
