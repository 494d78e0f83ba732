"""Set a recorded metric beside the bound of a claim, in floats or in balls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy

from optlab.arrays import Array, is_exact, space, to_numpy
from optlab.claim import Claim
from optlab.expr import evaluate
from optlab.metrics import Metric, judges_a_step
from optlab.runner import Trace

# Below this share of the bound at the start, rounding speaks.
FLOOR = 1e-9


@dataclass(frozen=True)
class Comparison:
    """metric and bound side by side, (T, B, S) each, at iterations k (T,) of runs with N (T,) steps.

    `compared` (T, B, S) says where the claim speaks and rounding does not.
    """

    k: np.ndarray
    N: np.ndarray
    metric: Array
    bound: Array
    compared: np.ndarray

    @property
    def coverage(self) -> float:
        """Share of the points that are compared."""
        return float(self.compared.mean()) if self.compared.size else 0.0


def compare(claim: Claim, constants: Mapping[str, Array], traces: list[Trace], floor: float = FLOOR) -> Comparison:
    """The comparison of `claim` over runs of different lengths, one trace each.

    Raises:
        LookupError: the bound needs a constant or hyper-parameter that is not there.
    """
    parts = [_one(claim, constants, trace, floor) for trace in traces]
    k, N, metric, bound, compared = (np.concatenate(v) for v in zip(*parts, strict=True))
    return Comparison(k, N, metric, bound, compared)


def _one(claim: Claim, constants: Mapping[str, Array], trace: Trace, floor: float):
    raw = _column(trace, claim.metric)
    exactly, xp = is_exact(raw), space(raw)
    number: Callable[[Any], Any] = _exact if exactly else np.float64
    k = np.asarray(trace.k)
    at = number(k)[:, None, None] if exactly else k[:, None, None].astype(float)
    known: dict[str, Any] = {name: v if exactly else to_numpy(v) for name, v in constants.items()}
    known |= {"k": at, "N": number(trace.steps), "delta": claim.delta, "first": raw[:1], "prev": _before(raw)}
    for letter, metric in claim.given.items():
        v = _column(trace, metric)
        known[letter.name] = v if judges_a_step(metric) else _before(v)
    names = {s.name for e in (claim.bound, claim.where) for s in e.free_symbols}
    known |= {name: v for name, v in _hyper_parameters(claim, known, names).items()}
    values = _over(claim.over, raw, at, xp)
    with np.errstate(all="ignore"):
        bound = xp.broadcast_to(evaluate(claim.bound, known, what=f"{claim.id}: bound"), values.shape)
    inside = _where(claim, known, values.shape) & (k >= _start(claim))[:, None, None]
    if claim.over == "end":
        inside &= (k == trace.steps)[:, None, None]
    if not exactly:
        inside &= _above_rounding(bound, inside, floor, raw[:1], claim.over)
    return k, np.full(len(k), trace.steps), values, bound, inside


def _column(trace: Trace, metric: Metric) -> np.ndarray:
    v = trace[metric.__name__]
    return v if is_exact(v) else to_numpy(v)


def _exact(v: Any) -> Any:
    from optlab.balls import ball

    return ball(np.asarray(v, dtype=float)) if np.ndim(v) else ball(np.asarray(float(v)))[()]


def _before(v: np.ndarray) -> np.ndarray:
    return np.concatenate([v[:1], v[:-1]])


def _over(over: str, raw: np.ndarray, at: np.ndarray, xp: Any) -> np.ndarray:
    if over == "best":
        rows = [raw[0]]
        for row in raw[1:]:
            rows.append(xp.minimum(rows[-1], row))
        return np.stack(rows)
    if over == "mean":
        return np.cumsum(raw, axis=0) / (at + 1)
    return raw


def _hyper_parameters(claim: Claim, known: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    if claim.method is None:
        return {}
    held = {name: getattr(claim.method, name) for name in names if hasattr(claim.method, name) and name not in known}
    return {name: evaluate(v, known, what=name) if isinstance(v, sympy.Basic) else v for name, v in held.items()}


def _start(claim: Claim) -> int:
    return 0 if claim.method is None else claim.start


def _where(claim: Claim, known: Mapping[str, Any], shape: tuple[int, ...]) -> np.ndarray:
    v = evaluate(claim.where, known, what=f"{claim.id}: where")
    return np.broadcast_to(np.asarray(v, dtype=bool), shape).copy()


def _above_rounding(bound, inside, floor, first, over) -> np.ndarray:
    """Where the bound is large enough to say something, beside its own start (beside the metric's start if only the end counts)."""
    if over == "end":
        return np.abs(bound) > 1e-4 * floor * np.abs(first)
    opening = np.take_along_axis(np.abs(bound), inside.argmax(axis=0)[None], axis=0)
    return np.abs(bound) > floor * opening
