"""One judge per kind of claim: a comparison in, an opinion out. The statistics are those of `statistics.py`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import sympy

from optlab.claim import Claim
from optlab.compare import Comparison
from optlab.symbols import N as N_
from optlab.symbols import k as k_
from optlab.verdict import Outcome

# How far above its bound a metric may lie before it is a violation: a thousandth of a thousandth of a part per thousand.
TOLERANCE = 1e-9
# A sample that could not have shown a bound half again too small shows nothing.
EFFECT = 1.5


@dataclass(frozen=True)
class Opinion:
    """outcome, and metric / bound (T, B, S), or (T, B, 1) of means; -inf where nothing was compared."""

    outcome: Outcome
    ratio: np.ndarray
    sample: dict[str, float] = field(default_factory=dict)
    note: str = ""


def judge(claim: Claim, seen: Comparison, alpha: float, *, other: Comparison | None = None, enumerated: bool = False) -> Opinion:
    """The opinion on `claim`.

    Args:
        alpha: probability of refuting a true claim, where chance plays a part.
        other: the comparison of `claim.against`.
        enumerated: the replicas are all equally likely paths, so that their mean is the expectation.
    """
    if not seen.compared.any():
        return Opinion("undecided", np.full((1, 1, 1), -np.inf), note="Nothing could be compared: `where` and rounding left no point")
    if enumerated:
        return _enumerated(claim, seen)
    return JUDGES[claim.kind](claim, seen, alpha, other)


def ratios(seen: Comparison, upside_down: bool = False) -> np.ndarray:
    """metric / bound where compared, -inf elsewhere; a NaN metric, and a positive metric over a bound <= 0, count as inf."""
    over, under = (seen.bound, seen.metric) if upside_down else (seen.metric, seen.bound)
    with np.errstate(all="ignore"):
        z = np.where(under > 0, over / np.where(under > 0, under, 1.0), np.where(over > under, np.inf, 1.0))
    z = np.where(np.isnan(seen.metric) | np.isnan(z), np.inf, z)
    return np.where(seen.compared, z, -np.inf)


def _surely(claim, seen, alpha, other):
    z = ratios(seen)
    return Opinion("refuted" if (z > 1 + TOLERANCE).any() else "holds", z)


def _from_below(claim, seen, alpha, other):
    z = ratios(seen, upside_down=True)
    return Opinion("refuted" if (z > 1 + TOLERANCE).any() else "holds", z)


def _equal(claim, seen, alpha, other):
    right = seen.bound if other is None else other.metric
    scale = np.maximum(np.abs(seen.metric), np.abs(right))
    with np.errstate(all="ignore"):
        z = np.where(seen.metric == right, 0.0, np.abs(seen.metric - right) / np.where(scale > 0, scale, 1.0))
    z = np.where(seen.compared, np.where(np.isnan(z), np.inf, z), -np.inf)
    return Opinion("refuted" if (z > TOLERANCE).any() else "holds", z)


def _enumerated(claim, seen):
    mean, limit = (np.broadcast_to(v, seen.compared.shape).mean(-1, keepdims=True) for v in (seen.metric, seen.bound))
    exact = Comparison(seen.k, seen.N, mean, limit, seen.compared.all(-1, keepdims=True))
    z = ratios(exact, upside_down=claim.kind == "lower-bound")
    if not exact.compared.any():
        return Opinion("undecided", z, note="Nothing could be compared")
    return Opinion("refuted" if (z > 1 + TOLERANCE).any() else "holds", z, {"paths": float(seen.metric.shape[-1])})


def _in_expectation(claim, seen, alpha, other):
    from optlab.statistics import detectable_effect, log_e_value

    rows = _spread(np.flatnonzero(seen.compared.any((1, 2))))
    z = np.where(seen.compared, ratios(seen), 0.0)[rows]
    mean = np.full((len(seen.k), z.shape[1], 1), -np.inf)
    mean[rows] = z.mean(-1, keepdims=True)
    evidence, effect = log_e_value(z), detectable_effect(z, alpha)
    sample = {"n": float(z.shape[-1]), "log_e": evidence, "effect": effect}
    if evidence >= -np.log(alpha):
        return Opinion("refuted", mean, sample)
    if effect > EFFECT:
        return Opinion("undecided", mean, sample, "This sample could not have shown a bound half again too small; take more replicas")
    return Opinion("holds", mean, sample)


def _with_high_probability(claim, seen, alpha, other):
    from optlab.statistics import failures

    z = ratios(seen)
    failed = (z > 1 + TOLERANCE).any(0)  # a run fails once, at whichever k
    B, S = failed.shape
    worst = int(failed.sum(-1).max())
    said = failures(worst, S, claim.delta, alpha / B)
    at = np.unravel_index(np.argmax(np.where(failed == failed.any(), z, -np.inf) if failed.any() else z), z.shape)
    share = np.full(z.shape, -np.inf)
    share[at] = worst / S / claim.delta
    sample = {"n": float(S), "failed": float(worst), "threshold": float(said.threshold), "power": said.power}
    return Opinion(said.outcome, share, sample)


def _at_a_rate(claim, seen, alpha, other):
    from optlab.statistics import window_rule

    t = seen.N if claim.over == "end" else seen.k
    spoken = t[seen.compared.all((1, 2))]
    first = spoken.min() if spoken.size else np.inf
    rows = np.flatnonzero((t >= first) & (t > 0) & (np.log2(np.maximum(t, 1)) % 1 == 0))
    exponent, log_power = decay(claim.bound)
    m = seen.metric[rows]
    with np.errstate(all="ignore"):
        y = np.log(m.mean(-1))
        error = m.std(-1, ddof=1) / m.mean(-1) / m.shape[-1] ** 0.5 if m.shape[-1] > 1 else np.zeros_like(y)
    try:
        rule = window_rule(t[rows], y.T, error.T, exponent, log_power)
    except ValueError as unfit:
        return Opinion("undecided", np.full((1, 1, 1), -np.inf), note=str(unfit))
    z = np.full(seen.metric.shape[:2] + (1,), -np.inf)
    z[rows[-1], :, 0] = np.exp(np.asarray(rule.slope) + exponent)
    slope = float(np.max(rule.slope))
    note = f"Last slope {slope:.3f} against {-exponent:g}: a window of slopes is evidence, not a proof"
    return Opinion("refuted" if np.any(rule.rejected) else "holds", z, {"n": float(m.shape[-1]), "slope": slope}, note)


def _as_a_phenomenon(claim, seen, alpha, other):
    from optlab.statistics import sign_test

    kept = seen.compared[-1].all(-1)
    if not kept.any():
        return Opinion("undecided", np.full((1, 1, 1), -np.inf), note="`where` leaves no instance at the end of the run")
    ours = np.where(np.isnan(seen.metric[-1]), np.inf, seen.metric[-1])
    theirs = np.where(np.isnan(other.metric[-1]), np.inf, other.metric[-1]) if other is not None else seen.bound[-1]
    wins, n = int((ours * claim.margin <= theirs)[kept].sum()), ours[kept].size
    losses = int((theirs < ours * claim.margin)[kept].sum())
    sample = {"n": float(n), "wins": float(wins)}
    with np.errstate(all="ignore"):
        z = np.where(theirs > 0, ours * claim.margin / np.where(theirs > 0, theirs, 1.0), np.inf)
    full = np.full((len(seen.k), *z.shape), -np.inf)
    b, s = np.unravel_index(np.argmax(np.where(kept[:, None], z, -np.inf)), z.shape)
    full[-1, b, s] = losses / max(wins, 1)
    if sign_test(wins, n, alpha).significant:
        return Opinion("holds", full, sample)
    if sign_test(losses, n, alpha).significant:
        return Opinion("refuted", full, sample)
    return Opinion("undecided", full, sample, "Neither side wins often enough for these many pairs")


def decay(bound: sympy.Expr) -> tuple[float, float]:
    """(p, q) of a bound that decays like k^-p log(k)^q, or the same in N.

    Raises:
        ValueError: it does not decay like that.
    """
    t = N_ if bound.has(N_) else k_
    x = sympy.Symbol("x", positive=True)
    e = bound.subs(t, x)
    p = -sympy.limit(x * sympy.diff(sympy.log(e), x), x, sympy.oo)
    q = sympy.limit(sympy.log(x) * (x * sympy.diff(sympy.log(e), x) + p), x, sympy.oo)
    if not (p.is_number and p.is_finite and q.is_finite):
        raise ValueError(f"a rate looks like k^-p log(k)^q, but the bound is {bound}; write it so")
    return float(p), float(q)


def _spread(rows: np.ndarray, many: int = 12) -> np.ndarray:
    """At most `many` of the rows, log-spaced: every further cell of the mixture costs evidence."""
    if len(rows) <= many:
        return rows
    return rows[np.unique(np.concatenate([[0], np.geomspace(1, len(rows) - 1, many - 1).round()]).astype(int))]


JUDGES: dict[str, Callable[[Claim, Comparison, float, Any], Opinion]] = {
    "deterministic": _surely,
    "certificate": _surely,
    "identity": _equal,
    "lower-bound": _from_below,
    "expectation": _in_expectation,
    "high-probability": _with_high_probability,
    "rate": _at_a_rate,
    "phenomenon": _as_a_phenomenon,
}
