"""Rewards of a policy whose observations carry noise, under an adversary who adapts.

Policy smoothing, Kumar, Levine, Feizi 2022; of the paper the abstract was read.

The noise of each step is fresh, N(0, sigma^2 I); the adversary adds d_t, which may depend on all that has happened, the noise included,
with sum_t ||d_t||^2 <= budget^2 in every episode. Why adapting does not help: let d_t act over a unit of time on a Brownian motion that
makes the noise, and spend what is left in the end; sum_t <d_t, e_t> is then the motion stopped when its clock shows budget^2, N(0, budget^2
sigma^2) as for fixed d_t, and the lemma of Neyman and Pearson does the rest.
"""

import numpy as np
from numpy.typing import ArrayLike

from optlab.certificate_arguments import level, probability, require, scale


def reward_probability(p_low: ArrayLike, budget: ArrayLike, sigma: ArrayLike) -> np.ndarray:
    """Phi(Phi^-1(p_low) - budget / sigma): what is left, under any attack, of the probability of an event of the whole episode.

    Args:
        p_low: lower limit of the probability without attack, such as that of a total reward of at least so much.
        budget, sigma: in the units of an observation.

    Raises:
        ValueError: p_low outside [0, 1], budget negative or NaN, sigma not positive and finite.
    """
    from scipy.special import ndtr, ndtri

    b = np.asarray(budget, float)
    require((b >= 0).all(), f"An attack needs a budget >= 0; it was {b}.")
    return ndtr(ndtri(probability("p_low", p_low)) - b / scale(sigma))[()]


def expected_reward(rewards: ArrayLike, budget: float, sigma: float, alpha: float, floor: float = 0.0) -> float:
    """A lower limit of the expected reward under any attack, from the rewards (n,) of n episodes without attack.

    P(reward >= t) is at least its share in the sample less sqrt(log(1 / alpha) / (2 n)) for all t at once (Dvoretzky, Kiefer and Wolfowitz
    with Massart's constant); the limit is floor + the integral of `reward_probability` over t > floor.

    Args:
        alpha: probability that the limit is wrong, at most 1/2.
        floor: a reward that no episode falls short of, attacked or not.

    Raises:
        ValueError: no reward, one below the floor or not finite, alpha outside (0, 1/2], or as in `reward_probability`.
    """
    r = np.sort(np.asarray(rewards, float).ravel())
    require(r.size > 0 and np.isfinite(r).all(), f"expected_reward needs finite rewards, at least one; it had {r}.")
    require(r[0] >= floor, f"expected_reward needs rewards >= floor; the least was {r[0]}, the floor {floor}.")
    require(level(alpha) <= 0.5, f"expected_reward needs alpha <= 1/2; it was {alpha}.")
    share = 1 - np.arange(r.size) / r.size - np.sqrt(-np.log(alpha) / (2 * r.size))
    left = reward_probability(np.maximum(share, 0.0), budget, sigma)
    return float(floor + (np.diff(r, prepend=floor) * left).sum())
