"""Verdicts on chance: betting for expectations, exact binomials for failure probabilities, windows of slopes for rates.

Betting: Waudby-Smith and Ramdas 2024; intervals: Clopper and Pearson 1934; many claims: Holm 1979. No test here assumes a variance, a
symmetry or a normal law, except the window rule, whose noise is the error of a mean over many runs.
"""

from math import ceil, inf, log
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

_STAKES = np.array([0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9])
_BLOCK = 2**18
_WINDOW = 4
_LARGEST_FACTOR = 10.0
_HALVINGS = 14

Outcome = Literal["holds", "refuted", "undecided"]


class Failures(NamedTuple):
    """What the exact binomial rule says of a count of failed runs."""

    outcome: Outcome
    threshold: int  # the least count that refutes
    power: float  # probability of refuting when runs fail twice as often as claimed
    p_value: float


class Sign(NamedTuple):
    """What the sign test says of paired runs."""

    p_value: float
    significant: bool


class Window(NamedTuple):
    """Slopes of log metric against log k, each (...); `rejected` is evidence against a rate, never a refutation."""

    slope: np.ndarray  # last four points
    earlier_slope: np.ndarray  # the four before
    extrapolated: np.ndarray
    standard_error: np.ndarray  # of `extrapolated`
    rejected: np.ndarray


def log_e_value(z: ArrayLike) -> float:
    """Log of the evidence against "E Z <= 1 in every cell": the peak over runs of the mean betting wealth.

    If the claim is true, the wealth prod_i (1 + stake (Z_i - 1)) is a nonnegative supermartingale whatever the law of Z, and so is its
    mean over stakes and cells; by Ville's inequality the peak reaches log(1 / alpha) with probability at most alpha, also if the number
    of runs was chosen while looking. A peak may be compared with a threshold or turned into a p-value by `e_to_p`; peaks may
    be neither averaged nor multiplied, since the expectation of a peak can exceed 1.

    Args:
        z: (..., n) metric / bound. Runs along the last axis are independent and in an order fixed beforehand; cells (all axes before
            it) may depend on one another in any way. NaN and inf count as infinite evidence.

    Raises:
        ValueError: a negative z, no run or no cell.
    """
    cells = _cells(z)
    return _peak(cells) if np.isfinite(cells).all() else inf


def detectable_effect(z: ArrayLike, alpha: float) -> float:
    """The smallest effect that a sample of this size and shape could have shown; the claim is undecided if that is too large.

    Returns the least c in [1, 10], to 6e-4 from above, for which the sample scaled to a mean of c in its tightest cell reaches
    log(1 / alpha); inf if there is none, or if the sample is all zeros.

    Args:
        z: (..., n), as for `log_e_value`.
        alpha: the level of the test.

    Raises:
        ValueError: a negative z, no run or no cell; alpha outside (0, 1).
    """
    cells, level = _cells(z), -log(_level(alpha))
    if not np.isfinite(cells).all():
        return 1.0
    if not cells.any():
        return inf
    # Dividing by the largest value first keeps the mean from overflowing.
    cells = cells / cells.max()
    cells = cells / cells.mean(-1).max()

    def shown(c):
        return _peak(c * cells, level) >= level

    if shown(1.0):
        return 1.0
    if not shown(_LARGEST_FACTOR):
        return inf
    low, high = 1.0, _LARGEST_FACTOR
    # Wealth grows with c run by run, so the peak does, and halving finds the one crossing.
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if shown(middle) else (middle, high)
    return high


def runs_needed(effect: float, variance: float, alpha: float) -> float:
    """Runs with which `log_e_value` shows E Z = 1 + effect about nine times in ten, given the variance of that Z; inf if none suffice.

    Twice log(1 / alpha) over the growth log(1 + s D) - s^2 V / (2 (1 + s D)^2) of the best stake s, to second order about the mean.
    It plans a run and decides nothing: right-skewed laws with the same variance need fewer runs.

    Raises:
        ValueError: effect <= 0, variance < 0, alpha outside (0, 1).
    """
    _require(effect > 0 and variance >= 0, f"runs_needed needs effect > 0 and variance >= 0; it had {effect} and {variance}.")
    won = 1 + _STAKES * effect
    growth = (np.log(won) - _STAKES**2 * variance / (2 * won**2)).max()
    return ceil(-2 * log(_level(alpha)) / growth) if growth > 0 else inf


def binomial_tail(x: ArrayLike, n: ArrayLike, p: ArrayLike) -> np.ndarray:
    """P(Binomial(n, p) >= x), exact to rounding, elementwise.

    Raises:
        ValueError: n < 0 or p outside [0, 1].
    """
    from scipy.special import betainc

    x, n, p = (np.asarray(v, float) for v in (x, n, p))
    _require((n >= 0).all() and ((p >= 0) & (p <= 1)).all(), f"A binomial needs n >= 0 and 0 <= p <= 1; it had n = {n}, p = {p}.")
    inside = (x > 0) & (x <= n)
    return np.where(inside, betainc(np.where(inside, x, 1), np.where(inside, n - x + 1, 1), p), x <= 0)[()]


def binomial_threshold(n: int, p: float, alpha: float) -> int:
    """The least count c with P(Binomial(n, p) >= c) <= alpha; n + 1 if no count is that rare.

    Raises:
        ValueError: n < 0, p outside [0, 1], alpha outside (0, 1).
    """
    _level(alpha)
    low, high = 0, n + 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if binomial_tail(middle, n, p) <= alpha else (middle + 1, high)
    return low


def clopper_pearson(k: ArrayLike, n: ArrayLike, alpha: float) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper confidence limits of a probability after k successes in n runs.

    Each is one-sided and misses with probability at most alpha, both together at most 2 alpha.

    Args:
        k, n: counts of any shapes that broadcast.

    Raises:
        ValueError: not 0 <= k <= n, or alpha outside (0, 1).
    """
    from scipy.special import betainccinv, betaincinv

    k, n = np.broadcast_arrays(np.asarray(k, float), np.asarray(n, float))
    _require(((k >= 0) & (k <= n)).all(), f"Clopper-Pearson limits need 0 <= k <= n; they had k = {k}, n = {n}.")
    _level(alpha)
    lower = np.where(k > 0, betaincinv(np.maximum(k, 1), n - k + 1, alpha), 0.0)
    upper = np.where(k < n, betainccinv(k + 1, np.maximum(n - k, 1), alpha), 1.0)
    return lower[()], upper[()]


def failures(count: int, n: int, delta: float, alpha: float) -> Failures:
    """The verdict on "a run fails with probability at most delta" after `count` failures in n independent runs.

    Refuted where so many failures have probability at most alpha; "holds" only where failures twice as frequent would have been seen
    nine times in ten.

    Args:
        count: runs that failed, each counted once, at whichever iteration.

    Raises:
        ValueError: not 0 <= count <= n, delta or alpha outside (0, 1).
    """
    _require(0 <= count <= n, f"failures needs 0 <= count <= n; it had count = {count}, n = {n}.")
    _require(0 < delta < 1, f"failures needs a delta in (0, 1); it had {delta}.")
    threshold = binomial_threshold(n, delta, alpha)
    power = float(binomial_tail(threshold, n, min(1.0, 2 * delta)))
    outcome: Outcome = "refuted" if count >= threshold else "holds" if power >= 0.9 else "undecided"
    return Failures(outcome, threshold, power, float(binomial_tail(count, n, delta)))


def window_rule(k: ArrayLike, log_metric: ArrayLike, standard_error: ArrayLike, exponent: float, log_power: float = 0.0) -> Window:
    """Does the metric fall more slowly than k^-exponent log(k)^log_power?

    The slope over the last four points is extrapolated from that of the four before, and only in the claim's favour; the claim is
    rejected if even then it exceeds -exponent + log_power / log(k_first) by 0.1 and 3.09 standard errors, with k_first the first point
    of the last window. A slow start can fool the rule, so a rejection refutes only where the instance's asymptotics are known.

    Args:
        k: (K,) iterations, the last eight each twice the one before.
        log_metric: (..., K) natural logarithm of the mean metric, independent noise at every k.
        standard_error: scalar or (..., K), of log_metric: the relative standard error of the mean metric.

    Raises:
        ValueError: fewer than eight dyadic points at the end, a log_metric or standard_error that is not finite, shapes that differ.
    """
    k, y = np.asarray(k, float), np.asarray(log_metric, float)
    _require(k.ndim == 1 and y.shape[-1:] == k.shape, f"window_rule needs log_metric (..., K) for k (K,); it had {y.shape}, {k.shape}.")
    dyadic = 1 + int(np.logical_and.accumulate((k[1:] == 2 * k[:-1])[::-1]).sum())
    _require(
        dyadic >= 2 * _WINDOW and k[-2 * _WINDOW] >= 1,
        f"The window rule needs eight dyadic points k >= 1 at the end; it had {dyadic}: record at k = 2^5, ..., 2^16.",
    )
    recent, earlier = np.s_[..., -_WINDOW:], np.s_[..., -2 * _WINDOW : -_WINDOW]
    _require(np.isfinite(y[..., -2 * _WINDOW :]).all(), "window_rule needs a finite log_metric; drop points where the metric is 0 or inf.")
    x = np.log(k[recent])
    weight = (x - x.mean()) / np.square(x - x.mean()).sum()
    s = np.broadcast_to(np.asarray(standard_error, float), y.shape)
    _require(((s >= 0) & (s < inf)).all(), f"window_rule needs a finite standard_error >= 0; it had {s}.")
    b1, b0 = y[recent] @ weight, y[earlier] @ weight
    v1, v0 = np.square(s[recent]) @ weight**2, np.square(s[earlier]) @ weight**2
    extrapolated = b1 + 2.5 * np.minimum(b1 - b0, 0)
    error = np.sqrt(np.where(b1 < b0, 3.5**2 * v1 + 2.5**2 * v0, v1))
    rejected = extrapolated - 3.09 * error > -exponent + log_power / x[0] + 0.1
    return Window(b1, b0, extrapolated, error, rejected)


def sign_test(wins: int, n: int, alpha: float) -> Sign:
    """Exact one-sided sign test of "A wins at most half of the paired runs".

    Args:
        wins: pairs that A wins; a tie is no win, which keeps the level.
        n: all pairs.

    Raises:
        ValueError: not 0 <= wins <= n, or alpha outside (0, 1).
    """
    _require(0 <= wins <= n, f"sign_test needs 0 <= wins <= n; it had wins = {wins}, n = {n}.")
    p = float(binomial_tail(wins, n, 0.5))
    return Sign(p, p <= _level(alpha))


def holm(p: ArrayLike, alpha: float) -> np.ndarray:
    """Which of m claims to reject, (m,) of bool, so that a true one is among them with probability at most alpha.

    Valid under any dependence: the j-th smallest p-value is rejected if it and all smaller ones pass alpha / (m - j + 1).

    Raises:
        ValueError: p not (m,) with values in [0, 1], or alpha outside (0, 1).
    """
    p = np.asarray(p, float)
    _require(p.ndim == 1 and ((p >= 0) & (p <= 1)).all(), f"holm needs p-values (m,) in [0, 1]; it had {p}.")
    order = p.argsort()
    passed = p[order] <= _level(alpha) / np.arange(len(p), 0, -1)
    rejected = np.zeros(len(p), bool)
    rejected[order] = np.logical_and.accumulate(passed)
    return rejected


def e_to_p(e: ArrayLike) -> np.ndarray:
    """min(1, 1 / e), a p-value for an e-value and for the peak of an e-process alike, elementwise.

    Raises:
        ValueError: a negative or undefined e.
    """
    e = np.asarray(e, float)
    _require((e >= 0).all(), f"e_to_p needs e >= 0; it had {e}.")
    return 1 / np.maximum(e, 1)


def share(alpha: float, n: int) -> float:
    """The level of each of n tests that leaves a false alarm in any of them at most alpha (Bonferroni).

    Raises:
        ValueError: n < 1, or alpha outside (0, 1).
    """
    _require(n >= 1, f"share needs n >= 1 tests; it had {n}.")
    return _level(alpha) / n


def _require(condition: bool | np.bool, sentence: str) -> None:
    if not condition:
        raise ValueError(sentence)


def _level(alpha):
    _require(0 < alpha < 1, f"A level must lie in (0, 1); it was {alpha}.")
    return alpha


def _cells(z):
    """z (..., n) as (cells, n), checked."""
    z = np.asarray(z, float)
    _require(z.ndim > 0 and z.size > 0, f"Betting needs z (..., n) with at least one run and one cell; it had shape {z.shape}.")
    _require(not (z < 0).any(), "Betting needs z >= 0, but some z is negative; shift the metric or its bound so that the ratio is not.")
    return z.reshape(-1, z.shape[-1])


def _peak(z, stop=inf):
    """The largest log mean wealth over runs of z (cells, n), finite; once past `stop`, any value past it."""
    wealth = np.zeros((len(_STAKES), len(z), 1))
    peak, length = -inf, max(1, _BLOCK // wealth.size)
    for start in range(0, z.shape[-1], length):
        won = np.log1p(_STAKES[:, None, None] * (z[:, start : start + length] - 1))
        path = wealth + won.cumsum(-1)
        wealth = path[..., -1:]
        top = path.max((0, 1))
        peak = max(peak, float((top + np.log(np.exp(path - top).mean((0, 1)))).max()))
        if peak >= stop:
            break
    return peak
