"""Traces of many runs by name, in whatever order an engine brings them; what the store has is not run again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from optlab.arrays import to_numpy
from optlab.experiment import Run, execute, identity, measure
from optlab.runner import Trace
from optlab.store import home, keep, kept

Engine = Callable[[Callable[[Run], tuple[str, Trace]], Iterable[Run]], Iterable[tuple[str, Trace]]]


def collect(
    runs: Mapping[str, Run],
    *,
    store: str | Path | None = None,
    map: Engine = map,
    remote: bool = False,
    progress: Callable[[int], None] | None = None,
) -> dict[str, Trace]:
    """The traces, without final states; each is in the store as soon as it is there.

    Args:
        map: the engine; it may answer in any order.
        remote: whether the engine's workers may not see the store, so that traces are kept here.
        progress: called with the number of runs that are done, whenever some are.

    Raises:
        ValueError: a worker has other sources than this process.
        ValueError, LookupError, StoreError: as in `optlab.experiment.execute`.
    """
    ids = {name: identity(spec) for name, spec in runs.items()}
    paths = {i: home(store) / "traces" / f"{i}.parquet" for i in ids.values()}
    found = {i: trace for i, path in paths.items() if (trace := kept(path)) is not None}

    def tell() -> None:
        if progress:
            progress(sum(i in found for i in ids.values()))

    tell()
    missing = {ids[name]: spec for name, spec in runs.items() if ids[name] not in found}
    work = measured if remote else partial(finished, store=store)
    for i, trace in map(work, missing.values()) if missing else ():
        if i not in missing:
            raise ValueError(
                "a worker has other sources than this process, so its numbers would be another program's; install the same there"
            )
        if remote:
            keep(paths[i], trace)
        found[i] = trace
        tell()
    return {name: found[i] for name, i in ids.items()}


def finished(spec: Run, *, store: str | Path | None) -> tuple[str, Trace]:
    """Content hash and trace of a run that is now in the store. Raises as `optlab.experiment.execute` does."""
    return identity(spec), _light(execute(spec, store=store))


def measured(spec: Run) -> tuple[str, Trace]:
    """Content hash and trace of a run, kept nowhere. Raises as `optlab.experiment.execute` does."""
    return identity(spec), _light(measure(spec))


def _light(trace: Trace) -> Trace:
    return replace(trace, final=None, columns={name: to_numpy(v) for name, v in trace.columns.items()})
