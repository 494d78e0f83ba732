"""Figure: how one experiment is drawn, and what the picture rests on. The words that drawing takes are those of `optlab.curves`."""

import io
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Literal

import matplotlib
import numpy as np
import sympy
from matplotlib.figure import Figure as Page
from matplotlib.style import context

from optlab.arrays import to_numpy
from optlab.content import PLUGIN, key
from optlab.curves import GREY, LineStyle, Place, bound, contours, curve, guide, legend, path, reach, survival, sweep
from optlab.experiment import Experiment, Run, engine, identity, rows, traces
from optlab.experiment import bound as bound_of
from optlab.expr import evaluate
from optlab.runner import Trace
from optlab.store import StoreError, read_table, write_bytes, write_table

__all__ = [
    "GREY", "Figure", "LineStyle", "Place", "Result", "bound", "compose", "contours", "curve", "fingerprint", "guide", "legend", "paint",
    "path", "reach", "render", "render_all", "results", "survival", "sweep",
]  # fmt: skip
# Inches of the printed page.
WIDTHS = {"column": 3.5, "text": 7.0}
STYLE = Path(__file__).with_name("optlab.mplstyle")
Style = Literal["paper", "slides", "dark"]
STYLES: dict[str, list[Path]] = {"paper": [STYLE], **{name: [STYLE, STYLE.with_name(f"{name}.mplstyle")] for name in ("slides", "dark")}}
# A slide's page is larger, so that its type, which grows more, finds room.
PAGE = {"paper": 1.0, "slides": 1.6, "dark": 1.0}
# Nothing of the hour or the machine, so that the same picture is the same bytes.
# Of an animation: seconds of a frame, frames for which the last one stays, dots per inch.
FRAME, REST, COARSE = 0.12, 12, 110
UNDATED: dict[str, dict[str, Any]] = {"pdf": {"CreationDate": None}, "png": {"Software": None}, "svg": {"Date": None}}


@dataclass(frozen=True)
class Result:
    """One run of an experiment with what it measured."""

    label: str
    run: Run
    trace: Trace

    @cached_property
    def constants(self) -> dict[str, np.ndarray]:
        """The problem's and the oracle's, (B, 1) each."""
        problem = self.run.problem()
        return {name: to_numpy(v) for name, v in {**problem.constants, **self.run.oracle.constants(problem)}.items()}

    def values(self, metric: str, unit: sympy.Expr | float = 1) -> np.ndarray:
        """(T, B, S), in units of `unit`; the best or the mean so far, where the run's claim speaks of that.

        Raises:
            LookupError: the metric was not recorded, or the unit needs a constant that the problem does not have.
        """
        if metric not in self.trace.columns:
            raise LookupError(f"{self.label} recorded {', '.join(self.trace.columns)}, but not {metric}; add it to the run's record")
        v, claim = to_numpy(self.trace[metric]), self.run.claim
        over = claim.over if claim and claim.metric.__name__ == metric else "last"
        if over == "best":
            v = np.minimum.accumulate(v)
        elif over == "mean":
            v = np.cumsum(v, axis=0) / (self.trace.k[:, None, None] + 1)
        return v / self._unit(metric, unit)

    def spent(self, cost: Mapping[str, sympy.Expr | float]) -> np.ndarray:
        """What the calls until each recorded k have cost, (T, B, S), at the price of each kind, in the constants; other kinds are free.

        Raises:
            LookupError: a kind was never called, or its price needs a constant that the problem does not have.
        """
        unknown = sorted(set(cost) - set(self.trace.calls))
        if unknown:
            raise LookupError(f"{self.label} called {', '.join(self.trace.calls)}, but not {', '.join(unknown)}; drop that price")
        shape = next(iter(self.trace.columns.values())).shape
        prices = {kind: evaluate(sympy.sympify(v), self.constants, what=f"the price of {kind}") for kind, v in cost.items()}
        return sum((np.broadcast_to(self.trace.calls[kind] * v, shape) for kind, v in prices.items()), np.zeros(shape))

    def bound(self, unit: sympy.Expr | float = 1) -> np.ndarray:
        """The claim's bound, (T, B, S), in units of `unit`; NaN where it says nothing.

        Raises:
            ValueError: the run has no claim, or the problem lacks an assumption of it.
            LookupError: as in `values`.
        """
        if self.run.claim is None:
            raise ValueError(f"{self.label} has no bound to draw; give its Run a claim")
        return bound_of(self.run, self.trace) / self._unit(self.run.claim.metric.__name__, unit)

    def _unit(self, metric: str, unit: sympy.Expr | float) -> Any:
        known = {**self.constants, "first": to_numpy(self.trace[metric])[:1]} if isinstance(unit, sympy.Basic) else {}
        return evaluate(sympy.sympify(unit), known, what=f"the unit of {self.label}")


def results(experiment: Experiment, *, store: str | Path | None = None) -> dict[str, Result]:
    """The experiment's results by label, from the store if they are there. Raises as `optlab.experiment.traces` does."""
    found = traces(experiment, store=store)
    return {label: Result(label, spec, found[label]) for label, spec in experiment.runs.items()}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A picture of an experiment. Its description is the docstring of its module.

    Attributes:
        draw: draw(axes, shown), where axes is one, or an array of them if there are several panels, and shown gives each label's
            `Result`. It computes nothing. A module-level function.
        width: of a column (3.5 in) or of the text (7 in).
        ratio: height over width.
        panels: rows and columns.
        frames: of an animation, 0 for none: draw(axes, shown, share) then shows the first part of every run, share in (0, 1] of it. Beside
            the last picture there is then a GIF.

    Raises:
        ValueError: there is no such width, or no room for a panel.
    """

    id: str
    experiment: Experiment
    draw: Callable[..., None]
    width: Literal["column", "text"] = "column"
    ratio: float = 0.75
    panels: tuple[int, int] = (1, 1)
    frames: int = 0

    def __post_init__(self) -> None:
        if self.width not in WIDTHS:
            raise ValueError(f"the figure {self.id} needs a width among {', '.join(WIDTHS)}, but it is {self.width!r}; name one of them")
        if not self.ratio > 0 or min(self.panels) < 1:
            had = f"ratio = {self.ratio} and panels = {self.panels}"
            raise ValueError(f"the figure {self.id} needs a positive ratio and at least one panel, but has {had}; enlarge them")

    @property
    def kinds(self) -> list[str]:
        """The formats in which it is drawn."""
        return [*UNDATED, *(["gif"] if self.frames else [])]

    @property
    def size(self) -> tuple[float, float]:
        """Inches, width and height."""
        return WIDTHS[self.width], WIDTHS[self.width] * self.ratio


def fingerprint(figure: Figure, style: Style = "paper") -> str:
    """The content hash of all that the picture rests on: its runs and claims, the sources, the style, and matplotlib.

    Raises:
        ValueError: something has no canonical text, such as a `draw` that is a lambda.
    """
    runs = {label: identity(spec) for label, spec in figure.experiment.runs.items()}
    # Their order is that of the legend, and a mapping's hash has none.
    order = list(figure.experiment.runs)
    return key([figure, runs, order, render, [p.read_text(encoding="utf-8") for p in STYLES[style]], matplotlib.__version__])


def compose(figure: Figure, shown: Mapping[str, Result], style: Style = "paper", share: float = 1.0) -> Page:
    """The picture as matplotlib's figure, which pyplot knows nothing of; of an animation, the one that shows this share of every run."""
    with context(STYLES[style], after_reset=True):
        width, height = figure.size
        page = Page(figsize=(PAGE[style] * width, PAGE[style] * height))
        figure.draw(page.subplots(*figure.panels), shown, *([share] if figure.frames else []))
    return page


def paint(figure: Figure, shown: Mapping[str, Result], style: Style = "paper") -> dict[str, bytes]:
    """The picture as PDF, PNG and SVG, and GIF if it moves, by format: the same bytes on every call."""
    page, found = compose(figure, shown, style), {}
    with context(STYLES[style], after_reset=True):
        for kind, about in UNDATED.items():
            buffer = io.BytesIO()
            page.savefig(buffer, format=kind, metadata=about)
            found[kind] = buffer.getvalue()
    if figure.frames:
        found["gif"] = _moving(figure, shown, style)
    return found


def _moving(figure: Figure, shown: Mapping[str, Result], style: Style) -> bytes:
    from PIL import Image

    # The layout is sought once, for the last frame; the others take it over, so that no axis moves.
    last, images = compose(figure, shown, style), []
    with context(STYLES[style], after_reset=True):
        last.draw_without_rendering()
    for share in np.linspace(1 / figure.frames, 1, figure.frames):
        page, buffer = compose(figure, shown, style, float(share)), io.BytesIO()
        page.set_layout_engine("none")
        for ax, placed in zip(page.axes, last.axes, strict=True):
            ax.set_position(placed.get_position())
        with context(STYLES[style], after_reset=True):
            page.savefig(buffer, format="png", dpi=COARSE)
        images.append(Image.open(buffer).convert("RGB"))
    # One palette for all frames, from the last, which has every colour: else their greys would flicker.
    palette = images[-1].quantize(64)
    first, *rest = [image.quantize(palette=palette, dither=Image.Dither.NONE) for image in images]
    moving, milliseconds = io.BytesIO(), round(1000 * FRAME)
    durations = [milliseconds] * len(rest) + [milliseconds * REST]
    first.save(moving, format="gif", save_all=True, append_images=rest, duration=durations, loop=0, optimize=False)
    return moving.getvalue()


def render(figure: Figure, out: str | Path, *, store: str | Path | None = None, style: Style = "paper") -> dict[str, Any]:
    """Draw into the folder `out`, as PDF, PNG and SVG with the data beside them as Parquet, unless what is there rests on the same.

    Returns:
        "id", "drawn" (whether it was drawn now) and "files".

    Raises:
        ValueError: a run has a problem that cannot be used, or something has no canonical text.
        LookupError: a method or a unit needs a constant that the problem does not have.
        StoreError: a file cannot be written.
    """
    pictures = {kind: Path(out) / f"{figure.id}.{kind}" for kind in figure.kinds}
    table, rests_on = Path(out) / f"{figure.id}.parquet", fingerprint(figure, style)
    said = {"id": figure.id, "files": [str(p) for p in (*pictures.values(), table)]}
    if all(p.exists() for p in pictures.values()) and _rests_on(table) == rests_on:
        return {**said, "drawn": False}
    shown = results(figure.experiment, store=store)
    painted = paint(figure, shown, style)
    # The table vouches for the pictures: it goes before they change and comes back after them.
    table.unlink(missing_ok=True)
    for kind, data in painted.items():
        write_bytes(pictures[kind], data)
    write_table(table, _columns(figure.experiment, shown), {"figure": figure.id, "experiment": figure.experiment.id, "rests_on": rests_on})
    return {**said, "drawn": True}


def render_all(
    figures: Iterable[Figure],
    out: str | Path,
    *,
    store: str | Path | None = None,
    style: Style = "paper",
    processes: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> list[dict[str, Any]]:
    """`render` of each, over so many processes. Raises as `render` does."""
    figures, found = list(figures), []
    files = tuple(str(m.__file__) for name, m in sys.modules.items() if name.startswith(PLUGIN))
    for said in engine(processes, files)(partial(render, out=out, store=store, style=style), figures):
        found.append(said)
        if progress:
            progress(len(found), len(figures))
    return found


def _rests_on(table: Path) -> str | None:
    if not table.exists():
        return None
    try:
        return read_table(table)[1].get("rests_on")
    except StoreError:
        return None


def _columns(experiment: Experiment, shown: Mapping[str, Result]) -> dict[str, np.ndarray]:
    """The tidy table of the experiment, with the constants of every instance, so that units can be taken from it alone."""
    names = sorted({name for result in shown.values() for name in result.constants})
    measured = (result for result in shown.values() for _ in result.run.record)
    blocks = []
    for block, result in zip(rows(experiment, {label: r.trace for label, r in shown.items()}), measured, strict=True):
        at = np.searchsorted(result.trace.ids, block["instance"]), block["replica"]
        shape = len(result.trace.ids), int(block["replica"].max()) + 1
        # R and Delta belong to a start, and replicas may have starts of their own.
        of_start = {name: np.broadcast_to(v, shape) for name, v in result.constants.items()}
        absent = np.full(shape, np.nan)
        blocks.append(block | {f"constant_{name}": of_start.get(name, absent)[at] for name in names})
    return {name: np.concatenate([b[name] for b in blocks]) for name in blocks[0]}
