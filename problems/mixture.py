"""A smoothed classifier of three strips, mixed with one that nobody knows: what the worst such partner does is known."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.smoothing_settings import MIXTURE

# Steps of the search for a first change, each followed by halvings; in units of the noise.
STEPS = 60
REACH = 12.0
HALVINGS = 48


@dataclass(frozen=True, kw_only=True)
class Mixture(Problem):
    """weight h + (1 - weight) g; h smooths a classifier that answers 0 left of both cuts along x_1, 2 between them, 1 right. On NumPy only.

    Attributes:
        cuts: (B, 1, 2), growing; two equal ones leave a half-space.
        partner: (B, 3, d) weights of g, a softmax of sines; all zero where g is sure of the class next to the answer of h.
    """

    cuts: Array
    partner: Array

    def smoothed(self, x: Array) -> Array:
        """h, (B, S, 3)."""
        return self._smoothed(x[..., :1])[..., 0, :]

    def _smoothed(self, t):
        """h where x_1 is each of t (B, S, m), (B, S, m, 3)."""
        from scipy.special import ndtr

        z = (self.cuts[..., None, :] - t[..., None]) / self.constants["noise_std"][..., None, None]
        first, last = ndtr(z[..., 0]), ndtr(-z[..., 1])
        return np.stack([first, last, np.maximum(1 - first - last, 0.0)], axis=-1)

    def other(self, x: Array) -> Array:
        """g, (B, S, 3)."""
        known = self.partner.any(axis=(1, 2))[:, None, None]
        scores = 5 * np.sin(x @ np.swapaxes(self.partner, 1, 2))
        soft = np.exp(scores - scores.max(-1, keepdims=True))
        next_class = np.argsort(self.smoothed(x), axis=-1)[..., -2:-1]
        return np.where(known, soft / soft.sum(-1, keepdims=True), np.arange(3) == next_class)

    def mixed(self, x: Array) -> Array:
        """The mixture at x, (B, S, 3)."""
        a = self.constants["robust_weight"][..., None]
        return a * self.smoothed(x) + (1 - a) * self.other(x)

    def flip_distance(self, x: Array) -> Array:
        """Distance to the nearest point where some g takes the answer from the class that h prefers at x, (B, S); 0 if x is one."""
        t, c = x[..., :1], self.smoothed(x).argmax(-1)[..., None]
        a, unit = self.constants["robust_weight"], self.constants["noise_std"][..., None]

        def safe(r):
            h = self._smoothed(t + r * np.array([-1.0, 1.0]))
            mine = np.take_along_axis(h, c[..., None], -1)
            best = np.where(np.arange(3) == c[..., None], -1.0, h).max(-1)
            return (a[..., None] * (mine[..., 0] - best)) > 1 - a[..., None]

        low, high = np.zeros((*x.shape[:2], 2)), np.full((*x.shape[:2], 2), np.inf)
        for r in REACH * np.arange(STEPS + 1) / STEPS:
            held = safe(np.full(low.shape, r) * unit)
            high = np.where(np.isinf(high) & ~held, r * unit, high)
            low = np.where(np.isinf(high), r * unit, low)
        found = np.isfinite(high)
        low, high = np.where(found, low, 0.0), np.where(found, high, 0.0)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            held = safe(middle)
            low, high = np.where(held, middle, low), np.where(held, high, middle)
        return np.where(found, high, np.inf).min(-1)

    def points(self, rng, many=24):
        """Up to 4 units of the noise from the cuts."""
        unit, low, high = self.constants["noise_std"][..., None], self.cuts[..., :1], self.cuts[..., 1:]
        t = low - 4 * unit + rng.uniform((many, 1), stream=91)[:, 0] * (high - low + 8 * unit)
        x = unit * rng.normal((many, self.x0.shape[-1]), stream=92)[:, 0]
        return np.concatenate([t, x[..., 1:]], axis=-1)


def _made(dim, noise_std, weight, gap, B, seed) -> Problem:
    rng = Rng(seed, np.arange(B))
    cut = noise_std * rng.normal(1)
    cuts = np.concatenate([cut, cut + noise_std * gap], axis=-1)
    known = np.arange(B)[:, None, None] % 2
    partner = known * (0.1 + rng.uniform((3, dim), stream=1)[:, 0]) / noise_std
    x0 = np.concatenate([cut - 2 * noise_std, noise_std * rng.normal(dim, stream=2)[..., 1:]], axis=-1)
    constants = {"noise_std": np.full((B, 1), noise_std), "robust_weight": np.full((B, 1), weight)}
    return Mixture(cuts=cuts, partner=partner, x0=x0, settings=MIXTURE, constants=constants)


def mixed_half_space(dim: int = 3, noise_std: float = 1.0, weight: float = 0.7, *, B: int = 8, seed: int = 0) -> Problem:
    """The smoothed classifier is a half-space; of the partners every other one is the worst."""
    return _made(dim, noise_std, weight, np.zeros((B, 1, 1)), B, seed)


def mixed_strips(dim: int = 3, noise_std: float = 1.0, weight: float = 0.7, *, B: int = 8, seed: int = 0) -> Problem:
    """Three strips, of which the middle one is 0.2 to 5 units of the noise wide; of the partners every other one is the worst."""
    return _made(dim, noise_std, weight, 0.2 * 25 ** np.linspace(0, 1, B)[:, None, None], B, seed)


RANGES = {"dim": (1, 8), "noise_std": (0.05, 20.0), "weight": (0.5, 1.0)}
half_space = Family(mixed_half_space, MIXTURE, RANGES, worst_case=True)
strips = Family(mixed_strips, MIXTURE, RANGES)
