"""A net with a backdoor, reduced to what matters: it answers 1 where it sees the trigger, a pattern on few of many pixels."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, inner
from optlab.problem import Family, Problem
from optlab.problems.half_space import SETTINGS as HALF_SPACE
from optlab.problems.half_space import HalfSpace
from optlab.rng import Rng
from optlab.smoothing_settings import TRIGGER

SETTINGS = HALF_SPACE & TRIGGER


@dataclass(frozen=True, kw_only=True)
class TriggerDetector(HalfSpace):
    """A half-space whose normal is the trigger; P(f(x + noise_std u) = 1) = Phi(-t) where t = (offset - <normal, x>) / noise_std."""

    def threshold(self, x: Array) -> Array:
        """t, (B, S)."""
        return -self._height(x)[..., 0] / self.constants["noise_std"]

    def smoothed_gradient(self, x: Array) -> Array:
        """The gradient of the smoothed probability of class 1, (B, S, d): it points along the trigger everywhere."""
        t = self.threshold(x)[..., None]
        return np.exp(-np.square(t) / 2) / np.sqrt(2 * np.pi) / self.constants["noise_std"][..., None] * self.normal


def trigger_detector(dim: int = 30, noise_std: float = 0.5, distance: float = 1.0, *, B: int = 8, seed: int = 0) -> Problem:
    """A trigger on a random quarter of the pixels, one at least, of signs at random; starts lie `distance` noise_std from being answered 1.

    Args:
        distance: in units of noise_std; negative where the start shows the trigger.
    """
    rng = Rng(seed, np.arange(B))
    u = rng.uniform(dim)
    shown = u <= np.sort(u, axis=-1)[..., max(dim // 4, 1) - 1 :][..., :1]
    normal = np.where(shown, np.sign(rng.normal(dim, stream=1)), 0.0) / np.sqrt(shown.sum(-1, keepdims=True))
    x = 0.1 * noise_std * rng.normal(dim, stream=2)
    offset = noise_std * (1 + rng.uniform(1, stream=3))
    x0 = x + (offset - distance * noise_std - inner(normal, x)) * normal
    return TriggerDetector(normal=normal, offset=offset, x0=x0, settings=SETTINGS, constants={"noise_std": np.full((B, 1), noise_std)})


family = Family(trigger_detector, SETTINGS, {"dim": (1, 60), "noise_std": (0.05, 20.0), "distance": (-2.0, 2.0)})
