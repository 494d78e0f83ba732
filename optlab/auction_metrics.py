"""Metrics of smoothed first-price auctions: the error of smoothing, and the exact variances of two ways to estimate a gradient.

Both estimates see one draw of the rival's bid o, uniform in [0, top], for each value v: the pathwise one differentiates the smoothed
surplus (v - b) logistic((b - o) / temperature) by the bid b; REINFORCE bids b + temperature u, u ~ N(0, 1), and weighs what the auction
without smoothing pays with u / temperature.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from optlab.arrays import Array
from optlab.metrics import units

NODES, WEIGHTS = np.polynomial.legendre.leggauss(48)
FARTHEST = 10.0


@units(0, 1)
def surplus(exact: Any, s: Any) -> Array:
    """mean_i |v_i - b_i|."""
    return np.abs(exact.problem.base.values - s.x).mean(-1)


@units(0, 1)
def utility_error(exact: Any, s: Any) -> Array:
    """mean_i |v_i - b_i| |P_i - the probability that b_i wins without smoothing|."""
    p = exact.problem
    return (np.abs(p.base.values - s.x) * np.abs(p.wins(s.x) - p.base.wins(s.x))).mean(-1)


@units(0, 0)
def gradient_error(exact: Any, s: Any) -> Array:
    """mean_i |d/db_i of (v_i - b_i) P_i, with smoothing less without|."""
    return np.abs(exact.grad(s.x) - exact.problem.base.grad(s.x)).sum(-1)


@units(0, 0)
def pathwise_error_without_smoothing(exact: Any, s: Any) -> Array:
    """The same for the expected pathwise derivative of what the auction without smoothing pays, minus the probability to win."""
    p = exact.problem
    return np.abs(p.base.wins(s.x) / s.x.shape[-1] - p.base.grad(s.x)).sum(-1)


@units(0, 1)
def distance_from_kink(exact: Any, s: Any) -> Array:
    """The least of b_i and top - b_i."""
    return np.minimum(s.x, exact.problem.base.top - s.x).min(-1)


@units(0, 0)
def distance_from_best(exact: Any, s: Any) -> Array:
    """max_i |b_i / best_i - 1|, the best without smoothing."""
    return np.abs(s.x / exact.problem.base.x_star - 1).max(-1)


@units(0, 0)
def pathwise_variance(exact: Any, s: Any) -> Array:
    """Of the pathwise estimate, mean over the values."""
    p, top, l = exact.problem, exact.problem.base.top, exact.problem.temperature
    c = p.base.values - s.x

    def between(antiderivative: Callable[[Array], Array]) -> Array:
        return antiderivative(s.x / l) - antiderivative((s.x - top) / l)

    def share(t: Array) -> Array:
        return (1 + np.tanh(t / 2)) / 2

    squared = l * between(lambda t: np.logaddexp(0, t) - share(t))
    mixed = between(lambda t: share(t) ** 2 / 2)
    pushed = between(lambda t: share(t) ** 2 / 2 - share(t) ** 3 / 3) / l
    mean = c * p.slope(s.x) - p.wins(s.x)
    return ((squared - 2 * c * mixed + c**2 * pushed) / top - mean**2).mean(-1)


@units(0, 0)
def score_variance(exact: Any, s: Any) -> Array:
    """Of REINFORCE, mean over the values."""
    width = exact.problem.temperature
    return (_under_noise(exact, s, 2, 2) / width**2 - (_under_noise(exact, s, 1, 1) / width) ** 2).mean(-1)


@units(0, 0)
def score_variance_with_baseline(exact: Any, s: Any) -> Array:
    """Of REINFORCE where the best constant for each value is taken off what the auction pays."""
    width = exact.problem.temperature
    second = _under_noise(exact, s, 2, 2) - _under_noise(exact, s, 1, 2) ** 2
    return (second / width**2 - (_under_noise(exact, s, 1, 1) / width) ** 2).mean(-1)


def _under_noise(exact: Any, s: Any, power: int, of_score: int) -> Array:
    """E (what b + temperature u earns)^power u^of_score, (B, S, d): what is earned is linear in u between the kinks."""
    p, width = exact.problem, exact.problem.temperature
    kinks = [np.clip((end - s.x) / width, -FARTHEST, FARTHEST) for end in (0 * p.base.top, p.base.top)]
    total = 0 * s.x
    for low, high in ((kinks[0], kinks[1]), (kinks[1], 0 * s.x + FARTHEST)):
        for node, weight in zip(NODES, WEIGHTS, strict=True):
            u = (low + high) / 2 + (high - low) / 2 * node
            earned = (p.base.values - s.x - width * u) ** power * p.base.wins(s.x + width * u)
            total = total + weight * (high - low) / 2 * earned * u**of_score * np.exp(-(u**2) / 2) / (2 * np.pi) ** 0.5
    return total
