"""Experiment: runs as values, and their results as one tidy table."""

import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from optlab.arrays import to_numpy
from optlab.claim import Claim
from optlab.compare import compare
from optlab.content import key
from optlab.method import Method
from optlab.metrics import Metric, gap
from optlab.oracle import Oracle
from optlab.problem import Problem
from optlab.runner import Trace, run
from optlab.store import home, keep, kept, write_table
from optlab.verify import admit
from optlab.workers import over


@dataclass(frozen=True, kw_only=True)
class Run:
    """Everything that decides a trace.

    Attributes:
        method: a Method. That of a claim without one is None, and refused.
        problem: a functools.partial of a problem maker, so that a run pickles, hashes, and is built where it runs.
        record: metrics; those that `claim` speaks of are added.
        claim: whose bound is set beside its metric, if any.
        at: recorded iterations; log-spaced unless given, and all of them where the claim compares neighbouring ones.
        device: "cpu", or "cuda" where the machine that runs it has a GPU; both draw the same random numbers.

    Raises:
        ValueError: a field could not be run.
    """

    method: Any
    problem: partial[Any]
    steps: int
    record: tuple[Metric, ...] = (gap,)
    replicas: int = 1
    seed: int = 0
    oracle: Oracle = field(default_factory=Oracle)
    claim: Claim | None = None
    at: tuple[int, ...] | None = None
    device: str = "cpu"

    def __post_init__(self) -> None:
        for name, least in (("steps", 0), ("replicas", 1), ("seed", 0)):
            v = getattr(self, name)
            if not isinstance(v, int) or isinstance(v, bool) or v < least:
                raise ValueError(f"a run needs {name} to be a whole number >= {least}, but it is {v!r}; pass such a number")
        if not isinstance(self.problem, partial):
            raise ValueError(f"a run needs its problem as functools.partial(maker, ...), but it is {self.problem!r}; wrap the maker")
        if not isinstance(self.method, Method):
            raise ValueError(f"a run needs a Method, but its method is {self.method!r}; pass an instance of one")
        for f in fields(self.method):
            v = getattr(self.method, f.name)
            if isinstance(v, float | np.ndarray) and np.isnan(v).any():
                raise ValueError(f"{type(self.method).__name__}.{f.name} is NaN; pass a number, an array or an expression")
        wanted = (self.claim.metric, *self.claim.given.values()) if self.claim else ()
        object.__setattr__(self, "record", tuple(dict.fromkeys((*self.record, *wanted))))
        if not self.record:
            raise ValueError("a run needs at least one metric to record, but record is empty; pass record=(gap,)")
        if self.claim and self.claim.stepwise:
            object.__setattr__(self, "at", tuple(range(self.steps + 1)))


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """Runs by label. Its description is the docstring of its module.

    Raises:
        ValueError: there are no runs.
    """

    id: str
    runs: Mapping[str, Run] = field(hash=False)

    def __post_init__(self) -> None:
        if not self.runs:
            raise ValueError(f"the experiment {self.id} needs runs, but has none; give it a mapping of labels to Run")

    def reseeded(self, by: int) -> "Experiment":
        """The same experiment on other instances, under other noise: `by` is added to every seed."""
        return replace(self, runs={label: _reseeded(spec, by) for label, spec in self.runs.items()}) if by else self

    def on(self, device: str) -> "Experiment":
        """The same experiment on another device."""
        return replace(self, runs={label: replace(spec, device=device) for label, spec in self.runs.items()})


def _reseeded(spec: Run, by: int) -> Run:
    seed = {"seed": (spec.problem.keywords.get("seed", 0) + by) % 2**64}
    return replace(spec, seed=(spec.seed + by) % 2**64, problem=partial(spec.problem, **seed))


def execute(spec: Run, *, store: str | Path | None = None) -> Trace:
    """The trace of `spec`, from the store if it is there. Its final state is None then.

    Raises:
        ValueError: the problem has a NaN or an infinity where a number is needed, or the run has no content hash.
        LookupError: the method needs a constant that the problem does not have.
        StoreError: the trace cannot be kept.
    """
    path = home(store) / "traces" / f"{identity(spec)}.parquet"
    found = kept(path)
    if found is None:
        found = measure(spec)
        keep(path, found)
    return found


def measure(spec: Run) -> Trace:
    """The trace of `spec`, run here and now, and kept nowhere. Raises as `execute` does."""
    problem = spec.problem().sound().replicate(spec.replicas)
    return run(spec.method, problem, spec.steps, record=spec.record, at=spec.at, seed=spec.seed, oracle=spec.oracle, device=spec.device)


def identity(spec: Run) -> str:
    """The content hash of what decides the trace; the claim beside it decides nothing but what is recorded.

    Raises:
        ValueError: a field has no canonical text, such as a lambda.
    """
    decides = {f.name: getattr(spec, f.name) for f in fields(Run) if f.name != "claim"}
    # What was kept before there were devices was run on the CPU.
    if spec.device == "cpu":
        del decides["device"]
    return key({**decides, "runner": run})


def traces(
    experiment: Experiment,
    *,
    store: str | Path | None = None,
    map: Callable[..., Any] = map,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Trace]:
    """Traces by label. `map` is the engine: builtin, a process pool's, a cluster's."""
    found: dict[str, Trace] = {}
    for label, trace in zip(experiment.runs, map(partial(execute, store=store), experiment.runs.values()), strict=True):
        found[label] = trace
        if progress:
            progress(len(found), len(experiment.runs))
    return found


def engine(processes: int, files: tuple[str, ...] = ()) -> Callable[..., Any]:
    """A map over so many processes; each of them loads the catalog files that its work may come from."""
    if processes <= 1:
        return map
    return lambda function, items: over(unpacked, ((files, pickle.dumps((function, v))) for v in items), processes)


def unpacked(files: tuple[str, ...], job: bytes) -> Any:
    """What a pickled (function, argument) gives here, after the catalog files it may need are loaded."""
    from optlab.load_file import load_file

    for file in files:
        load_file(file)
    function, v = pickle.loads(job)
    return function(v)


def bound(spec: Run, trace: Trace) -> np.ndarray:
    """The claim's bound at every recorded k, (T, B, S); NaN where there is no claim, or it says nothing.

    Raises:
        ValueError: the problem and the oracle lack an assumption of the claim.
    """
    shape = next(iter(trace.columns.values())).shape
    if spec.claim is None:
        return np.full(shape, np.nan)
    problem = spec.problem()
    admit(spec.claim, problem, spec.oracle)
    # The claim may speak of its method's hyper-parameters: those that were run.
    claim = replace(spec.claim, method=spec.method) if type(spec.claim.method) is type(spec.method) else spec.claim
    seen = compare(claim, {**problem.constants, **spec.oracle.constants(problem)}, [trace], floor=0.0)
    return np.where(seen.compared, np.broadcast_to(seen.bound, shape), np.nan)


def rows(experiment: Experiment, found: Mapping[str, Trace]) -> Iterator[dict[str, np.ndarray]]:
    """The tidy table, a block of columns per run and metric; the bound stands beside the metric that its claim speaks of."""
    kinds = sorted({kind for trace in found.values() for kind in trace.calls})
    for label, spec in experiment.runs.items():
        trace, limit = found[label], bound(spec, found[label])
        for metric in spec.record:
            v = to_numpy(trace[metric.__name__])
            words = {"run": label, "method": str(spec.method), "problem": _called(spec.problem), "oracle": str(spec.oracle)}
            k, b, s = np.broadcast_arrays(trace.k[:, None, None], trace.ids[:, None], np.arange(v.shape[2]))
            of_claim = spec.claim is not None and metric is spec.claim.metric
            yield {
                **{name: np.full(v.size, word, dtype=object) for name, word in words.items()},
                "instance": b.reshape(-1),
                "replica": s.reshape(-1),
                "N": np.full(v.size, trace.steps),
                "k": k.reshape(-1),
                "metric": np.full(v.size, metric.__name__, dtype=object),
                "value": v.reshape(-1),
                "bound": limit.reshape(-1) if of_claim else np.full(v.size, np.nan),
                **{f"calls_{kind}": np.broadcast_to(trace.calls.get(kind, 0), v.shape).reshape(-1) for kind in kinds},
            }


def _called(problem: partial[Problem]) -> str:
    arguments = ", ".join([*map(repr, problem.args), *(f"{name}={v!r}" for name, v in problem.keywords.items())])
    return f"{problem.func.__name__}({arguments})"


def write(experiment: Experiment, found: Mapping[str, Trace], path: str | Path) -> int:
    """The tidy table as Parquet at `path`; the number of rows.

    Raises:
        ValueError: as in `bound`.
        StoreError: the file cannot be written.
    """
    blocks = list(rows(experiment, found))
    columns = {name: np.concatenate([b[name] for b in blocks]) for name in blocks[0]}
    about = {"experiment": experiment.id, "runs": {label: dict(t.meta) for label, t in found.items()}}
    write_table(Path(path), columns, about)
    return len(columns["k"])
