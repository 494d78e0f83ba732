"""What the catalog holds, as rows; last verdicts; the verdict table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optlab import index
from optlab.verdict_store import verdict_of, witness_path

if TYPE_CHECKING:
    from optlab.catalog import Catalog
    from optlab.survey import Finding

COLUMNS = {
    "claims": ["id", "kind", "setting", "method", "families", "verdict"],
    "methods": ["name", "update", "source"],
    "problems": ["name", "settings", "ranges", "worst_case"],
    "oracles": ["name", "settings", "noise"],
    "experiments": ["id", "runs", "about"],
    "figures": ["id", "experiment", "about"],
    "papers": ["number", "title", "family", "claims", "verdicts"],
}


def rows(what: str, files: tuple[str, ...] = (), store: str | None = None, patterns: Sequence[str] = ()) -> list[dict[str, Any]]:
    """One row per thing; `what` is a key of COLUMNS. Only those whose first column matches a pattern, if there are patterns.

    Raises:
        ValueError: a pattern matches nothing.
    """
    found, first = index.remembered(what, store) if not files else None, COLUMNS[what][0]
    if found is None:
        found = _read(what, files)
        if not files:
            index.remember(what, found, store)
    found = [_judged(row, store) for row in found]
    wanted = set(chosen(patterns, [str(row[first]) for row in found], what.removesuffix("s")))
    return [row for row in found if str(row[first]) in wanted]


def _read(what: str, files: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rows as the catalog has them, without verdicts."""
    from optlab.survey import load

    return {
        "claims": _claims, "methods": _methods, "problems": _problems, "oracles": _oracles, "experiments": _experiments,
        "figures": _figures, "papers": _papers,
    }[what](load(files))  # fmt: skip


def _judged(row: dict[str, Any], store: str | None) -> dict[str, Any]:
    """The row with the last verdicts of its claims."""
    if "verdict" in row:
        return {**row, "verdict": _outcome(row["id"], store)}
    if "verdicts" in row:
        return {**row, "verdicts": [_outcome(name, store) or "not verified yet" for name in row["claims"]] or ["no claim yet"]}
    return row


def brief(row: dict[str, Any]) -> dict[str, Any]:
    """The row for a table on a screen: of the families only how many there are."""
    return {**row, "families": len(row["families"])} if "families" in row else row


def _claims(catalog: Catalog) -> list[dict[str, Any]]:
    return [
        {
            "id": c.id,
            "kind": c.kind,
            "setting": str(c.setting),
            "method": str(c.method) if c.method else None,
            "metric": c.metric.__name__,
            "bound": str(c.bound),
            "paper": c.paper or None,
            "provenance": c.provenance,
            "false_neighbours": len(c.false_neighbours),
            "families": sorted({p.family.id for p in catalog.pairs(c)}),
            "tight_on": str(c.tight_on) if c.tight_on else None,
            "verdict": None,
        }
        for c in sorted(catalog.claims.values(), key=lambda c: c.id)
    ]


def _methods(catalog: Catalog) -> list[dict[str, Any]]:
    import inspect
    import sys

    found = []
    for name, kind in sorted(catalog.methods.items()):
        source = (inspect.getdoc(sys.modules[kind.__module__]) or "").split("\n")[0]
        used = sorted(c.id for c in catalog.claims.values() if type(c.method) is kind)
        found.append({"name": name, "update": (inspect.getdoc(kind) or "").split("\n\n")[0], "source": source, "claims": used})
    return found


def _problems(catalog: Catalog) -> list[dict[str, Any]]:
    served: dict[str, list[str]] = {}
    for c in catalog.claims.values():
        for name in {p.family.id for p in catalog.pairs(c)}:
            served.setdefault(name, []).append(c.id)
    return [
        {
            "name": f.id,
            "settings": str(f.settings),
            "ranges": [f"{name} {v[0]}..{v[-1]}" if isinstance(v, tuple) else f"{name} in {v}" for name, v in f.ranges.items()],
            "arguments": {name: str(v) for name, v in f.defaults.items()},
            "worst_case": f.worst_case,
            "claims": sorted(served.get(f.id, [])),
        }
        for known in (catalog.families, catalog.nets)
        for _, f in sorted(known.items())
    ]


def _oracles(catalog: Catalog) -> list[dict[str, Any]]:
    return [{"name": name, "settings": str(o.settings), "noise": str(o)} for name, o in sorted(catalog.oracles.items())]


def _experiments(catalog: Catalog) -> list[dict[str, Any]]:
    return [{"id": e.id, "runs": list(e.runs), "about": _about(e)} for _, e in sorted(experiments(catalog.files).items())]


def _figures(catalog: Catalog) -> list[dict[str, Any]]:
    return [{"id": f.id, "experiment": f.experiment.id, "about": _about(f)} for _, f in sorted(figures(catalog.files).items())]


def _about(value: Any) -> str:
    import inspect
    import sys

    for name, module in list(sys.modules.items()):
        if name.startswith(("optlab.", "optlab_plugin_")) and any(v is value for v in list(vars(module).values())) and module.__doc__:
            return inspect.cleandoc(module.__doc__).split("\n")[0]
    return ""


def _papers(catalog: Catalog) -> list[dict[str, Any]]:
    found = []
    for row in papers():
        claims = sorted(c.id for c in catalog.claims.values() if c.paper == int(row["number"]))
        found.append({**row, "number": int(row["number"]), "claims": claims, "verdicts": []})
    return found


def papers() -> list[dict[str, str]]:
    """The paper table: number, title, family, mechanism, statement."""
    with Path(__file__).with_name("papers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def experiments(files: tuple[str, ...] = ()) -> dict[str, Any]:
    """Experiments by id."""
    from optlab.experiment import Experiment
    from optlab.survey import load

    return load(files).collect(Experiment, ["optlab.experiments"])


def figures(files: tuple[str, ...] = ()) -> dict[str, Any]:
    """Figures by id."""
    from optlab.figure import Figure
    from optlab.survey import load

    return load(files).collect(Figure, ["optlab.paper_figures"])


def named(name: str, known: Iterable[str], what: str) -> str:
    """`name` itself if it is known.

    Raises:
        ValueError: it is not; the sentence has the nearest that is.
    """
    known = list(known)
    if name in known:
        return name
    near = get_close_matches(name, known, n=1, cutoff=0.3)
    hint = f"the nearest is {near[0]}" if near else f"there are {', '.join(sorted(known)[:12]) or 'none'}"
    raise ValueError(f"no {what} is called {name}; {hint}")


def chosen(patterns: Sequence[str], known: Iterable[str], what: str) -> list[str]:
    """Names that match any of the shell patterns; all of them where no pattern is given. Raises ValueError like `named`."""
    known = list(known)
    if not patterns:
        return known
    found: dict[str, None] = {}
    for pattern in patterns:
        matching = [name for name in known if fnmatchcase(name, pattern)]
        found |= dict.fromkeys(matching or [named(pattern, known, what)])
    return list(found)


def selected(
    files: tuple[str, ...],
    patterns: Sequence[str],
    *,
    families: Sequence[str] = (),
    papers: Sequence[str] = (),
    settings: Sequence[str] = (),
    kinds: Sequence[str] = (),
) -> tuple[list[str], list[str]]:
    """Ids of the claims to verify, and the families to verify them on (none named: all).

    Every argument is a list of shell patterns, one of which must match. Files without patterns mean the claims that they add, or where
    they add none, every claim on the families that they add.

    Raises:
        ValueError: a pattern matches nothing, nothing passes all filters, or the files add nothing.
    """
    from optlab.survey import load

    catalog, known = load(files), load(())
    claims = catalog.claims
    on = chosen(families, {**catalog.families, **catalog.nets}, "problem family") if families else []
    if files and not patterns:
        claims = {name: c for name, c in claims.items() if name not in known.claims}
        if not claims:
            claims, on = catalog.claims, on or [name for name in catalog.families if name not in known.families]
            if not on:
                raise ValueError(f"{', '.join(files)} holds no claim and no family; give it a module-level optlab.Claim or optlab.Family")
    atoms = {a.name for c in claims.values() for a in c.setting.atoms}
    wanted = (
        (set(chosen(papers, {str(c.paper) for c in claims.values()}, "paper with a claim")), lambda c: {str(c.paper)}),
        (set(chosen(settings, atoms, "assumption")), lambda c: {a.name for a in c.setting.atoms}),
        (set(chosen(kinds, {c.kind for c in claims.values()}, "kind of claim")), lambda c: {c.kind}),
        (set(on), lambda c: {p.family.id for p in catalog.pairs(c)}),
    )
    asked = (papers, settings, kinds, on)
    ids = [
        name
        for name in chosen(patterns, claims, "claim")
        if all(not given or one & of(claims[name]) for given, (one, of) in zip(asked, wanted, strict=True))
    ]
    if not ids:
        raise ValueError("no claim is left after these filters; drop one, or see 'optlab list claims'")
    return ids, on


def _outcome(name: str, store: str | None) -> str | None:
    return verdict_of(name, store).get("outcome")


def last_verdict(name: str, store: str | None) -> str:
    """The last verdict in words; empty if there is none."""
    v = verdict_of(name, store)
    try:
        fallen = [n["outcome"] for n in v["false_neighbours"]].count("refuted")
        of = f"{fallen} of {len(v['false_neighbours'])} false neighbours refuted"
        return f"{v['outcome']}, tightness {float(v['tightness']):.4g}, {v['evidence']}; {of}"
    except (KeyError, TypeError, ValueError):
        return ""


VERDICTS = ["claim", "kind of evidence", "verdict", "tightness", "coverage", "families", "false", "tight"]


def verdict_row(f: Finding) -> dict[str, Any]:
    """A finding under the headings of VERDICTS."""
    fallen = [n["outcome"] for n in f.false_neighbours].count("refuted")
    return {
        "claim": f.claim,
        "kind of evidence": f.verdict.evidence.removeprefix("sampled: "),
        "verdict": f.verdict.outcome,
        "tightness": f.verdict.tightness,
        "coverage": f"{f.coverage:.2f}",
        "families": len(f.families),
        "false": f"{fallen}/{len(f.false_neighbours)}",
        "tight": "attained" if f.tight.get("attained") else "",
    }


def sentences(findings: Sequence[Finding], store: str | None, files: Sequence[str] = (), durations: int = 0) -> Iterator[str]:
    """What a person should know beyond the table: refutations with the command that replays them, gaps, and the budget."""
    from optlab.survey import BUDGET

    for f in findings:
        if f.verdict.outcome == "refuted":
            more = "".join(f" --file {name}" for name in files)
            yield f"{f.verdict}\n  optlab replay {witness_path(f.claim, store)}{more}"
        elif f.verdict.outcome == "undecided":
            yield str(f.verdict)
        for n in f.false_neighbours:
            if n["outcome"] != "refuted":
                yield f"{f.claim}: the false neighbour {n['statement']} is {n['outcome']}"
        if not f.tight.get("attained", True):
            yield f"{f.claim}: said to be tight on {f.tight['on']}, but reaches only {f.tight['ratio']:.4g} there"
    for f in sorted(findings, key=lambda f: -f.seconds)[:durations]:
        yield f"{f.seconds:8.2f} s  {f.claim}"
    counts = {o: sum(f.verdict.outcome == o for f in findings) for o in ("holds", "refuted", "undecided")}
    said = [n["outcome"] for f in findings for n in f.false_neighbours]
    yield (
        f"{counts['holds']} hold, {counts['refuted']} refuted, {counts['undecided']} undecided; "
        f"{said.count('refuted')} of {len(said)} false neighbours refuted."
    )
    pairs = [v for f in findings for v in f.pairs if v.coverage > 0]
    unsure = sum(v.outcome == "undecided" for v in pairs)
    yield f"{len(pairs)} pairs of a claim and a problem were compared; undecided for lack of samples or of digits: {unsure}."
    yield f"If all sampled claims are true, the probability that any of them is refuted by chance is at most {BUDGET:g}."
