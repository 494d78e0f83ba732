"""Two Gaussian classes and linear classifiers of them: what noise in training does to accuracies and certified radii is exact."""

from dataclasses import dataclass, replace

import numpy as np

from optlab.arrays import Array, inner, sqnorm
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.smoothing_settings import TWO_GAUSSIANS


@dataclass(frozen=True, kw_only=True)
class TwoGaussians(Problem):
    """A point of class y = 1 or -1 is y mean + e, e ~ N(0, diag(variances)); classifiers answer the sign of <w, x>. On NumPy only.

    Smoothing by noise changes no answer of such a classifier, and its certified radius is the distance y <w, x> / ||w||.

    Attributes:
        mean, variances: (B, 1, d).
    """

    mean: Array
    variances: Array

    def best(self, noise_variance: Array) -> Array:
        """The w that answers best under further noise, (B, S, d): the least squares denoiser of that noise, then the best w without it."""
        return self.mean / (self.variances + noise_variance[..., None])

    def median_radius(self, w: Array) -> Array:
        """The median over the points, whatever their class, of the certified radius; negative where the answer is wrong, (B, S)."""
        return inner(w, self.mean)[..., 0] / np.sqrt(sqnorm(w)[..., 0])

    def accuracy(self, w: Array, radius: Array, noise_variance: Array) -> Array:
        """P(y <w, x + u> >= radius ||w||), u Gaussian noise of that variance: at noise 0, certified accuracy; (B, S)."""
        from scipy.special import ndtr

        spread = np.sqrt((np.square(w) * (self.variances + noise_variance[..., None])).sum(-1))
        return ndtr((inner(w, self.mean)[..., 0] - radius * np.sqrt(sqnorm(w)[..., 0])) / spread)

    def points(self, rng, many=16):
        """The best w under the noise of the constants, and any."""
        best = self.best(np.square(self.constants["noise_std"]))
        return np.concatenate([best, rng.normal((many, self.x0.shape[-1]), stream=91)[:, 0]], axis=1)


def two_gaussians(dim: int = 8, noise_std: float = 1.0, contrast: float = 10.0, *, B: int = 16, seed: int = 0) -> TwoGaussians:
    """Means of random direction.

    Args:
        contrast: longest over shortest standard deviation of the points of a class; the middle one is noise_std.
    """
    rng = Rng(seed, np.arange(B))
    mean = noise_std * rng.normal(dim)
    exponents = np.linspace(-0.5, 0.5, dim) if dim > 1 else np.zeros(1)
    variances = np.square(noise_std * contrast**exponents)[None, None]
    constants = {"noise_std": np.full((B, 1), noise_std)}
    return TwoGaussians(mean=mean, variances=variances, x0=np.ones((B, 1, dim)), settings=TWO_GAUSSIANS, constants=constants)


def sample_of_two_gaussians(many: int = 4000, dim: int = 8, noise_std: float = 1.0, contrast: float = 10.0, *, seed: int = 0) -> Problem:
    """The first of `two_gaussians`, with points of class 1 as starts: x0 (1, many, dim)."""
    problem = two_gaussians(dim, noise_std, contrast, B=1, seed=seed)
    e = Rng(seed, np.arange(1)).normal((many, dim), stream=3)[:, 0]
    return replace(problem, x0=problem.mean + np.sqrt(problem.variances) * e)


family = Family(two_gaussians, TWO_GAUSSIANS, {"dim": (1, 20), "noise_std": (0.05, 20.0), "contrast": (1.0, 100.0)})
