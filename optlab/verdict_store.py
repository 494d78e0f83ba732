"""Verdicts and witnesses on disk: what was found is found again until something that it rests on changes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from optlab.store import StoreError, home, read_json, write_json

if TYPE_CHECKING:
    from optlab.catalog import Catalog
    from optlab.claim import Claim
    from optlab.survey import Finding


def remember(finding: Finding, store: str | Path | None) -> None:
    """The last verdict with its date and versions, and a witness of every refutation, as JSON in the store.

    Raises:
        StoreError: the store cannot be written.
    """
    from optlab.runner import versions

    write_json(_path("verdicts", finding.claim, store), finding.json() | {"date": f"{datetime.now(UTC):%Y-%m-%d}", "versions": versions()})
    refuted = {n["id"]: n["witness"] for n in finding.false_neighbours if n["outcome"] == "refuted"}
    if finding.verdict.outcome == "refuted":
        refuted[finding.claim] = dict(finding.verdict.witness)
    else:
        witness_path(finding.claim, store).unlink(missing_ok=True)
    for name, witness in refuted.items():
        write_json(witness_path(name, store), witness)


def witness_path(name: str, store: str | Path | None) -> Path:
    """Where the witness of a refuted claim or false neighbour lies."""
    return _path("witnesses", name, store)


def _path(folder: str, name: str, store: str | Path | None) -> Path:
    return home(store) / folder / f"{quote(name, safe='').replace('%2F', '__').replace('%23', '.')}.json"


def verdict_of(name: str, store: str | Path | None) -> dict[str, Any]:
    """The last verdict as `remember` wrote it; empty if there is none, or none that can be read."""
    path = _path("verdicts", name, store)
    try:
        return read_json(path) if path.exists() else {}
    except StoreError:
        return {}


def kept(claim: Claim, catalog: Catalog, store: str | Path | None, *, seed: int, draws: int, alpha: float) -> Finding | None:
    """The last finding, if the same question to the same sources under the same versions would give it again; else None."""
    from optlab.runner import versions
    from optlab.survey import Finding, asked, rests_on

    v = verdict_of(claim.id, store)
    if v.get("asked") != asked(claim, seed, draws, alpha) or v.get("versions") != versions():
        return None
    basis = rests_on(claim, catalog)
    if not basis or v.get("rests_on") != basis:
        return None
    try:
        found = Finding.from_json(v)
        refuted = [n["id"] for n in (*found.false_neighbours, v) if n["outcome"] == "refuted"]
    except (LookupError, TypeError, ValueError, AttributeError):
        return None
    return found if all(witness_path(name, store).exists() for name in refuted) else None
