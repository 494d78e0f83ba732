"""An episode of rounds that are won where the noise stays below a cut: an adversary who watches the score plans by dynamic programming."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array
from optlab.problem import Family, Problem
from optlab.smoothing_settings import EPISODE

# Parts of the budget's square for each round, which the adversary spends in whole numbers in whichever rounds.
PARTS = 3


@dataclass(frozen=True, kw_only=True)
class CountingEpisode(Problem):
    """A round is won where e_t + d_t < x, and the total reward is the number of rounds that are; x (B, S, 1). On NumPy only.

    The adversary knows the score so far, and spends whole parts of attack_budget^2; the best such adversary is exact, and a true one.

    Attributes:
        rounds: of an episode.
        needed: (B,) integers, rounds to be won.
    """

    rounds: int
    needed: Array

    @property
    def parts(self) -> int:
        """Into which the square of the budget is divided."""
        return PARTS * self.rounds

    def _wins(self, x, spent):
        """Probability of winning a round in which so many parts are spent, (B, S)."""
        from scipy.special import ndtr

        c = self.constants
        return ndtr((x[..., 0] - c["attack_budget"] * np.sqrt(spent / self.parts)) / c["noise_std"])

    def expected(self, x: Array) -> Array:
        """P(total reward >= 1), ..., P(total reward >= rounds) without attack, (B, S, rounds)."""
        from scipy.stats import binom

        return binom.sf(np.arange(self.rounds), self.rounds, self._wins(x, 0)[..., None])

    def expected_missed(self, x: Array) -> Array:
        """The complements of these, accurate however small, (B, S, rounds)."""
        from scipy.stats import binom

        return binom.cdf(np.arange(self.rounds), self.rounds, self._wins(x, 0)[..., None])

    def clean(self, x: Array) -> Array:
        """P(total reward >= needed) without attack, (B, S)."""
        return self._needed(self.expected(x))

    def missed(self, x: Array) -> Array:
        """P(total reward < needed) without attack, (B, S)."""
        return self._needed(self.expected_missed(x))

    def _needed(self, levels):
        at = np.broadcast_to(self.needed[:, None, None] - 1, (*levels.shape[:2], 1))
        return np.take_along_axis(levels, at, -1)[..., 0]

    def attacked(self, x: Array) -> Array:
        """P(total reward >= needed) under the best adversary of this kind, (B, S)."""
        many = int(self.needed.max())
        # value[i] is the least probability of winning i more rounds, (parts + 1, B, S) over the budget left.
        won = np.stack([self._wins(x, spent) for spent in range(self.parts + 1)])
        start = np.zeros((many + 1, self.parts + 1, *x.shape[:2]))
        start[0] = 1.0
        value = start
        for _ in range(self.rounds):
            after = start.copy()
            for left in range(self.parts + 1):
                spent, kept = won[: left + 1], value[:, : left + 1][:, ::-1]
                after[1:, left] = (spent * kept[:-1] + (1 - spent) * kept[1:]).min(1)
            value = after
        return value[self.needed, self.parts, np.arange(len(x))]

    def attacked_statically(self, x: Array) -> Array:
        """P(total reward >= needed) where every round is attacked alike, (B, S)."""
        from scipy.stats import binom

        return binom.sf(self.needed[:, None] - 1, self.rounds, self._wins(x, PARTS))

    def attacked_each_round(self, x: Array) -> Array:
        """The same where the budget is one of every round, (B, S)."""
        from scipy.stats import binom

        return binom.sf(self.needed[:, None] - 1, self.rounds, self._wins(x, self.parts))

    def expected_attacked(self, x: Array) -> Array:
        """Expected total reward under the best adversary of this kind, who need not watch: (B, S)."""
        won = np.stack([self._wins(x, spent) for spent in range(self.parts + 1)])
        value = np.zeros_like(won)
        for _ in range(self.rounds):
            value = np.stack([(won[: left + 1] + value[: left + 1][::-1]).min(0) for left in range(self.parts + 1)])
        return value[self.parts]

    def points(self, rng, many=6):
        """Cuts from 1 unit of the noise below its mean to 3 above."""
        return self.constants["noise_std"][..., None] * (4 * rng.uniform((many, 1), stream=91)[:, 0] - 1)


def counting_episode(
    rounds: int = 6, noise_std: float = 1.0, budget: float = 1.0, cut: float = 0.5, *, B: int = 6, seed: int = 0
) -> Problem:
    """Instance i needs i + 1 rounds, and after as many as there are it begins again.

    Args:
        budget: of the adversary, in units of noise_std.
        cut: below which the noise wins a round at the start, in units of noise_std.
    """
    constants = {"noise_std": np.full((B, 1), noise_std), "attack_budget": np.full((B, 1), budget * noise_std)}
    x0 = np.full((B, 1, 1), cut * noise_std)
    return CountingEpisode(rounds=rounds, needed=1 + np.arange(B) % rounds, x0=x0, settings=EPISODE, constants=constants)


family = Family(counting_episode, EPISODE, {"rounds": (1, 8), "noise_std": (0.05, 20.0), "budget": (0.05, 3.0)})
