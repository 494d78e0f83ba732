"""The same experiment with other numbers: of methods, of problems, of runs; named and given as text."""

import inspect
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from difflib import get_close_matches
from functools import partial
from typing import Any

import sympy

from optlab.experiment import Experiment, Run
from optlab.symbols import UNITS

OF_A_RUN = ("steps", "replicas", "seed")
FORMULA = re.compile(r"[\w\s.+\-*/()^]+")


def number(text: str) -> Any:
    """A number, True or False, or a formula in the field's letters such as 1/(2*L).

    Raises:
        ValueError: it is none of them.
    """
    text = text.strip()
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            pass
    if text in ("True", "False"):
        return text == "True"
    unknown = sorted(set(re.findall(r"[A-Za-z_]\w*", text)) - set(UNITS) - {"sqrt", "log", "exp"})
    if not FORMULA.fullmatch(text) or unknown:
        why = f"nobody knows the letter {unknown[0]}" if unknown else "it has other signs"
        raise ValueError(f"a value is a number or a formula in letters such as 1/L, but this is {text!r}: {why}")
    try:
        return sympy.parse_expr(text.replace("^", "**"), local_dict={name: sympy.Symbol(name, positive=True) for name in UNITS})
    except (SyntaxError, TypeError) as error:
        raise ValueError(f"a value is a number or a formula in letters such as 1/L, but this is {text!r}; mend it") from error


def assignments(texts: list[str]) -> dict[str, Any]:
    """NAME=VALUE, several of them.

    Raises:
        ValueError: one has another form, or a name comes twice.
    """
    found: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip().isidentifier():
            raise ValueError(f"--set needs NAME=VALUE such as step_size=0.1, but this is {text!r}")
        if name.strip() in found:
            raise ValueError(f"--set names {name.strip()} twice; name it once")
        found[name.strip()] = number(value)
    return found


def changed(experiment: Experiment, values: Mapping[str, Any]) -> Experiment:
    """`experiment` with these hyper-parameters of methods, arguments of problem makers, or steps, replicas and seed of runs.

    A name changes every run that has it. A claim about a method that was changed says nothing any more: its bound is not drawn.

    Raises:
        ValueError: no run has a name; the sentence has the nearest that there is. Or a run cannot be with such a value.
    """
    known = {name for run in experiment.runs.values() for name in _names(run)}
    for name in values:
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.3)
            hint = f"the nearest is {near[0]}" if near else f"there are {', '.join(sorted(known))}"
            raise ValueError(f"{experiment.id} has nothing called {name}; {hint}")
    return replace(experiment, runs={label: _changed(run, values) for label, run in experiment.runs.items()}) if values else experiment


def _names(run: Run) -> set[str]:
    return {*OF_A_RUN, *(f.name for f in fields(run.method)), *_arguments(run)}


def _arguments(run: Run) -> set[str]:
    return {name for name in inspect.signature(run.problem.func).parameters if name != "seed"}


def _changed(run: Run, values: Mapping[str, Any]) -> Run:
    of_method = {name: v for name, v in values.items() if name in {f.name for f in fields(run.method)}}
    of_problem = {name: v for name, v in values.items() if name in _arguments(run)}
    of_run = {name: v for name, v in values.items() if name in OF_A_RUN}
    method = replace(run.method, **of_method)
    claim = run.claim
    if claim is not None and method != run.method:
        claim = replace(claim, method=method, where=sympy.false, false_neighbours=(), tight_on=None)
    steps = of_run.get("steps", run.steps)
    at = run.at if run.at is None or steps == run.steps else tuple(sorted({k for k in run.at if k < steps} | {steps}))
    return replace(run, method=method, problem=partial(run.problem, **of_problem), claim=claim, at=at, **of_run)
