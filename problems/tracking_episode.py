"""A linear episode: a state is pulled to 0 by a policy that sees it under noise. Its best adversary is known, and needs no feedback."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.smoothing_settings import EPISODE


@dataclass(frozen=True, kw_only=True)
class TrackingEpisode(Problem):
    """s_{t+1} = s_t - gain (s_t + e_t + d_t) from s_0 = x; the reward is 1 where s_rounds <= limit. On NumPy only.

    s_rounds is (1 - gain)^rounds x less a weighted sum of the e_t + d_t, of weights gain (1 - gain)^(rounds - 1 - t): whatever d_t may
    depend on, it changes s_rounds by at most attack_budget ||weights||, and a fixed d_t does that.

    Attributes:
        gain: (B, 1), in (0, 1).
        limit: (B, 1).
        rounds: steps of an episode.
    """

    gain: Array
    limit: Array
    rounds: int

    def _weights(self):
        """(B, rounds)."""
        return self.gain * (1 - self.gain) ** np.arange(self.rounds)[::-1]

    def _margin(self, x):
        """Standard deviations of s_rounds by which its mean keeps the limit, (B, S)."""
        spread = self.constants["noise_std"] * np.linalg.norm(self._weights(), axis=-1, keepdims=True)
        return (self.limit - (1 - self.gain) ** self.rounds * x[..., 0]) / spread

    def clean(self, x: Array) -> Array:
        """Probability of the reward without attack, (B, S)."""
        from scipy.special import ndtr

        return ndtr(self._margin(x))

    def missed(self, x: Array) -> Array:
        """Probability of no reward without attack, (B, S)."""
        from scipy.special import ndtr

        return ndtr(-self._margin(x))

    def attacked(self, x: Array) -> Array:
        """Probability of the reward under the best adversary, (B, S)."""
        return self.attacked_with(x, self.constants["attack_budget"])

    def attacked_with(self, x: Array, budget: Array) -> Array:
        """The same for another budget (B, 1)."""
        from scipy.special import ndtr

        return ndtr(self._margin(x) - budget / self.constants["noise_std"])

    def attacked_each_round(self, x: Array) -> Array:
        """Probability of the reward where the budget is one of every round: all of it is spent in each, (B, S)."""
        from scipy.special import ndtr

        w, c = self._weights(), self.constants
        worse = c["attack_budget"] * w.sum(-1, keepdims=True) / (c["noise_std"] * np.linalg.norm(w, axis=-1, keepdims=True))
        return ndtr(self._margin(x) - worse)

    def expected(self, x: Array) -> Array:
        """Expected reward without attack, the probability of its being 1, as a sum over the levels of the reward: (B, S, 1)."""
        return self.clean(x)[..., None]

    def expected_missed(self, x: Array) -> Array:
        """The complements of these, (B, S, 1)."""
        return self.missed(x)[..., None]

    def expected_attacked(self, x: Array) -> Array:
        """Expected reward under the best adversary, (B, S)."""
        return self.attacked(x)

    def points(self, rng, many=32):
        """Starts from which the reward has 3 standard deviations of play, or lacks as many."""
        margin = 6 * rng.uniform(many, stream=91)[:, 0] - 3
        spread = self.constants["noise_std"] * np.linalg.norm(self._weights(), axis=-1, keepdims=True)
        return ((self.limit - margin * spread) / (1 - self.gain) ** self.rounds)[..., None]


def tracking_episode(
    rounds: int = 9, noise_std: float = 1.0, budget: float = 1.2, gain: float = 0.3, *, B: int = 8, seed: int = 0
) -> Problem:
    """Episodes of so many rounds.

    Args:
        budget: of the adversary, in units of noise_std.
        gain: of the policy in the last instance; the first ones have less.
    """
    rng = Rng(seed, np.arange(B))
    gains = np.geomspace(gain / 2, gain, B)[:, None]
    limit = noise_std * rng.normal(1)[:, 0]
    constants = {"noise_std": np.full((B, 1), noise_std), "attack_budget": np.full((B, 1), budget * noise_std)}
    x0 = np.zeros((B, 1, 1))
    return TrackingEpisode(gain=gains, limit=limit, rounds=rounds, x0=x0, settings=EPISODE, constants=constants)


family = Family(
    tracking_episode, EPISODE, {"rounds": (1, 20), "noise_std": (0.05, 20.0), "budget": (0.01, 3.0), "gain": (0.1, 0.6)}, worst_case=True
)
