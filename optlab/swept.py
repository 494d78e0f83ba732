"""What a sweep found: the best point of each method, its numbers on fresh seeds, and how much the choice mattered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from optlab.runner import versions
from optlab.store import home, write_table

if TYPE_CHECKING:
    from optlab.experiment import Experiment
    from optlab.sweep import Point, Sweep


@dataclass(frozen=True)
class Outcome:
    """One point of a grid on n seeds.

    Attributes:
        higher: whether more of the metric is better.
        ids: (n,) instance numbers.
        start: (n,) metric at x0.
        final: (n,) metric when the budget was spent; inf or NaN where the run left the finite range.
        steps: (n,); inf where the run left the finite range.
        calls: kind to (n,).
        spent: (n,) price of the calls.
        meta: of the trace.
    """

    point: Point
    higher: bool
    ids: np.ndarray
    start: np.ndarray
    final: np.ndarray
    steps: np.ndarray
    calls: Mapping[str, np.ndarray]
    spent: np.ndarray
    meta: Mapping[str, Any]

    @cached_property
    def values(self) -> np.ndarray:
        """(n,) `final`, and where it is not finite, the worst there is."""
        return np.where(np.isfinite(self.final), self.final, -np.inf if self.higher else np.inf)

    @cached_property
    def diverged(self) -> np.ndarray:
        """(n,) whether the run ended outside the finite range, or worse than it began."""
        worse = self.values < self.start if self.higher else self.values > self.start
        return worse | ~np.isfinite(self.values)

    @property
    def median(self) -> float:
        return float(np.median(self.values))

    @property
    def low(self) -> float:
        return float(self.values.min())

    @property
    def high(self) -> float:
        return float(self.values.max())


@dataclass(frozen=True)
class Curve:
    """The metric against one hyper-parameter on the seeds of tuning, the others at their best for each of its values.

    Attributes:
        x: its values; empty where the method does not have it, and there is one outcome.
        at: the outcome at each.
    """

    x: tuple[float, ...]
    at: tuple[Outcome, ...]


@dataclass(frozen=True)
class Swept:
    """The result of a sweep.

    Attributes:
        tuning: every point of every grid.
        fresh: label to the outcome of its best point on the fresh seeds.
        prices: of each kind of call, where it is not 1.
        experiment: all that was run, by the names of points, and "..., fresh seeds".
    """

    plan: Sweep
    tuning: tuple[Outcome, ...]
    fresh: Mapping[str, Outcome]
    prices: Mapping[str, float]
    experiment: Experiment

    @staticmethod
    def tuned_of(tuning: Iterable[Outcome]) -> dict[str, Outcome]:
        """Label to the point with the best median on the seeds of tuning, the first of those that tie."""
        found: dict[str, Outcome] = {}
        for one in tuning:
            held = found.get(one.point.label)
            if held is None or _before(one, held):
                found[one.point.label] = one
        return found

    @cached_property
    def tuned(self) -> dict[str, Outcome]:
        """Label to its best point, on the seeds of tuning."""
        return self.tuned_of(self.tuning)

    @property
    def best(self) -> str:
        """The label of the best method, by its median on the seeds of tuning: so its number on the fresh seeds is not chosen for being
        good."""
        first, *others = self.tuned
        for label in others:
            first = label if _before(self.tuned[label], self.tuned[first]) else first
        return first

    def table(self) -> list[dict[str, Any]]:
        """One row for each method, the best on the fresh seeds first."""
        higher = bool(self.plan.higher)
        rows = [self._row(label, fresh) for label, fresh in self.fresh.items()]
        return sorted(rows, key=lambda row: -row["median"] if higher else row["median"])

    def _row(self, label: str, fresh: Outcome) -> dict[str, Any]:
        ended = np.isfinite(fresh.steps)
        return {
            "method": label,
            "tried": sum(one.point.label == label for one in self.tuning),
            "best at": dict(fresh.point.setting),
            "tuning median": self.tuned[label].median,
            "median": fresh.median,
            "low": fresh.low,
            "high": fresh.high,
            "first on": int(self._first_on(label)),
            "diverged": int(fresh.diverged.sum()),
            "seeds": len(fresh.ids),
            "steps": float(np.median(fresh.steps[ended])) if ended.any() else None,
            "calls": {kind: float(np.median(v)) for kind, v in fresh.calls.items()},
            "spent": float(np.median(fresh.spent)),
            "note": "; ".join(self._notes(label)),
        }

    def _first_on(self, label: str) -> int:
        """On how many fresh seeds no method ended better."""
        all_of_them = np.stack([one.values for one in self.fresh.values()])
        top = all_of_them.max(axis=0) if self.plan.higher else all_of_them.min(axis=0)
        return int(((self.fresh[label].values == top) & np.isfinite(top)).sum())

    def _notes(self, label: str) -> Iterable[str]:
        tried = [one for one in self.tuning if one.point.label == label]
        won = self.tuned[label].point.setting
        if not won:
            yield "nothing to tune"
        if all(np.median(one.diverged) == 1 for one in tried):
            yield "diverged at every point"
            return
        for name, v in won.items():
            axis = sorted({one.point.setting[name] for one in tried})
            if len(axis) > 2 and v in (axis[0], axis[-1]):
                yield f"{name} at the {'low' if v == axis[0] else 'high'} end of its grid"

    @property
    def swept(self) -> str:
        """The hyper-parameter that sensitivity is shown against: that of the first grid, or none."""
        return next(iter(self.plan.grid), "").rpartition(".")[2]

    @property
    def sensitivity(self) -> dict[str, Curve]:
        """Label to its curve against the hyper-parameter of the first grid."""
        return self.sensitivity_to(self.swept)

    def sensitivity_to(self, name: str) -> dict[str, Curve]:
        """Label to its curve against the hyper-parameter `name`."""
        found = {}
        for label in self.plan.methods:
            tried = [one for one in self.tuning if one.point.label == label]
            x = sorted({one.point.setting[name] for one in tried if name in one.point.setting})
            at = [self.tuned_of(one for one in tried if one.point.setting[name] == v)[label] for v in x]
            found[label] = Curve(tuple(x), tuple(at or [self.tuned[label]]))
        return found

    @property
    def protocol(self) -> list[str]:
        """How the numbers were made, in sentences."""
        plan, metric = self.plan, self.plan.judged.__name__
        kinds = sorted({kind for one in self.tuning for kind in one.calls})
        prices = ", ".join(f"{kind} {self.prices.get(kind, 1.0):g}" for kind in kinds)
        few, many = self.tuning[0], next(iter(self.fresh.values()))
        unit, worse = ("highest", "below") if plan.higher else ("lowest", "above")
        tried = ", ".join(f"{row['method']} {row['tried']}" for row in self.table())
        said = [
            f"Budget: {plan.budget:g} oracle calls for every run of every method, at these prices: {prices}.",
            f"Tuning: every point of a grid ({tried}) was run on the same {len(few.ids)} seeds ({_numbers(few)}); of each method the point "
            f"with the {unit} median of the final {metric} was taken, and a run that left the finite range counted as the worst.",
            f"Report: these points were then run on {len(many.ids)} fresh seeds ({_numbers(many)}), which had no part in any choice.",
            f"Diverged: a run that left the finite range, or whose final {metric} is {worse} that of its start.",
        ]
        if all(np.array_equal(self.fresh[label].final, won.final, equal_nan=True) for label, won in self.tuned.items()):
            said.append("Nothing here differs between seeds, so the fresh ones repeat those of tuning.")
        return said

    def json(self) -> dict[str, Any]:
        """The names that scripts rely on."""
        plan = self.plan
        return {
            "id": plan.id,
            "problem": plan.problem.func.__name__,
            "arguments": dict(plan.problem.keywords),
            "oracle": str(plan.oracle),
            "metric": self.plan.judged.__name__,
            "budget": plan.budget,
            "prices": {kind: self.prices.get(kind, 1.0) for kind in sorted({kind for one in self.tuning for kind in one.calls})},
            "seed": plan.seed,
            "tuning_seeds": plan.tuning_seeds,
            "seeds": plan.seeds,
            "protocol": self.protocol,
            "best": self.best,
            "rows": self.table(),
            "swept": self.swept,
            "sensitivity": {label: _told(curve) for label, curve in self.sensitivity.items()},
        }

    def write(self, store: str | Path | None = None) -> Path:
        """Every run's numbers as Parquet in the store, one row for each seed, with protocol, versions, platform and seed; the file.

        Raises:
            StoreError: it cannot be written.
        """
        path = self.file(self.plan.id, store)
        kinds = sorted({kind for one in self.tuning for kind in one.calls})
        names = sorted({name for one in self.tuning for name in one.point.setting})
        blocks = [*(_block("tuning", one, kinds, names) for one in self.tuning)]
        blocks += [_block("fresh", one, kinds, names) for one in self.fresh.values()]
        columns = {name: np.concatenate([b[name] for b in blocks]) for name in blocks[0]}
        write_table(path, columns, {**self.json(), "versions": versions()})
        return path

    @staticmethod
    def file(name: str, store: str | Path | None = None) -> Path:
        """Where the numbers of the sweep of that id lie."""
        return home(store) / "sweeps" / f"{name}.parquet"


def _before(one: Outcome, other: Outcome) -> bool:
    return one.median > other.median if one.higher else one.median < other.median


def _numbers(one: Outcome) -> str:
    return f"instances {one.ids[0]} to {one.ids[-1]} of seed {one.meta['seed']}"


def _told(curve: Curve) -> dict[str, Any]:
    return {
        "x": list(curve.x),
        **{name: [getattr(one, name) for one in curve.at] for name in ("median", "low", "high")},
        "diverged": [int(one.diverged.sum()) for one in curve.at],
        "setting": [dict(one.point.setting) for one in curve.at],
    }


def _block(phase: str, one: Outcome, kinds: list[str], names: list[str]) -> dict[str, np.ndarray]:
    n = len(one.ids)
    return {
        "phase": np.full(n, phase, dtype=object),
        "method": np.full(n, one.point.label, dtype=object),
        "hyper_parameters": np.full(n, str(one.point.method), dtype=object),
        **{name: np.full(n, float(one.point.setting.get(name, np.nan))) for name in names},
        "seed": np.full(n, one.meta["seed"], dtype=np.uint64),
        "instance": one.ids,
        "start": one.start,
        "final": one.final,
        "diverged": one.diverged,
        "steps": one.steps,
        "spent": one.spent,
        **{f"calls_{kind}": np.asarray(one.calls.get(kind, np.zeros(n)), dtype=float) for kind in kinds},
        "platform": np.full(n, one.meta["platform"], dtype=object),
    }
