"""What `optlab run` does: an experiment of the catalog, or a method on a problem, as one table."""

import argparse
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

from optlab import experiment
from optlab.devices import usable
from optlab.experiment import Experiment, Run
from optlab.listing import experiments, named
from optlab.method import Method
from optlab.metrics import gap
from optlab.network_metrics import training_loss
from optlab.runner import run
from optlab.store import home, writable
from optlab.survey import load
from optlab.terminal import print_json, progress
from optlab.words import arguments, family_named, literal, method_named, metric_named, oracle_named, pair

# What only a method on a problem can be given.
OWN = ("set", "oracle", "steps", "metric", "replicas")


def run_named(args: argparse.Namespace) -> int:
    """Run what `args` names; the exit code."""
    usable(args.device)
    chosen = (_method_on_problem(args) if args.problem else _of_catalog(args)).reseeded(args.seed).on(args.device)
    path = writable(Path(args.out or f"{chosen.id}.parquet"))
    traces = home(args.store) / "traces"
    writable(traces / "new.parquet")
    with progress("running") as tick:
        found = experiment.traces(chosen, store=args.store, map=experiment.engine(args.processes, tuple(args.files)), progress=tick)
    rows = experiment.write(chosen, found, path)
    if args.json:
        return print_json({"experiment": chosen.id, "rows": rows, "out": str(path), "traces": str(traces)})
    print(f"{rows} rows written to {path}; the traces are in {traces}")
    return 0


def _of_catalog(args: argparse.Namespace) -> Experiment:
    given = [f"--{name}" for name in OWN if getattr(args, name)]
    if given:
        raise ValueError(f"only a method on a problem takes {', '.join(given)}; name the problem with --problem")
    known = experiments(tuple(args.files))
    return known[named(args.experiment, known, "experiment")]


def _method_on_problem(args: argparse.Namespace) -> Experiment:
    catalog = load(tuple(args.files))
    family = family_named(catalog, args.problem)
    method = changed(method_named(catalog.methods, args.experiment), [w for w in args.set if w.startswith("method.")])
    of_problem, of_oracle = arguments(family, [w for w in args.set if not w.startswith("method.")])
    spec = Run(
        method=method,
        problem=partial(family.maker, **of_problem),
        steps=100 if args.steps is None else args.steps,
        record=tuple(metric_named(word, args.files) for word in args.metric) or (gap,),
        replicas=args.replicas or 1,
        oracle=oracle_named(catalog.oracles, family, args.oracle, of_oracle),
    )
    name = type(method).__name__
    return Experiment(id=f"{name}-{family.id}", runs={name: _rehearsed(spec, bool(args.metric))})


def changed(method: Method, words: Sequence[str]) -> Method:
    """The method with other hyper-parameters, of words method.NAME=NUMBER.

    Raises:
        ValueError: it has no such hyper-parameter, or one is no number.
    """
    known, values = [f.name for f in fields(method)], {}
    for name, word in (pair(text.removeprefix("method."), "--set", "method.step_size=0.1") for text in words):
        values[named(name, known, f"hyper-parameter of {type(method).__name__}")] = v = literal(word)
        if isinstance(v, str):
            raise ValueError(f"a hyper-parameter is a number here, but method.{name} is {word}; for a formula use Python")
    return replace(method, **values)


def _rehearsed(spec: Run, chosen: bool) -> Run:
    """The run with its metric: the gap where f_star is known, the training loss elsewhere. It has been tried for two steps."""
    name, method = spec.problem.func.__name__, type(spec.method).__name__
    try:
        problem = spec.problem().sound()
        if not chosen and "f_star" not in problem.constants:
            spec = replace(spec, record=(training_loss,))
        run(spec.method, problem, min(2, spec.steps), record=spec.record, oracle=spec.oracle)
    except (TypeError, ValueError, LookupError, AttributeError, RuntimeError) as error:
        words = ", ".join(m.__name__ for m in spec.record)
        raise ValueError(f"{method} with the metric {words} cannot be run on {name}: {error}") from error
    return spec
