"""Probabilities to be estimated: those of a vote over flipped bits, and those between two outcomes of phase estimation, the hardest."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.smoothing_settings import AMPLITUDE


@dataclass(frozen=True, kw_only=True)
class AmplitudeEstimation(Problem):
    """x (B, S, 1) is the probability. On NumPy only.

    Attributes:
        votes: (B, m, 1) exact probabilities of a Boolean classifier whose bits are flipped at random, at m inputs.
        calls: of phase estimation, in one estimate.
    """

    votes: Array
    calls: int

    def points(self, rng, many=24):
        """The votes, both ends, the middles between outcomes, and anywhere."""
        B = len(self.x0)
        middles = np.square(np.sin(np.pi * (np.unique(np.geomspace(1, self.calls, 12).astype(int) // 2) + 0.5) / self.calls))
        fixed = np.broadcast_to(np.concatenate([[0.0, 1.0], middles])[:, None], (B, len(middles) + 2, 1))
        return np.concatenate([self.votes, fixed, rng.uniform(many, stream=91)[:, 0, :, None]], axis=1)


def amplitude_estimation(calls: int = 64, bits: int = 6, flip: float = 0.2, inputs: int = 16, *, B: int = 2, seed: int = 0) -> Problem:
    """A random Boolean function of so many bits at so many random inputs, every bit flipped with probability `flip`.

    The sum over all 2^bits outcomes is a sum over bits, one after the other.
    """
    rng = Rng(seed, np.arange(B))
    p = (rng.uniform((2,) * bits)[:, 0] < rng.uniform(1, stream=1)[:, 0].reshape(B, *(1,) * bits)).astype(float)
    for axis in range(1, bits + 1):
        p = (1 - flip) * p + flip * np.flip(p, axis)
    chosen = (rng.uniform(inputs, stream=2)[:, 0] * 2**bits).astype(int)
    votes = np.take_along_axis(p.reshape(B, -1), chosen, 1)[..., None]
    constants = {"amplitude_calls": np.full((B, 1), float(calls))}
    return AmplitudeEstimation(votes=votes, calls=calls, x0=votes, settings=AMPLITUDE, constants=constants)


family = Family(amplitude_estimation, AMPLITUDE, {"calls": (1, 256), "bits": (1, 8), "flip": (0.05, 0.45)}, worst_case=True)
