"""Run a method on a problem and record a trace."""

import platform
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from threadpoolctl import ThreadpoolController

from optlab.arrays import Array, is_exact, isfinite, space, to_numpy
from optlab.devices import moved
from optlab.method import Method
from optlab.metrics import Metric, gap, judges_a_step
from optlab.oracle import Exact, Oracle
from optlab.problem import Problem
from optlab.rng import Rng

# A few instances' data stay in cache through all iterations, and a step's arithmetic outweighs its Python.
CHUNK_BYTES = 4 << 20
_default_threads = [1]


def use_threads(threads: int) -> None:
    """Let every later run of this process use so many threads of linear algebra."""
    _default_threads[0] = threads


@dataclass(frozen=True)
class Trace:
    """What a run measured.

    Attributes:
        k: (T,) recorded iterations.
        columns: metric name to (T, B, S); inf from where a run has left the finite range.
        calls: kind to (T, B|1, S|1), calls made until x_k was there.
        final: state after the last step; None where the batch was run in several chunks with states that cannot be joined.
        steps: number of steps, N.
        ids: (B,) instance numbers.
        meta: versions, platform, seed, seconds.
    """

    k: np.ndarray
    columns: dict[str, Array]
    calls: dict[str, np.ndarray]
    final: Any
    steps: int
    ids: np.ndarray
    meta: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Array:
        return self.columns[name]


def checkpoints(steps: int, many: int = 64) -> np.ndarray:
    """Every k up to `many` steps; in longer runs about `many` of them, log-spaced, with both ends."""
    if steps <= many:
        return np.arange(steps + 1)
    return np.unique(np.concatenate([[0], np.geomspace(1, steps, many).round()])).astype(int)


def run(
    method: Method,
    problem: Problem,
    steps: int,
    *,
    record: Iterable[Metric] = (gap,),
    at: Iterable[int] | None = None,
    seed: int = 0,
    oracle: Oracle | None = None,
    chunk: int | None = None,
    rng: Any = None,
    threads: int | None = None,
    device: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Trace:
    """Take `steps` steps from x0 and record metrics.

    Args:
        record: metrics (exact, state) or (exact, state, before).
        at: iterations to record; `checkpoints(steps)` unless given.
        oracle: what the method asks; exact unless given.
        chunk: instances taken through all iterations together; as many as fit the cache on a CPU, all on a GPU.
        rng: randomness in place of the counter-based one, such as `Paths`.
        threads: of linear algebra; one, unless `use_threads` said otherwise.
        device: "cuda" takes problem and method to the GPU, from NumPy too; where they are, unless given. The draws are the same.
        progress: called with (instances done, instances in all) after every chunk.

    Raises:
        ValueError: steps is not a nonnegative integer, `at` is empty or outside 0..steps, the start has the wrong shape, or there is no
            such device.
        LookupError: the method needs a constant that the problem does not have.
    """
    at = _recorded(steps, at)
    metrics = tuple(dict.fromkeys(record))
    oracle = oracle or Oracle()
    if problem.x0.ndim != 3:
        raise ValueError(f"a start has the shape (B, S, d), but x0 has {tuple(problem.x0.shape)}; add the missing axes")
    if device is not None:
        method, problem = moved(method, problem, device)
    B = problem.x0.shape[0]
    on_cpu = str(getattr(problem.x0, "device", "cpu")) == "cpu"
    fits = max(1, CHUNK_BYTES * B // max(1, problem.nbytes)) if on_cpu else B
    # Randomness from elsewhere has the ids of the whole batch.
    chunk = B if rng is not None else chunk or fits
    began, parts = time.perf_counter(), []
    with _threads().limit(limits=threads or _default_threads[0]):
        for b in range(0, B, chunk):
            part = problem if chunk >= B else problem[b : b + chunk]
            parts.append(_run(method, part, steps, metrics, at, seed, oracle, rng))
            if progress:
                progress(min(B, b + chunk), B)
    seconds = time.perf_counter() - began
    return _joined(parts, at, steps, {**versions(), "seed": seed, "seconds": seconds})


def _recorded(steps: int, at: Iterable[int] | None) -> np.ndarray:
    if not isinstance(steps, int | np.integer) or steps < 0:
        raise ValueError(f"a run needs a number of steps >= 0, but steps = {steps!r}; pass an integer")
    if at is None:
        return checkpoints(int(steps))
    at = np.unique(np.asarray(list(at), dtype=int))
    if not len(at) or at[0] < 0 or at[-1] > steps:
        raise ValueError(f"iterations to record lie in 0..{steps}, but at = {at.tolist()}; drop the others")
    return at


class _Part(NamedTuple):
    columns: dict[str, Array]
    calls: dict[str, list[Any]]
    final: Any
    ids: np.ndarray


def _run(method, problem, steps, metrics, at, seed, oracle, rng) -> _Part:
    xp, exactly = space(problem.x0), is_exact(problem.x0)
    like = None if isinstance(problem.x0, np.ndarray) else problem.x0
    B, S, _ = problem.x0.shape
    exact = Exact(problem)
    ask = oracle.over(exact, rng or Rng(seed, problem.ids, S, until=max(steps, 1), like=like))
    now = method.bind({**problem.constants, **oracle.constants(problem)}, steps)
    wanted, stepwise = set(at.tolist()), any(judges_a_step(m) for m in metrics)
    rows: dict[str, list[Array]] = {m.__name__: [] for m in metrics}
    calls: list[dict[str, Any]] = []
    dead = xp.full((B, S), float("inf"), **_like(problem.x0))
    take = _taker(method, now, oracle, problem, ask, steps, lambda k: stepwise or k == steps or k in wanted)
    with np.errstate(all="ignore"), _without_autograd(problem.x0):
        s, before = now(0).init(problem.x0), None
        if exactly:
            s = _lifted(s)
        for k in range(steps + 1):
            ask.begin(k)
            exact.recording = k in wanted
            if exact.recording:
                calls.append(dict(ask.calls))
            # Step first: what the method asked at x_k is then free for the metrics at x_k.
            after = take(k, s) if k < steps else s
            if exact.recording:
                for m in metrics:
                    rows[m.__name__].append(_measured(m, exact, s, before, dead))
                exact.forget()
                if not exactly and rows and _over(rows, s.x):
                    break
            before, s = (s if stepwise else None), after
    for row in rows.values():
        row.extend([dead] * (len(at) - len(row)))
    calls.extend([calls[-1]] * (len(at) - len(calls)))
    kinds = ask.calls
    return _Part(
        {name: xp.stack(row) for name, row in rows.items()},
        {kind: [np.broadcast_to(to_numpy(c.get(kind, 0)), (B, S)) for c in calls] for kind in kinds},
        s,
        problem.ids,
    )


def _taker(method, now, oracle, problem, ask, steps, kept) -> Callable[[int, Any], Any]:
    """What takes step k from a state: on a GPU a graph, where that pays."""
    if hasattr(problem.x0, "is_cuda"):
        from optlab import gpu_graph

        graph = gpu_graph.graph_for(problem, steps)
        if graph is not None:
            return gpu_graph.CapturedSteps(method, now, oracle, problem, ask, graph, kept)
    return lambda k, s: now(k).step(s, ask)


def _measured(metric, exact, s, before, dead):
    xp = space(dead)
    if not judges_a_step(metric):
        v = metric(exact, s)
    elif before is None:
        return xp.zeros_like(dead)
    else:
        v = metric(exact, s, before)
    if tuple(v.shape) != tuple(dead.shape):
        v = xp.broadcast_to(v, dead.shape)
    if bool(xp.all(isfinite(v))):
        return v
    # A run that has left the finite range has no metric; a NaN at a finite point stays one, and counts as a violation.
    return xp.where(xp.all(isfinite(s.x), axis=-1), v, dead)


def _over(rows: dict[str, list[Array]], x: Array) -> bool:
    """Whether every point has left the finite range; asked of x only if a metric has."""
    xp = space(x)
    return not bool(xp.any(xp.isfinite(next(iter(rows.values()))[-1]))) and not bool(xp.any(xp.isfinite(x)))


def _like(x: Array) -> dict[str, Any]:
    return {} if is_exact(x) else {"dtype": x.dtype, "device": x.device}


def _lifted(s: Any) -> Any:
    from optlab.ball import Ball

    return type(s)(*(Ball(v) if type(v) is float else v for v in s))


def _joined(parts: list[_Part], at: np.ndarray, steps: int, meta: dict[str, Any]) -> Trace:
    first = parts[0]
    if len(parts) == 1:
        calls = {kind: _narrow(np.stack(v)) for kind, v in first.calls.items()}
        return Trace(at, first.columns, calls, first.final, steps, np.asarray(first.ids), meta)
    xp = space(first.final.x)
    columns = {name: xp.concat([p.columns[name] for p in parts], axis=1) for name in first.columns}
    calls = {kind: _narrow(np.concatenate([np.stack(p.calls[kind]) for p in parts], axis=1)) for kind in first.calls}
    ids = np.concatenate([np.asarray(p.ids) for p in parts])
    return Trace(at, columns, calls, _one_state([p.final for p in parts]), steps, ids, meta)


def _one_state(states: list[Any]) -> Any:
    """States of several chunks as one: arrays joined along B, also those of an inner state, numbers taken from the first."""
    xp = space(states[0].x)

    def one(v):
        if isinstance(v[0], tuple):
            return _one_state(v)
        return xp.concat(v) if getattr(v[0], "ndim", 0) else v[0]

    return type(states[0])(*(one(v) for v in map(list, zip(*states, strict=True))))


def _narrow(calls: np.ndarray) -> np.ndarray:
    """(T, B, S) with an axis of equal entries as length 1."""
    for axis in (2, 1):
        if (calls == calls.take([0], axis)).all():
            calls = calls.take([0], axis)
    return calls


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


@lru_cache(1)
def versions() -> dict[str, str]:
    from importlib.metadata import version

    names = ("optlab", "numpy", "scipy", "sympy", "python-flint", "torch")
    return {"python": platform.python_version(), "platform": platform.platform(), **{name: version(name) for name in names}}


def _without_autograd(x: Array):
    if isinstance(x, np.ndarray):
        from contextlib import nullcontext

        return nullcontext()
    import sys

    torch = sys.modules.get("torch")
    return torch.no_grad() if torch and isinstance(x, torch.Tensor) else _without_autograd(np.empty(0))
