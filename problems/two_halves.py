"""Points of two halves, with three strips in each: smoothed apart and added, and where the sum answers otherwise is known."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.smoothing_settings import TWO_HALVES

# Directions in which a change of the answer is looked for, the diagonals among them; distances on each; halvings of the first interval.
ANGLES = 16
DISTANCES = 16
HALVINGS = 48
# In units of the noise.
REACH = 12.0


@dataclass(frozen=True, kw_only=True)
class TwoHalves(Problem):
    """In each half, class 0 left of both cuts along its first coordinate, 2 between them, 1 right of them. On NumPy only.

    Attributes:
        cuts: (B, 1, 2, 2), of each half, growing; two equal ones leave a half-space.
        left: coordinates of the left half.
    """

    cuts: Array
    left: int

    def _along(self, x):
        """(B, S, 2), the coordinate that matters in each half."""
        return np.stack([x[..., 0], x[..., self.left]], axis=-1)

    def _cut(self, t):
        """Standardized distances (B, S, 2, 2) to the cuts."""
        return (self.cuts - t[..., None]) / self.constants["noise_std"][..., None, None]

    def log_probabilities(self, x: Array) -> Array:
        """log P(class c in half h), (B, S, 2, 3), of classes 0 and 1 accurate however small."""
        from scipy.special import log_ndtr

        z = self._cut(self._along(x))
        first, last = log_ndtr(z[..., 0]), log_ndtr(-z[..., 1])
        with np.errstate(divide="ignore"):
            middle = np.log(np.maximum(np.where(z[..., 0] > 0, -np.expm1(first) - np.exp(last), -np.expm1(last) - np.exp(first)), 0.0))
        return np.stack([first, last, middle], axis=-1)

    def _sums(self, t):
        """Probability of each class, summed over the halves, (B, S, 3)."""
        from scipy.special import ndtr

        z = self._cut(t)
        first, last = ndtr(z[..., 0]).sum(-1), ndtr(-z[..., 1]).sum(-1)
        return np.stack([first, last, 2 - first - last], axis=-1)

    def answer(self, x: Array) -> Array:
        """The class with the largest sum of both probabilities, (B, S)."""
        return self._sums(self._along(x)).argmax(-1)

    def flip_distance(self, x: Array) -> Array:
        """Distance to the nearest point found that is answered otherwise, (B, S).

        For half-spaces it is exact, for the nearest lies on a diagonal.
        """
        t, chosen = self._along(x), self.answer(x)[..., None]
        angles = 2 * np.pi * np.arange(ANGLES) / ANGLES
        way = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        unit = self.constants["noise_std"][..., None]

        def same(r):
            moved = t[..., None, :] + r[..., None] * way
            p = self._sums(moved.reshape(len(t), -1, 2)).reshape(*moved.shape[:-1], 3)
            return np.take_along_axis(p, chosen[..., None], -1)[..., 0] >= p.max(-1)

        low, high = np.zeros((*t.shape[:2], ANGLES)), np.full((*t.shape[:2], ANGLES), np.inf)
        for r in REACH * np.arange(1, DISTANCES + 1) / DISTANCES:
            held = same(np.broadcast_to(r * unit, low.shape))
            high = np.where(np.isinf(high) & ~held, r * unit, high)
            low = np.where(np.isinf(high), r * unit, low)
        found = np.isfinite(high)
        low, high = np.where(found, low, 0.0), np.where(found, high, 0.0)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            held = same(middle)
            low, high = np.where(held, middle, low), np.where(held, high, middle)
        return np.where(found, high, np.inf).min(-1)

    def points(self, rng, many=8):
        """Up to 3 units of the noise from the middle of the cuts in each half."""
        unit = self.constants["noise_std"][..., None]
        t = self.cuts.mean(-1) + unit * (6 * rng.uniform((many, 2), stream=91)[:, 0] - 3)
        x = unit * rng.normal((many, self.x0.shape[-1]), stream=92)[:, 0]
        return _placed(x, t, self.left)


def _placed(x, t, left):
    return np.concatenate([t[..., :1], x[..., 1:left], t[..., 1:], x[..., left + 1 :]], axis=-1)


def _made(left: int, right: int, noise_std: float, gap: Array, depths: tuple[float, float], rng: Rng, B: int) -> Problem:
    cut = noise_std * rng.normal(2)[..., None]
    cuts = np.concatenate([cut, cut + noise_std * gap], axis=-1)
    x = noise_std * rng.normal(left + right, stream=1)
    x0 = _placed(x, cuts[..., 0] - noise_std * np.array(depths), left)
    return TwoHalves(cuts=cuts, left=left, x0=x0, settings=TWO_HALVES, constants={"noise_std": np.full((B, 1), noise_std)})


def half_space_halves(
    left: int = 3, right: int = 4, noise_std: float = 1.0, a: float = 2.0, b: float = 0.5, *, B: int = 4, seed: int = 0
) -> Problem:
    """A half-space in each half, of which the sum changes its answer at distance |a + b| / sqrt(2) noise_std from the start.

    Args:
        a, b: depths of the start in both, in units of noise_std.
    """
    return _made(left, right, noise_std, np.zeros((B, 1, 2, 1)), (a, b), Rng(seed, np.arange(B)), B)


def strip_halves(left: int = 3, right: int = 4, noise_std: float = 1.0, *, B: int = 4, seed: int = 0) -> Problem:
    """Three strips in each half, the middle one 0.2 to 5 units of the noise wide."""
    rng = Rng(seed, np.arange(B))
    return _made(left, right, noise_std, 0.2 * 25 ** rng.uniform(2, stream=2)[..., None], (2.0, 0.5), rng, B)


RANGES = {"left": (1, 8), "right": (1, 8), "noise_std": (0.05, 20.0)}
half_spaces = Family(half_space_halves, TWO_HALVES, RANGES, worst_case=True)
strips = Family(strip_halves, TWO_HALVES, RANGES)
