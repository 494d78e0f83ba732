"""Sweep: a fair comparison of methods on one problem. All have the same budget of oracle calls; each is tuned on some seeds and reported
on others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from functools import cached_property, partial
from itertools import product
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np

from optlab.budget import Budgeted, Price, most_steps, numbers, steps_taken, usual_prices
from optlab.collect import Engine, collect
from optlab.content import key
from optlab.experiment import Experiment, Run
from optlab.instances import instances
from optlab.method import Method
from optlab.metrics import Metric, gap, judges_a_step
from optlab.network_metrics import accuracy, training_loss
from optlab.oracle import Oracle
from optlab.problem import Problem
from optlab.runner import Trace, checkpoints, run
from optlab.swept import Outcome, Swept

# Enough to see how a run came down, and few enough to cost nothing beside it.
RECORDED = 24


@dataclass(frozen=True)
class Point:
    """One point of a method's grid: its hyper-parameters, and the method that has them."""

    label: str
    setting: Mapping[str, float] = field(hash=False)
    method: Method

    def __str__(self) -> str:
        return " ".join([self.label, *(f"{name}={v:.6g}" for name, v in self.setting.items())])


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """What is compared, and by which protocol.

    A seed is an instance of the problem, with a start, noise and, where the family draws them, data of its own. Those of tuning have seed
    2 `seed`, the fresh ones 2 `seed` + 1; all methods meet the same.

    Attributes:
        methods: label to method.
        problem: a functools.partial of a problem maker, without B and seed.
        grid: hyper-parameter to the values to try, in every method that has it, or "label.hyper-parameter" for one method; several form
            a product. A method without any is run as it is.
        metric: judged after the last step; None is the gap where f_star is known, and the training loss elsewhere.
        higher: whether more of it is better; None is no, but of accuracy.
        budget: of oracle calls for a run, at these prices.
        prices: of kinds of call, where they are not those of `usual_prices`.
        seeds: fresh ones, on which the best points are reported.
        tuning_seeds: those on which they are chosen; as many unless given.

    Raises:
        ValueError: a field cannot be used.
    """

    methods: Mapping[str, Method] = field(hash=False)
    problem: partial[Problem]
    grid: Mapping[str, Sequence[float]] = field(default_factory=dict, hash=False)
    metric: Metric | None = None
    higher: bool | None = None
    oracle: Oracle = field(default_factory=Oracle)
    budget: float = 1000
    prices: Mapping[str, Price] = field(default_factory=dict, hash=False)
    seeds: int = 10
    tuning_seeds: int | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        if not self.methods:
            raise ValueError("a sweep compares methods, but there is none; name one")
        if not isinstance(self.problem, partial) or {"B", "seed"} & set(self.problem.keywords):
            raise ValueError(f"a sweep takes its problem as functools.partial(maker, ...) without B and seed, but had {self.problem!r}")
        for name, least in (("seeds", 1), ("tuning_seeds", 1), ("seed", 0)):
            v = getattr(self, name)
            if v is None and name == "tuning_seeds":
                object.__setattr__(self, name, self.seeds)
            elif not isinstance(v, int) or v < least:
                raise ValueError(f"a sweep needs {name} to be a whole number >= {least}, but it is {v!r}; pass such a number")
        if not (isfinite(self.budget) and self.budget >= 1):
            raise ValueError(f"a budget is a finite number of calls >= 1, but it is {self.budget}; pass such a number")
        if self.metric and judges_a_step(self.metric):
            raise ValueError(f"{self.metric.__name__} judges a step and not the end of a run; choose another metric")
        if self.higher is None:
            object.__setattr__(self, "higher", self.metric is accuracy)
        grid = {name: tuple(np.asarray(v).tolist()) for name, v in self.grid.items()}
        object.__setattr__(self, "grid", grid)
        for name, values in grid.items():
            self._check(name, values)
        # A hyper-parameter that a method refuses is refused here.
        _ = self.points

    def _check(self, name: str, values: tuple[float, ...]) -> None:
        label, _, parameter = name.rpartition(".")
        if label and label not in self.methods:
            raise ValueError(f"the grid {name} is of no method that is compared; {_nearest(label, self.methods)}")
        known = {f.name for who, method in self.methods.items() if label in ("", who) for f in fields(method)}
        if parameter not in known:
            raise ValueError(f"no hyper-parameter of {label or 'these methods'} is called {parameter}; {_nearest(parameter, known)}")
        if not values or not all(isinstance(v, int | float) and isfinite(v) for v in values):
            raise ValueError(f"a grid holds finite numbers, but that of {name} is {values}; give it some")

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """All that is tried, method by method."""
        found = tuple(point for label, method in self.methods.items() for point in self._points(label, method))
        if len({str(point) for point in found}) < len(found):
            raise ValueError("a grid holds a number twice, or two that agree in six digits; drop one")
        return found

    def _points(self, label: str, method: Method) -> Iterator[Point]:
        own = {name.removeprefix(f"{label}."): v for name, v in self.grid.items() if name.startswith(f"{label}.")}
        common = {name: v for name, v in self.grid.items() if "." not in name}
        has = {f.name: getattr(method, f.name) for f in fields(method)}
        axes = {name: v for name, v in {**common, **own}.items() if name in has}
        for values in product(*axes.values()):
            setting = {name: _like(has[name], v) for name, v in zip(axes, values, strict=True)}
            yield Point(label, setting, replace(method, **setting))

    @cached_property
    def priced(self) -> dict[str, Price]:
        """All prices that are not 1."""
        return {**usual_prices(self.oracle), **self.prices}

    @property
    def judged(self) -> Metric:
        """The metric.

        Raises:
            ValueError: nobody has chosen one yet.
        """
        if self.metric is None:
            raise ValueError("this sweep has no metric before it is run; name one")
        return self.metric

    @property
    def id(self) -> str:
        """A name that says the problem, and differs where anything does."""
        return f"sweep-{self.problem.func.__name__.replace('_', '-')}-{key(self)[:8]}"

    def sample(self, many: int, *, fresh: bool) -> partial[Problem]:
        """So many instances, as a run takes them."""
        arguments = {**self.problem.keywords, "seed": (2 * self.seed + fresh) % 2**64}
        return partial(instances, self.problem.func, many, *self.problem.args, **arguments)

    def run_of(self, point: Point, steps: int, *, fresh: bool) -> Run:
        """A point on all seeds of tuning, or on all fresh ones."""
        return Run(
            method=Budgeted(point.method, self.budget, self.priced),
            problem=self.sample(self.seeds if fresh else self.tuning_seeds or self.seeds, fresh=fresh),
            steps=steps,
            record=(self.judged, steps_taken),
            seed=(2 * self.seed + fresh) % 2**64,
            oracle=self.oracle,
            at=tuple(checkpoints(steps, RECORDED).tolist()),
        )

    def counting(self, point: Point, steps: int) -> Run:
        """A run that only finds out how many steps the budget pays for."""
        return replace(self.run_of(point, steps, fresh=False), problem=self.sample(1, fresh=False), record=(steps_taken,), at=(0, steps))


def _like(has: Any, v: float) -> float:
    return int(v) if isinstance(has, int) and not isinstance(has, bool) and v == int(v) else v


def _nearest(name: str, known: Any) -> str:
    near = get_close_matches(name, list(known), n=1, cutoff=0.3)
    return f"the nearest is {near[0]}" if near else f"there are {', '.join(sorted(known)) or 'none'}"


def sweep(
    plan: Sweep,
    *,
    store: str | Path | None = None,
    map: Engine = map,
    remote: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Swept:
    """Tune every method of `plan`, and run the best points on fresh seeds. What the store has is not run again.

    Args:
        map: builtin, `optlab.experiment.engine(processes)`, or that of `optlab.cluster.cluster`, which is `remote`.
        progress: called with (runs done, runs in all).

    Raises:
        ValueError: the metric or a method cannot be used on the problem; all but a broken store is found before any work.
        StoreError: a trace cannot be kept.
    """
    plan, most, prices = rehearsed(plan)
    counted = [point for point in plan.points if "N" in point.method.letters]
    total, done = len(counted) + len(plan.points) + len(plan.methods), 0

    def traces(runs: Mapping[Any, Run]) -> dict[Any, Any]:
        nonlocal done
        tell = (lambda now: progress(done + now, total)) if progress else None
        found = collect(runs, store=store, map=map, remote=remote, progress=tell)
        done += len(runs)
        return found

    # A schedule in N must know how many steps there will be.
    counts = traces({str(point): plan.counting(point, most[point.label]) for point in counted})
    steps = {name: int(trace["steps_taken"][-1, 0, 0]) for name, trace in counts.items()}
    steps = {str(point): steps.get(str(point), most[point.label]) for point in plan.points}
    runs = {str(point): plan.run_of(point, steps[str(point)], fresh=False) for point in plan.points}
    tried = traces(runs)
    best = Swept.tuned_of(outcome(plan, point, tried[str(point)], prices) for point in plan.points)
    again = {fresh_name(won.point): plan.run_of(won.point, steps[str(won.point)], fresh=True) for won in best.values()}
    return swept(plan, prices, Experiment(id=plan.id, runs=runs | again), tried | traces(again))


def swept(plan: Sweep, prices: Mapping[str, float], experiment: Experiment, traces: Mapping[str, Trace]) -> Swept:
    """The result, from the traces of its experiment."""
    tuning = tuple(outcome(plan, point, traces[str(point)], prices) for point in plan.points)
    fresh = {p.label: outcome(plan, p, traces[fresh_name(p)], prices) for p in plan.points if fresh_name(p) in traces}
    return Swept(plan, tuning, fresh, prices, experiment)


def fresh_name(point: Point) -> str:
    """How the run of a point on the fresh seeds is called."""
    return f"{point}, fresh seeds"


def rehearsed(plan: Sweep) -> tuple[Sweep, dict[str, int], dict[str, float]]:
    """The plan with its metric, the most steps that each method could take, and the prices; every method has taken two steps.

    Raises:
        ValueError: the problem cannot be made, a method or the metric cannot be used on it, or a method asks for nothing that has a price.
        LookupError: a price needs a constant that the problem does not have.
    """
    called = f"{plan.problem.func.__name__}({', '.join(f'{name}={v!r}' for name, v in plan.problem.keywords.items())})"
    try:
        problem = plan.sample(1, fresh=False)().sound()
        constants = {**problem.constants, **plan.oracle.constants(problem)}
    except (TypeError, ValueError, LookupError, AttributeError, RuntimeError) as error:
        raise ValueError(f"{called} under {plan.oracle} cannot be made: {error}; change its arguments, or the oracle") from error
    prices = numbers(plan.priced, constants)
    if plan.metric is None:
        plan = replace(plan, metric=gap if "f_star" in problem.constants else training_loss)
    most = {}
    for label in plan.methods:
        point = next(p for p in plan.points if p.label == label)
        try:
            calls = run(point.method, problem, 2, record=(plan.judged,), seed=plan.seed, oracle=plan.oracle).calls
        except (TypeError, ValueError, LookupError, AttributeError, RuntimeError) as error:
            raise ValueError(f"{label} with the metric {plan.judged.__name__} cannot be run on {called}: {error}") from error
        most[label] = most_steps(plan.budget, prices, calls)
        if not most[label]:
            asked = ", ".join(sorted(calls)) or "nothing"
            raise ValueError(f"{label} asks for {asked}, which is free, so no budget ends it; give a kind a price")
    return plan, most, prices


def outcome(plan: Sweep, point: Point, trace: Trace, prices: Mapping[str, float]) -> Outcome:
    """What a trace of the point says."""
    values = trace[plan.judged.__name__][:, :, 0]
    calls = {kind: np.broadcast_to(v[-1], trace[plan.judged.__name__].shape[1:])[:, 0] for kind, v in trace.calls.items()}
    spent = sum((v * prices.get(kind, 1.0) for kind, v in calls.items()), np.zeros(len(trace.ids)))
    taken = trace["steps_taken"][-1, :, 0]
    return Outcome(point, bool(plan.higher), trace.ids, values[0], values[-1], taken, calls, spent, trace.meta)
