"""What `optlab sweep` does: read names and grids, compare, write, print."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import sympy

from optlab.changed import number
from optlab.experiment import engine
from optlab.listing import named
from optlab.oracle import Oracle
from optlab.store import home, writable
from optlab.survey import load
from optlab.sweep import Sweep, rehearsed, sweep
from optlab.swept import Swept
from optlab.terminal import print_json, print_table, progress
from optlab.words import arguments, family_named, method_named, metric_named, oracle_named, pair

COLUMNS = ("method", "tried", "best at", "tuning median", "median", "low", "high", "first on", "diverged", "steps", "spent", "note")
COMPONENTS = ("component_grad", "component_grad_along", "component_prox")


def run_sweep(args: argparse.Namespace) -> int:
    """Compare what `args` names; the exit code."""
    if args.scheduler and args.processes > 1:
        raise ValueError("--processes and --scheduler exclude each other; name one of them")
    plan, _, _ = rehearsed(planned(args))
    table = writable(Swept.file(plan.id, args.store))
    writable(home(args.store) / "traces" / "new.parquet")
    if not args.no_figure:
        writable(Path(args.out) / f"{plan.id}.pdf")
    with _engine(args) as map, progress("sweeping") as tick:
        result = sweep(plan, store=args.store, map=map, remote=bool(args.scheduler), progress=tick)
    result.write(args.store)
    pictures = _draw(result, args) if not args.no_figure else []
    if args.json:
        return print_json({**result.json(), "out": str(table), "figures": pictures})
    for sentence in result.protocol:
        print(sentence)
    print()
    metric = f"{plan.judged.__name__} on {plan.problem.func.__name__}"
    print_table(f"{metric}, fresh seeds ({plan.seeds})", COLUMNS, map_rows(result))
    print(f"\nOn the seeds of tuning {result.best} did best.")
    print(f"The numbers of every run are in {table}, traces in {home(args.store) / 'traces'}")
    if pictures:
        print(f"The picture is in {pictures[0]} (PDF, PNG, SVG and its data)")
    return 0


def map_rows(result: Swept) -> Iterator[dict[str, Any]]:
    """The table's rows for a screen."""
    for row in result.table():
        at = ", ".join(f"{name}={v:.4g}" for name, v in row["best at"].items())
        steps = "" if row["steps"] is None else f"{row['steps']:g}"
        yield {
            **row,
            "best at": at,
            "first on": f"{row['first on']}/{row['seeds']}",
            "diverged": f"{row['diverged']}/{row['seeds']}",
            "steps": steps,
        }


def planned(args: argparse.Namespace) -> Sweep:
    """The sweep that the words mean.

    Raises:
        ValueError: a name is unknown, or a word cannot be read; the sentence has the nearest name.
    """
    catalog = load(tuple(args.files))
    methods = {type(m).__name__: m for m in (method_named(catalog.methods, name) for name in args.methods)}
    family = family_named(catalog, args.problem)
    of_problem, of_oracle = arguments(family, args.set)
    oracle = oracle_named(catalog.oracles, family, args.oracle, of_oracle)
    grid = dict(pair(text, "--grid", "step_size=log:1e-4:1:13") for text in args.grid)
    if len(grid) < len(args.grid):
        raise ValueError("two grids are of the same hyper-parameter; join them into one")
    return Sweep(
        methods=methods,
        problem=partial(family.maker, **of_problem),
        grid={name: values(text) for name, text in grid.items()},
        metric=metric_named(args.metric, args.files) if args.metric else None,
        higher=True if args.higher else None,
        oracle=oracle,
        budget=args.budget,
        prices=_prices(args.price),
        seeds=args.seeds,
        tuning_seeds=args.tuning_seeds,
        seed=args.seed,
    )


def values(text: str) -> tuple[float, ...]:
    """The numbers of log:a:b:n, lin:a:b:n, or a comma list.

    Raises:
        ValueError: the text is none of these.
    """
    kind, *parts = text.split(":")
    try:
        if kind in ("log", "lin") and len(parts) == 3:
            low, high, many = float(parts[0]), float(parts[1]), int(parts[2])
            if many < 1 or (kind == "log" and min(low, high) <= 0):
                raise ValueError
            return tuple((np.geomspace if kind == "log" else np.linspace)(low, high, many).tolist())
        return tuple(float(v) if isinstance(v, float) else int(v) for v in map(number, text.split(",")))
    except (TypeError, ValueError) as error:
        raise ValueError(f"a grid is log:a:b:n with 0 < a, b, or lin:a:b:n, or numbers with commas between, but this is {text}") from error


def _prices(words: Sequence[str]) -> dict[str, Any]:
    kinds = [*(name for name, v in vars(Oracle).items() if callable(v) and not name.startswith("_")), *COMPONENTS]
    found: dict[str, Any] = {}
    for kind, word in (pair(text, "--price", "hess=dim") for text in words):
        price = number(word)
        if not isinstance(price, sympy.Basic) and not 0 <= price < float("inf"):
            raise ValueError(f"a price is a finite number >= 0, or a formula in the problem's constants, but that of {kind} is {word}")
        found[named(kind, kinds, "kind of call")] = price
    return found


def _engine(args: argparse.Namespace) -> AbstractContextManager[Callable[..., Any]]:
    if not args.scheduler:
        return nullcontext(engine(args.processes, tuple(args.files)))
    from optlab.cluster import cluster

    return cluster(args.scheduler, tuple(str(Path(f).resolve()) for f in args.files))


def _draw(result: Swept, args: argparse.Namespace) -> list[str]:
    from optlab.figure import render
    from optlab.sweep_figure import figure

    return render(figure(result), Path(args.out), store=args.store)["files"]
