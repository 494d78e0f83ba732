"""Denoise, then classify: a number is taken for the nearest of three prototypes, and answered 1 where that is the middle one."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array
from optlab.certificate_settings import LINF_KNOWN
from optlab.noise_laws import Gaussian
from optlab.problem import Family, Problem
from optlab.problems.classifier import Classifier
from optlab.rng import Rng
from optlab.settings import CLASSIFIER
from optlab.smoothing_settings import DENOISED

SETTINGS = CLASSIFIER & LINF_KNOWN & DENOISED
HALVINGS = 60


@dataclass(frozen=True, kw_only=True)
class DenoisedLine(Classifier):
    """f(x) = 1 between both middles of neighbouring prototypes: P(f(x + noise_std u) = 1) falls on both sides of that interval's centre.

    Attributes:
        prototypes: (B, 1, 3), growing.
        reach: (B, 1, 1), distance from the centre at which both classes are equally likely; -inf if class 0 is likelier everywhere.
    """

    prototypes: Array
    reach: Array

    def denoise(self, x: Array) -> Array:
        """The nearest prototype, (B, S, 1)."""
        nearest = np.abs(x - self.prototypes).argmin(-1)[..., None]
        return np.take_along_axis(np.broadcast_to(self.prototypes, (*x.shape[:2], 3)), nearest, -1)

    def classify(self, x):
        return (np.abs(x - self.prototypes).argmin(-1) == 1).astype(np.int64)

    def log_probabilities(self, x, noise_std):
        return _logs(_edges(self.prototypes), x, noise_std)

    def true_radius(self, x):
        return np.abs(np.abs(x - _edges(self.prototypes).mean(-1, keepdims=True)) - self.reach)[..., 0]

    def true_linf_radius(self, x: Array) -> Array:
        """On the line all norms are one."""
        return self.true_radius(x)

    def base_distance(self, x):
        return np.abs(x - _edges(self.prototypes)).min(-1)

    def points(self, rng, many=32):
        """From 3 units of the noise left of the interval to 3 right of it."""
        edges, unit = _edges(self.prototypes), self.constants["noise_std"][..., None]
        low, high = edges[..., :1] - 3 * unit, edges[..., 1:] + 3 * unit
        return low + rng.uniform((many, 1), stream=91)[:, 0] * (high - low)


def _edges(prototypes):
    return (prototypes[..., 1:] + prototypes[..., :-1]) / 2


def _logs(edges, x, noise_std):
    from scipy.special import log_ndtr

    z = (edges - x) / noise_std
    ones = Gaussian().log_mass(z[..., :1], z[..., 1:])
    return np.concatenate([np.logaddexp(log_ndtr(z[..., :1]), log_ndtr(-z[..., 1:])), ones], axis=-1)


def denoised_line(gap: float = 3.0, noise_std: float = 1.0, distance: float = 1e-3, *, B: int = 16, seed: int = 0) -> Problem:
    """Starts lie inside the place where the smoothed answer changes, `distance` noise_std in the first instance, at the centre in the last.

    Args:
        gap: between prototypes, in units of noise_std; in each instance one of them is up to twice as wide.
        distance: in units of noise_std, at most the centre's.
    """
    rng = Rng(seed, np.arange(B))
    gaps = noise_std * gap * np.concatenate([np.ones((B, 1, 1)), 1 + rng.uniform(1, stream=1)], axis=-1)
    first = noise_std * rng.normal(1)
    prototypes = np.concatenate([first, first + gaps[..., :1], first + gaps.sum(-1, keepdims=True)], axis=-1)
    edges = _edges(prototypes)
    center = edges.mean(-1, keepdims=True)
    low, high = np.zeros_like(center), edges[..., 1:] - center + noise_std
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        logs = _logs(edges, center + middle, noise_std)
        ahead = logs[..., 1:] > logs[..., :1]
        low, high = np.where(ahead, middle, low), np.where(ahead, high, middle)
    logs = _logs(edges, center, noise_std)
    reach = np.where(logs[..., 1:] > logs[..., :1], high, -np.inf)
    inside = np.maximum(reach, 0.0)
    share = np.linspace(0, 1, B)[:, None, None]
    x0 = center + inside - np.minimum(distance * noise_std * (1 - share) + share * inside, inside)
    constants = {"noise_std": np.full((B, 1), noise_std)}
    return DenoisedLine(prototypes=prototypes, reach=reach, x0=x0, settings=SETTINGS, constants=constants)


family = Family(denoised_line, SETTINGS, {"gap": (1.0, 30.0), "noise_std": (0.05, 20.0), "distance": (1e-3, 4.0)})
