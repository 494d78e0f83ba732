"""First-price auctions whose winner is drawn by a logistic function of the bids: against a uniform rival, and between two learners."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, at_least, at_most, space
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.settings import SMOOTH
from optlab.smooth_surrogate_settings import AUCTION, AUCTION_GAME

# The largest |t| s'(t) of the logistic function s, from above; it lies at 1.5434.
TILT = 0.22388


def logistic(t: Array) -> Array:
    """1 / (1 + exp(-t)), by way of tanh, which does not overflow."""
    return (1 + space(t).tanh(t / 2)) / 2


@dataclass(frozen=True, kw_only=True)
class Auction(Problem):
    """f(b) = mean_i u_i - (v_i - b_i) min(max(b_i / top, 0), 1), u_i the least upper bound of what is subtracted: f_star = 0.

    Attributes:
        values: (B, 1, d), v > 0.
        top: (B, 1, 1), the rival's highest bid.
    """

    values: Array
    top: Array

    @property
    def x_star(self) -> Array:
        return at_most(self.values / 2, self.top)

    @property
    def most(self) -> Array:
        """(B, 1, d), u."""
        return (self.values - self.x_star) * self.x_star / self.top

    def wins(self, b: Array) -> Array:
        """The probability that b wins, (B, S, d)."""
        return at_most(at_least(b / self.top, 0.0), 1.0)

    def value_and_grad(self, x):
        inside = (x > 0) & (x < self.top)
        density = space(x).where(inside, 1 / self.top + 0 * x, 0 * x)
        loss = self.most - (self.values - x) * self.wins(x)
        return space(x).mean(loss, axis=-1), (self.wins(x) - (self.values - x) * density) / x.shape[-1]

    def start_points(self, rng, many: int) -> Array:
        """(B, many, d): bids below the values; a quarter of them about the best, a sixteenth 0, a sixteenth the top."""
        u = space(self.x0).reshape(rng.uniform((many, self.x0.shape[-1]), stream=92), (len(self.x0), many, self.x0.shape[-1]))
        place = space(u).arange(many)[None, :, None] / many
        tied = space(u).where(place < 1 / 16, 0 * u, self.top + 0 * u)
        near = self.x_star * (0.9 + 0.2 * u[..., :1])
        return space(u).where(place < 1 / 8, tied, space(u).where(place < 3 / 8, near, self.values * u))


@dataclass(frozen=True, kw_only=True)
class SmoothedAuction(Problem):
    """The same with P(b) = E logistic((b - o) / temperature), o the rival's bid, in place of the probability of winning.

    Attributes:
        base: the auction without smoothing.
        temperature: (B, 1, 1).
    """

    base: Auction
    temperature: Array

    def wins(self, b: Array) -> Array:
        """P(b), (B, S, d)."""
        xp, low, high = space(b), b / self.temperature, (b - self.base.top) / self.temperature
        return self.temperature / self.base.top * (xp.logaddexp(0 * low, low) - xp.logaddexp(0 * high, high))

    def slope(self, b: Array) -> Array:
        """P'(b), (B, S, d)."""
        return (logistic(b / self.temperature) - logistic((b - self.base.top) / self.temperature)) / self.base.top

    def value_and_grad(self, x):
        values, wins = self.base.values, self.wins(x)
        f = space(x).mean(self.base.most - (values - x) * wins, axis=-1)
        return f, (wins - (values - x) * self.slope(x)) / x.shape[-1]

    def points(self, rng, many=32):
        return self.base.start_points(rng, many)


def smoothed_auction(dim: int = 8, temperature: float = 0.05, top: float = 0.5, *, B: int = 16, seed: int = 0) -> SmoothedAuction:
    """Values even in [0, 1], and a rival who bids as `top` times such a value; against top = 1/2 half the value is the best bid."""
    values = np.broadcast_to((np.arange(dim) + 0.5) / dim, (B, 1, dim))
    x0 = values * Rng(seed, np.arange(B)).uniform(dim)
    ones = np.ones((B, 1))
    steepest = (values + np.abs(values - top)).max((1, 2))[:, None]
    constants = {
        "rival_density": ones / top, "allocation_temperature": temperature * ones,
        "L": (2 + 2 * TILT + steepest / (4 * temperature)) / (top * dim),
    }  # fmt: skip
    base = Auction(values=values, top=top * ones[..., None], x0=x0)
    return SmoothedAuction(base=base, temperature=temperature * ones[..., None], x0=x0, settings=SMOOTH & AUCTION, constants=constants)


@dataclass(frozen=True, kw_only=True)
class AuctionGame(Problem):
    """Two bidders of slopes x: bidder i earns the mean of (v - x_i v) logistic((x_i v - x_j w) / temperature) over values v and w.

    There is no f: T x adds to each slope the derivative of what its bidder earns.

    Attributes:
        values: (B, 1, n).
        temperature: (B, 1, 1).
    """

    values: Array
    temperature: Array

    def apply(self, x):
        """T x, (B, S, 2)."""
        xp, v, n = space(x), self.values, self.values.shape[-1]
        mine, other = (x[..., None] * v[..., None, :] for x in (x, xp.flip(x, axis=-1)))
        won = logistic((mine[..., :, None] - other[..., None, :]) / self.temperature[..., None, None])
        pushed = won * (1 - won) / self.temperature[..., None, None]
        v = v[..., None, :, None]
        of_pair = v * won - (v - mine[..., :, None]) * v * pushed
        return x - xp.sum(of_pair, axis=(-2, -1)) / n**2


def auction_game(values: int = 16, temperature: float = 0.05, *, B: int = 32, seed: int = 0) -> Problem:
    """Slopes start between 0.2 and 0.9."""
    x0 = 0.2 + 0.7 * Rng(seed, np.arange(B)).uniform(2)
    ones = np.ones((B, 1, 1))
    v = np.broadcast_to((np.arange(values) + 0.5) / values, (B, 1, values))
    constants = {"allocation_temperature": temperature * ones[..., 0]}
    return AuctionGame(values=v, temperature=temperature * ones, x0=x0, settings=AUCTION_GAME, constants=constants)


against_uniform = Family(
    smoothed_auction, SMOOTH & AUCTION, {"dim": (1, 12), "temperature": (0.001, 1.0), "top": (0.2, 1.0)}, worst_case=True
)
between_two = Family(auction_game, AUCTION_GAME, {"values": (12, 24), "temperature": (0.03, 0.1)})
