"""What the pages say: claims, methods, families, papers and rates as plain data, from the catalog and the last verdicts."""

import inspect
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from types import ModuleType
from typing import Any

import sympy

from optlab.catalog import Catalog
from optlab.claim import Claim, On
from optlab.content import PLUGIN
from optlab.listing import papers
from optlab.report.mathml import mathml
from optlab.theorem import RELATIONS, SUBJECT, WORDS, bibtex, home, measured_when, metric_words, reference

# What a verdict says where there is none.
UNSEEN = "not verified yet"
# Settings that the table of rates gives a column.
COLUMNS = 9


def slug(name: str) -> str:
    """A file name for an id."""
    return re.sub(r"[^A-Za-z0-9._-]", "--", name)


def claim_facts(claim: Claim, catalog: Catalog, verdict: Mapping[str, Any]) -> dict[str, Any]:
    """Everything a claim's page says but its picture.

    Args:
        verdict: as `optlab.verdict_store.remember` wrote it; empty if there is none.
    """
    module = home(claim)
    notes = (inspect.getdoc(module) or "").split("\n\n")[1:] if module else []
    row = {int(p["number"]): p for p in papers()}.get(claim.paper)
    neighbours = {n["id"]: n for n in verdict.get("false_neighbours", ())}
    return {
        "id": claim.id,
        "slug": slug(claim.id),
        "kind": claim.kind,
        "provenance": claim.provenance,
        "setting": [{"name": a.name, "statement": a.statement} for a in sorted(claim.setting.atoms, key=str)],
        "method": type(claim.method).__name__ if claim.method else None,
        "method_text": str(claim.method) if claim.method else None,
        "rule": _first(inspect.getdoc(claim.method)) if claim.method else None,
        "against": str(claim.against) if claim.against else None,
        "subject": SUBJECT[claim.over].format(metric_words(claim)),
        "metric": claim.metric.__name__,
        "relation": RELATIONS.get(claim.kind, "≤"),
        "rival": claim.against is not None and claim.kind in ("identity", "phenomenon"),
        "bound": mathml(claim.bound, large=True),
        "bound_text": str(claim.bound),
        "where": None if claim.where == sympy.true else mathml(claim.where),
        "how": WORDS[claim.kind] + (f" (δ = {claim.delta:g})" if claim.kind == "high-probability" else ""),
        "start": claim.start if claim.method is not None and claim.over != "end" else None,
        "letters": _letters(claim),
        "reference": reference(claim),
        "file": _called(module) if module and module.__name__.startswith(PLUGIN) else None,
        "notes": [" ".join(note.split()) for note in notes],
        "bibtex": _bibtex(claim),
        "paper": claim.paper or None,
        "paper_title": row["title"] if row else None,
        "topic": row["family"] if row else None,
        "tight_on": str(claim.tight_on) if claim.tight_on else None,
        "tight_family": claim.tight_on.family if claim.tight_on else None,
        "tight": verdict.get("tight", {}),
        "verdict": verdict.get("outcome", UNSEEN),
        "tightness": _number(verdict.get("tightness")),
        "coverage": _number(verdict.get("coverage")),
        "evidence": verdict.get("evidence", ""),
        "note": verdict.get("note", ""),
        "sample": {name: _number(v) for name, v in verdict.get("sample", {}).items()},
        "instances": verdict.get("instances"),
        "seconds": verdict.get("seconds"),
        "date": verdict.get("date", ""),
        "versions": verdict.get("versions", {}),
        "families": _served(claim, catalog, verdict),
        "neighbours": [_neighbour(claim, n, on, neighbours.get(n.id, {})) for n, on in claim.neighbours()],
        "witness": verdict.get("witness", {}),
    }


def _first(doc: str | None) -> str:
    return (doc or "").split("\n\n")[0]


def _number(v: Any) -> float | None:
    """JSON has no infinity: the store keeps it as a word."""
    return None if v is None else float(v)


def _bibtex(claim: Claim) -> str | None:
    try:
        return bibtex(claim)
    except ValueError:
        return None


def _letters(claim: Claim) -> list[dict[str, str]]:
    """What the bound speaks of beyond constants."""
    spoken = (claim.where,) if claim.against is not None and claim.kind in ("identity", "phenomenon") else (claim.bound, claim.where)
    names = {s.name for e in spoken for s in e.free_symbols}
    found = [
        {"letter": mathml(sympy.Symbol(name)), "meaning": f"the metric {when}", "when": ""}
        for name, when in (("first", "at the start"), ("prev", "one step before"))
        if name in names
    ]
    for letter, metric in claim.given.items():
        meaning = _first(inspect.getdoc(metric)).rstrip(".")
        found.append({"letter": mathml(letter), "meaning": meaning, "when": measured_when(claim, metric)})
    return found


def _served(claim: Claim, catalog: Catalog, verdict: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every family of the join, with its worst verdict."""
    rank = {"refuted": 2, "undecided": 1, "holds": 0}
    seen: dict[str, dict[str, Any]] = {}
    for pair in verdict.get("pairs", ()):
        w = pair["witness"]
        mine = {
            "oracle": w.get("oracle", {}).get("name", "Oracle"), "verdict": pair["outcome"], "tightness": _number(pair["tightness"]),
            "coverage": _number(pair["coverage"]), "k": w.get("k"),
        }  # fmt: skip
        name = w.get("family", "")
        old = seen.get(name)
        if old is None or (rank[mine["verdict"]], mine["tightness"]) > (rank[old["verdict"]], old["tightness"]):
            seen[name] = mine
    nothing = {"oracle": "", "verdict": UNSEEN, "tightness": None, "coverage": None, "k": None}
    return [{"family": name, **seen.get(name, nothing)} for name in sorted({p.family.id for p in catalog.pairs(claim)})]


def _neighbour(claim: Claim, neighbour: Claim, on: On | None, fate: Mapping[str, Any]) -> dict[str, Any]:
    """What it changes, as mathematics where it is a formula, and how it died."""
    changes = []
    for f in fields(Claim):
        new, old = getattr(neighbour, f.name), getattr(claim, f.name)
        if f.name in ("id", "false_neighbours", "tight_on") or _text(new) == _text(old):
            continue
        formula = isinstance(new, sympy.Basic)
        changes.append({"field": f.name, "math": mathml(new) if formula else None, "text": _text(new)})
    w = fate.get("witness", {})
    return {
        "changes": changes,
        "on": str(on) if on else None,
        "outcome": fate.get("outcome", UNSEEN),
        "family": w.get("family"),
        "k": w.get("k"),
        "metric": _number(w.get("metric")),
        "bound": _number(w.get("bound")),
    }


def _text(v: Any) -> str:
    if isinstance(v, Mapping):
        return ", ".join(f"{name}: {_text(u)}" for name, u in v.items())
    return getattr(v, "__name__", None) or str(v)


def _called(module: ModuleType) -> str:
    """A module as a person would import it, or its file's name; folders of one machine mean nothing elsewhere."""
    return Path(str(module.__file__)).name if module.__name__.startswith(PLUGIN) else module.__name__


def _shelf(module: str) -> str:
    """The folder of a method of the catalog; methods of other files stand together."""
    return module.split(".")[-2].replace("_", " ") if module.startswith("optlab.methods.") else "of your own"


def method_facts(name: str, kind: type, claims: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """A method's page: its module is its update and nothing else, so that the page shows all of it."""
    module = sys.modules[kind.__module__]
    doc = inspect.getdoc(kind) or ""
    return {
        "name": name,
        "slug": slug(name),
        "family": _shelf(kind.__module__),
        "rule": _first(doc),
        "more": doc.split("\n\n")[1:],
        "source": " ".join((inspect.getdoc(module) or "").split()),
        "module": _called(module),
        "code": inspect.getsource(module),
        "parameters": [{"name": f.name, "value": str(f.default) if f.default is not MISSING else "no default"} for f in fields(kind)],
        "claims": [c for c in claims if c["method"] == name],
    }


def family_facts(family: Any, claims: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """A problem family's page."""
    module = sys.modules[family.maker.__module__]
    return {
        "name": family.id,
        "slug": slug(family.id),
        "about": _first(inspect.getdoc(family.maker)),
        "more": (inspect.getdoc(family.maker) or "").split("\n\n")[1:],
        "module_about": " ".join((inspect.getdoc(module) or "").split()),
        "module": _called(module),
        "code": inspect.getsource(module),
        "settings": [{"name": a.name, "statement": a.statement} for a in sorted(family.settings.closure().atoms, key=str)],
        "arguments": [
            {"name": n, "default": str(v), "range": _range(family.ranges.get(n))} for n, v in family.defaults.items()
        ],
        "worst_case": family.worst_case,
        "claims": [
            {**c, "here": next(f for f in c["families"] if f["family"] == family.id)}
            for c in claims
            if any(f["family"] == family.id for f in c["families"])
        ],
    }  # fmt: skip


def _range(v: Any) -> str:
    if v is None:
        return ""
    return f"{v[0]} to {v[-1]}" if isinstance(v, tuple) else ", ".join(map(str, v))


def paper_facts(claims: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every row of the paper table: what it says, and the claims that stand for it."""
    claims = list(claims)
    return [
        {**row, "number": int(row["number"]), "claims": [c for c in claims if c["paper"] == int(row["number"])]}
        for row in papers()
    ]  # fmt: skip


def rates(catalog: Catalog, claims: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Methods by settings: bounds in k or N on what a method reaches, one cell for each pair, each bound with its claim.

    One-step certificates speak of the step before and stand on their pages only.
    """
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    columns: Counter[str] = Counter()
    for claim in catalog.claims.values():
        letters = {s.name for s in claim.bound.free_symbols}
        given = {letter.name for letter in claim.given}
        if claim.method is None or claim.kind not in ("deterministic", "expectation", "rate") or not letters & {"k", "N"}:
            continue
        if letters & {"prev", *given} or claim.id not in claims:
            continue
        column = str(claim.setting)
        columns[column] += 1
        found.setdefault((type(claim.method).__name__, column), []).append(claims[claim.id] | {"short": mathml(claim.bound, large=True)})
    kept = [name for name, _ in columns.most_common(COLUMNS)]
    rows = sorted({method for method, column in found if column in kept})
    return {"columns": kept, "rows": [{"method": m, "slug": slug(m), "cells": [found.get((m, c), []) for c in kept]} for m in rows]}
