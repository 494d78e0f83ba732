"""Scores that are piecewise linear along one direction: Gaussian smoothing keeps them in closed form, slopes included."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, inner
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.smoothing_settings import LIPSCHITZ_SCORE


@dataclass(frozen=True, kw_only=True)
class LipschitzScore(Problem):
    """f is linear in t = <normal, x> between knots, and constant beyond them. On NumPy only.

    Attributes:
        normal: (B, 1, d) unit vectors.
        knots: (B, 1, J), growing.
        slopes: (B, 1, J - 1).
    """

    normal: Array
    knots: Array
    slopes: Array

    def score(self, x: Array) -> Array:
        """f, 0 left of all knots, (B, S)."""
        inside = np.clip(inner(self.normal, x) - self.knots[..., :-1], 0.0, np.diff(self.knots))
        return (self.slopes * inside).sum(-1)

    def smoothed_slope(self, x: Array) -> Array:
        """The derivative of E f(x + noise_std u) along the normal, (B, S)."""
        from scipy.special import ndtr

        z = (self.knots - inner(self.normal, x)) / self.constants["noise_std"][..., None]
        # The mass between two knots, from the side where it has its digits.
        flipped = np.where(z[..., :-1] > 0, -1.0, 1.0)
        mass = np.abs(ndtr(flipped * z[..., 1:]) - ndtr(flipped * z[..., :-1]))
        return (self.slopes * mass).sum(-1)

    def points(self, rng, many=32):
        """The middle of every piece, and anywhere from 3 noise_std left of the knots to 3 right of them."""
        low, high, reach = self.knots[..., :1], self.knots[..., -1:], 3 * self.constants["noise_std"][..., None]
        middle = np.swapaxes((self.knots[..., 1:] + self.knots[..., :-1]) / 2, 1, 2)
        t = np.concatenate([middle, low - reach + rng.uniform((many, 1), stream=91)[:, 0] * (high - low + 2 * reach)], axis=1)
        x = rng.normal((t.shape[1], self.x0.shape[-1]), stream=92)[:, 0]
        return x + (t - inner(self.normal, x)) * self.normal


def _made(dim: int, noise_std: float, knots: Array, slopes: Array, rng: Rng) -> Problem:
    w = rng.normal(dim, stream=5)
    normal = w / np.linalg.norm(w, axis=-1, keepdims=True)
    values = np.concatenate([np.zeros_like(knots[..., :1]), np.cumsum(slopes * np.diff(knots), axis=-1)], axis=-1)
    constants = {
        "noise_std": np.full((len(knots), 1), noise_std),
        "base_lipschitz": np.abs(slopes).max(-1),
        "score_range": values.max(-1) - values.min(-1),
    }
    x0 = knots.mean(-1, keepdims=True) * normal
    return LipschitzScore(normal=normal, knots=knots, slopes=slopes, x0=x0, settings=LIPSCHITZ_SCORE, constants=constants)


def clipped_ramp(dim: int = 3, noise_std: float = 1.0, steepness: float = 5.0, *, B: int = 16, seed: int = 0) -> Problem:
    """clip(L t + 1/2, 0, 1), from the middle of the ramp; noise_std L is 1 / steepness in the first instance, steepness in the last."""
    rng = Rng(seed, np.arange(B))
    slopes = np.geomspace(1 / steepness, steepness, B)[:, None, None] / noise_std
    knots = np.array([-0.5, 0.5]) / slopes
    return _made(dim, noise_std, knots, slopes, rng)


def zigzag(dim: int = 3, noise_std: float = 1.0, pieces: int = 5, *, B: int = 16, seed: int = 0) -> Problem:
    """Slopes that rise and fall at random, on pieces of random length around noise_std."""
    rng = Rng(seed, np.arange(B))
    lengths = noise_std * 10 ** (2 * rng.uniform(pieces) - 1)
    slopes = (2 * rng.uniform(pieces, stream=1) - 1) * 10 ** (2 * rng.uniform(1, stream=2) - 1) / noise_std
    knots = np.concatenate([np.zeros((B, 1, 1)), np.cumsum(lengths, axis=-1)], axis=-1)
    return _made(dim, noise_std, knots, slopes, rng)


ramps = Family(clipped_ramp, LIPSCHITZ_SCORE, {"dim": (1, 10), "noise_std": (0.05, 20.0), "steepness": (1.0, 100.0)}, worst_case=True)
zigzags = Family(zigzag, LIPSCHITZ_SCORE, {"dim": (1, 10), "noise_std": (0.05, 20.0), "pieces": (1, 12)})
