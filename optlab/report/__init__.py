"""The report: a static site of every claim, method, problem family and paper, with verdicts, pictures and sources.

A claim is verified first where the store has no verdict, or one that rests on other sources. Pictures are kept there, too.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from optlab.catalog import Catalog
from optlab.claim import Claim
from optlab.content import key
from optlab.experiment import engine
from optlab.listing import chosen, figures
from optlab.report.plot import plotted
from optlab.report.site import Site
from optlab.store import StoreError, home, read_json, writable, write_json
from optlab.survey import load, rests_on, share_of_budget, survey
from optlab.verdict_store import remember, verdict_of

Tick = Callable[[int, int], None] | None
# Pixels of an inch in the gallery.
DPI = 96


def report(
    out: str | Path = "site",
    patterns: Sequence[str] = (),
    *,
    store: str | Path | None = None,
    files: Sequence[str] = (),
    again: bool = False,
    gallery: bool = True,
    processes: int = 1,
    progress: Callable[[str], Any] | None = None,
) -> dict[str, Any]:
    """Write the site into the folder `out`.

    Args:
        patterns: only claims whose ids match one of these shell patterns, if any are given.
        again: verify every claim anew, not only those without a verdict.
        gallery: draw the figures, too.
        progress: progress(what) is a context whose value is called with (done, all).

    Returns:
        "out", "pages", and how many claims hold, are refuted and are undecided.

    Raises:
        StoreError: a file cannot be written.
        ValueError: a pattern matches nothing, or a catalog file cannot be used.
    """
    from contextlib import nullcontext

    step = progress or (lambda what: nullcontext(None))
    catalog = load(tuple(files))
    names = chosen(patterns, sorted(catalog.claims), "claim")
    folder = writable(Path(out) / "index.html").parent
    waiting = [name for name in names if again or not _current(catalog.claims[name], catalog, store)]
    if waiting:
        with step("verifying") as tick:
            # All claims of the site share the budget, those in the store too.
            alpha = share_of_budget(catalog, [catalog.claims[name] for name in names])
            survey(waiting, files=files, processes=processes, alpha=alpha, progress=tick, report=lambda f: remember(f, store))
    verdicts = {name: verdict_of(name, store) for name in names}
    with step("plotting") as tick:
        plots = _plots(catalog, verdicts, store, files, processes, tick)
    drawn: list[dict[str, Any]] = []
    if gallery:
        with step("drawing") as tick:
            drawn = _gallery(folder / "figures", store, files, processes, tick)
    with step("writing") as tick:
        pages = Site(folder, catalog, verdicts, drawn, _footer()).write(plots, tick)
    said = [v.get("outcome") for v in verdicts.values()]
    return {"out": str(folder), "pages": pages, **{o: said.count(o) for o in ("holds", "refuted", "undecided")}}


def _current(claim: Claim, catalog: Catalog, store: Any) -> bool:
    basis = rests_on(claim, catalog)
    return bool(basis) and verdict_of(claim.id, store).get("rests_on") == basis


def _plots(catalog: Catalog, verdicts: dict[str, Any], store: Any, files: Sequence[str], processes: int, tick: Tick) -> dict[str, Any]:
    jobs = [(name, tuple(files), v["witness"], v["rests_on"], store) for name, v in verdicts.items() if v["witness"].get("family")]
    found: dict[str, Any] = {}
    for done, (name, plot) in enumerate(engine(processes, tuple(files))(_plot, jobs), 1):
        found[name] = plot
        if tick:
            tick(done, len(jobs))
    return found


def _plot(job: tuple[str, tuple[str, ...], dict[str, Any], str, Any]) -> tuple[str, tuple[str, str]]:
    name, files, witness, basis, store = job
    catalog = load(files)
    path = home(store) / "plots" / f"{key([basis, plotted, sorted((field, str(v)) for field, v in witness.items())])}.json"
    try:
        kept = read_json(path)
        return name, (kept["svg"], kept["caption"])
    except (StoreError, KeyError):
        svg, caption = plotted(catalog.claims[name], catalog, witness)
        write_json(path, {"svg": svg, "caption": caption})
        return name, (svg, caption)


def _gallery(out: Path, store: Any, files: Sequence[str], processes: int, tick: Tick) -> list[dict[str, Any]]:
    import inspect
    import sys

    from optlab.figure import render_all

    known = figures(tuple(files))
    render_all([known[name] for name in sorted(known)], out, store=store, processes=processes, progress=tick)
    homes = {id(v): m for m in list(sys.modules.values()) for v in list(vars(m).values()) if any(v is f for f in known.values())}
    found = []
    for name, figure in sorted(known.items()):
        about = inspect.getdoc(homes[id(figure)]) or ""
        claims = dict.fromkeys(run.claim.id for run in figure.experiment.runs.values() if run.claim is not None)
        width, height = (round(DPI * inches) for inches in figure.size)
        file = f"{name}.{'gif' if figure.frames else 'svg'}"
        found.append({"id": name, "file": file, "about": " ".join(about.split()), "width": width, "height": height, "claims": list(claims)})
    return found


def _footer() -> str:
    from datetime import UTC, datetime

    from optlab.runner import versions

    v = versions()
    packages = ", ".join(f"{name} {v[name]}" for name in ("numpy", "scipy", "sympy"))
    return f"optlab {v['optlab']}, {datetime.now(UTC):%Y-%m-%d}, Python {v['python']}, {packages}, {v['platform']}"
