"""A claim as a person would read it, and its reference as BibTeX."""

import inspect
import re
import sys
from collections.abc import Mapping
from dataclasses import fields
from types import ModuleType
from typing import Any

import sympy

from optlab.claim import Claim, On
from optlab.metrics import Metric, judges_a_step

RELATIONS = {"lower-bound": "≥", "identity": "="}
WORDS = {
    "deterministic": "for every instance",
    "identity": "for every instance",
    "lower-bound": "for every instance",
    "certificate": "for every instance",
    "expectation": "in expectation over the noise",
    "high-probability": "with probability at least 1 − δ for a whole run",
    "rate": "up to a constant, as k grows",
    "phenomenon": "on most paired seeds (a sign test)",
}
SUBJECT = {"last": "{}", "best": "the least {} so far", "mean": "the mean {} so far", "end": "{} after the last of N steps"}


def reference(claim: Claim) -> str:
    """First paragraph of the docstring of the module that holds the claim; empty if nothing holds it."""
    module = home(claim)
    text = (inspect.getdoc(module) or "") if module else ""
    return " ".join(text.split("\n\n")[0].split())


def home(claim: Claim) -> ModuleType | None:
    """The module in which the claim is a value; None if nothing holds it."""
    holding = [m for m in list(sys.modules.values()) if isinstance(m, ModuleType) and any(v is claim for v in list(vars(m).values()))]
    return min(holding, key=lambda m: not m.__name__.startswith("optlab.claims."), default=None)


def metric_words(claim: Claim) -> str:
    """What the metric is: the first line of its docstring, without the full stop."""
    return (inspect.getdoc(claim.metric) or claim.metric.__name__).split("\n")[0].rstrip(".")


def statement(claim: Claim, *, latex: bool = False) -> str:
    """metric <= bound, in Unicode mathematics or LaTeX."""
    relation, subject = RELATIONS.get(claim.kind, "≤"), SUBJECT[claim.over].format(metric_words(claim))
    if claim.against is not None and claim.kind in ("identity", "phenomenon"):
        times = f" / {claim.margin:g}" if claim.margin != 1 else ""
        return f"{subject}  {relation}  the same for {claim.against}{times}"
    if latex:
        sign = {"≤": r"\le", "≥": r"\ge", "=": "="}[relation]
        name = claim.metric.__name__.replace("_", r"\_")
        return rf"\mathrm{{{name}}}_k {sign} {sympy.latex(claim.bound)}"
    return f"{subject}  {relation}\n\n{_indented(sympy.pretty(claim.bound, use_unicode=True))}"


def describe(claim: Claim, families: list[str], last: str = "", *, latex: bool = False) -> str:
    """The whole theorem: setting, method, bound, source, where it is tight, who serves it, its last verdict."""
    parts = [claim.id, "=" * len(claim.id), ""]
    parts += ["Setting"] + [f"  {a.name}: {a.statement}" for a in sorted(claim.setting.atoms, key=str)]
    if claim.method is not None:
        update = (inspect.getdoc(claim.method) or "").split("\n\n")[0]
        parts += ["", "Method", f"  {claim.method}", *(f"  {line}" for line in update.splitlines())]
    parts += ["", "Claim" if claim.kind == "deterministic" else f"Claim ({claim.kind})", _indented(statement(claim, latex=latex)), ""]
    tail = WORDS[claim.kind]
    if claim.kind == "high-probability":
        tail += f" (δ = {claim.delta:g})"
    if claim.method is not None and claim.over != "end":
        tail += f", for k ≥ {claim.start}"
    if claim.where != sympy.true:
        tail += f", where {_where(claim, latex)}"
    parts += [f"  {tail}."]
    for letter, metric in claim.given.items():
        when = measured_when(claim, metric)
        parts += [f"  {letter}: {(inspect.getdoc(metric) or metric.__name__).splitlines()[0].rstrip('.')}{f' ({when})' if when else ''}"]
    paper = f" Paper {claim.paper} of the table." if claim.paper else ""
    parts += ["", "Source", f"  {reference(claim) or 'no reference'}", f"  Known as: {claim.provenance}.{paper}"]
    parts += ["", "False neighbours"] + [f"  {_neighbour(claim, n, on)}" for n, on in claim.neighbours()]
    parts += ["", f"Tight on  {claim.tight_on or 'no family known'}", f"Families  {', '.join(families) or 'none'}"]
    return "\n".join([*parts, f"Verdict   {last or 'not verified yet'}"])


def measured_when(claim: Claim, metric: Metric) -> str:
    """Where a metric that the bound speaks of is measured; empty where nothing moves."""
    if claim.method is None:
        return ""
    return "over the step into k" if judges_a_step(metric) else "one step before"


def _where(claim: Claim, latex: bool) -> str:
    if latex:
        return sympy.latex(claim.where)
    # On one line: a fraction of several lines does not stand in a sentence.
    return re.sub(r"\s*&\s*", " and ", re.sub(r"\s*\|\s*", " or ", str(claim.where)))


def _neighbour(claim: Claim, neighbour: Claim, on: On | None) -> str:
    changed = [
        f"{f.name} {_text(getattr(neighbour, f.name))}" for f in fields(Claim)
        if f.name not in ("id", "false_neighbours", "tight_on") and _text(getattr(neighbour, f.name)) != _text(getattr(claim, f.name))
    ]  # fmt: skip
    return "; ".join(changed) + (f"   (on {on})" if on else "")


def _text(v: Any) -> str:
    if isinstance(v, Mapping):
        return ", ".join(f"{name}: {_text(u)}" for name, u in v.items())
    return getattr(v, "__name__", None) or str(v)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.splitlines())


def bibtex(claim: Claim) -> str:
    """BibTeX from the first paragraph of the docstring, "Authors year. Title. Venue."

    Raises:
        ValueError: the reference has another form, or there is none.
    """
    text = reference(claim)
    found = re.match(r"(?P<author>\S.*?) (?P<year>\d{4})\. (?P<title>.+?[.?!]) (?P<journal>.+)", text)
    if found is None or claim.provenance == "derived":
        raise ValueError(f"{claim.id} has no paper to cite: its module says {text!r}, not 'Authors year. Title. Venue.'")
    entry = {name: re.sub(r"(?<!\\)([&%#_])", r"\\\1", v.rstrip(".").strip()) for name, v in found.groupdict().items()}
    entry["author"] = " and ".join(a.strip() for a in re.split(r",| and ", entry["author"]) if a.strip())
    lines = "".join(f"  {name} = {{{v}}},\n" for name, v in entry.items())
    return f"@article{{{claim.id.split('/')[0]},\n{lines}}}"
