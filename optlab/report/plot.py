"""One picture for each claim, as SVG that takes its colours from the page: the metric where the bound is nearest, and the bound."""

import io
import re
from collections.abc import Mapping
from html import escape
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Page
from matplotlib.style import context

from optlab.catalog import Catalog
from optlab.claim import Claim
from optlab.compare import Comparison, compare
from optlab.figure import STYLE
from optlab.judge import judge, ratios
from optlab.oracle import Oracle
from optlab.replay import oracle_of, problem_of
from optlab.survey import place
from optlab.verify import measure, narrowed, samples

# Stand-ins for the page's colours: whatever else matplotlib draws has others.
INK, METRIC, BOUND = "#010203", "#040506", "#070809"
COLOURS = {INK: "currentColor", METRIC: "var(--metric)", BOUND: "var(--bound)"}
SIZE = (4.8, 3.0)
RC = {
    "svg.fonttype": "path", "svg.hashsalt": "optlab", "axes.prop_cycle": "cycler('color', ['black'])",
    **dict.fromkeys(("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"), INK),
    "xtick.labelcolor": INK, "ytick.labelcolor": INK, "axes.xmargin": 0.02, "savefig.transparent": True,
}  # fmt: skip
BINS = 400
# Right end of an axis of ratios: what lies beyond is drawn there.
FARTHEST = 1e3


def plotted(claim: Claim, catalog: Catalog, witness: Mapping[str, Any]) -> tuple[str, str]:
    """An `svg` element, and the sentence that says what it shows.

    The instance is the one on which the metric comes nearest to its bound, on the family that attains the bound if there is one.

    Args:
        witness: of the claim's verdict.

    Raises:
        ValueError: the witness is of another catalog.
    """
    if claim.tight_on is not None:
        where, problem = str(claim.tight_on), place(catalog, claim.tight_on)
        oracle = claim.oracle or claim.tight_on.oracle or Oracle()
    else:
        where, problem, oracle = str(witness.get("family", "")), problem_of(catalog, witness), oracle_of(catalog, witness["oracle"])
    plans = samples(claim, problem, oracle)
    sample = next((s for s in plans if s.paths == witness.get("paths", 0)), plans[0])
    traces = measure([claim], problem, oracle, sample)
    few = narrowed(claim, problem, sample)
    constants = {**few.constants, **oracle.constants(few)}
    seen = compare(claim, constants, traces["method"])
    other = compare(claim, constants, traces["against"]) if "against" in traces else None
    opinion = judge(claim, seen, 1e-3, other=other, enumerated=bool(sample.paths))
    worst = np.where(np.isnan(opinion.ratio), np.inf, opinion.ratio)
    t, b, s = np.unravel_index(worst.argmax(), worst.shape)
    with context([STYLE, RC], after_reset=True):
        page = Page(figsize=SIZE)
        ax = page.subplots()
        said = _draw(ax, claim, seen, other, (int(t), int(b), int(s)))
        buffer = io.StringIO()
        page.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return _element(buffer.getvalue(), f"{said} On {where}."), f"{said} On {where}."


def _draw(ax: Axes, claim: Claim, seen: Comparison, other: Comparison | None, nearest: tuple[int, int, int]) -> str:
    if claim.method is None:
        return _points(ax, claim, seen)
    if claim.kind == "high-probability":
        return _shares(ax, claim, seen)
    if claim.kind == "phenomenon" and other is not None:
        return _rivals(ax, claim, seen, other)
    return _curves(ax, claim, seen, other, *nearest)


def _points(ax: Axes, claim: Claim, seen: Comparison) -> str:
    """A statement about functions: every point of the family, metric against bound."""
    x, y = (np.broadcast_to(v, seen.compared.shape)[seen.compared] for v in (seen.bound, seen.metric))
    keep = np.linspace(0, len(x) - 1, min(len(x), BINS)).astype(int)
    order = np.argsort(x)[keep]
    x, y = x[order], y[order]
    ax.plot(x, y, ".", color=METRIC, markersize=3.5)
    ax.plot(x, x, "--", color=BOUND)
    _scale(ax.set_xscale, x)
    _scale(ax.set_yscale, np.concatenate([x, y]))
    ax.set(xlabel="bound", ylabel=_name(claim))
    return "Each dot is a point of the family: its metric against its bound, and the bound itself dashed."


def _shares(ax: Axes, claim: Claim, seen: Comparison) -> str:
    """A statement about whole runs: how many pass the bound by how much."""
    v = np.sort(np.clip(ratios(seen).max(0).ravel(), 0.0, FARTHEST))
    keep = np.unique(np.linspace(0, len(v) - 1, BINS).astype(int))
    ax.plot(v[keep], 1 - keep / len(v), color=METRIC, drawstyle="steps-pre")
    ax.axhline(claim.delta, linestyle="--", color=BOUND)
    ax.axvline(1, linestyle=":", color=INK, linewidth=0.8)
    _scale(ax.set_xscale, v)
    ax.set(ylim=(0, 1), xlabel="largest metric / bound of a run", ylabel="share of runs with at least so much")
    return f"The share of runs that reach so much of the bound; right of 1, at most δ = {claim.delta:g} are allowed (dashed)."


def _rivals(ax: Axes, claim: Claim, seen: Comparison, other: Comparison) -> str:
    """The method and its rival on the same seeds, medians and ranges."""
    for v, colour, style in ((seen.metric, METRIC, "-"), (other.metric, BOUND, "--")):
        flat = v.reshape(len(v), -1)
        middle = np.quantile(flat, 0.5, axis=1, method="inverted_cdf")
        if len(v) == 1:
            ax.plot(np.zeros(flat.size), flat[0], ".", color=colour)
            continue
        ax.plot(seen.k, middle, style, color=colour)
        ax.fill_between(seen.k, flat.min(1), flat.max(1), color=colour, alpha=0.15, linewidth=0)
    _scale(ax.set_yscale, np.concatenate([seen.metric.ravel(), other.metric.ravel()]))
    ax.set(xlabel="iteration $k$", ylabel=_name(claim))
    return "The method solid, its rival dashed, on the same seeds: medians and ranges."


def _curves(ax: Axes, claim: Claim, seen: Comparison, other: Comparison | None, t: int, b: int, s: int) -> str:
    """One instance: the metric of its worst replica, or the mean of all where the claim speaks of means, and the bound."""
    mean = claim.kind in ("expectation", "rate") or (claim.kind == "lower-bound" and bool(claim.setting.noise.atoms))
    right = seen.bound if other is None else other.metric
    ends = seen.k == seen.N if claim.over == "end" else seen.N == seen.N[t]
    x = (seen.N if claim.over == "end" else seen.k)[ends]
    inside = seen.compared[ends, b].all(-1) if mean else seen.compared[ends, b, s]
    y = seen.metric[ends, b].mean(-1) if mean else seen.metric[ends, b, s]
    limit = (right[ends, b].mean(-1) if mean else right[ends, b, s]).astype(float)
    if claim.kind == "rate" and inside.any():
        limit = limit * (y[inside][-1] / limit[inside][-1])
    limit = np.where(inside, limit, np.nan)
    ax.plot(x, y, color=METRIC, marker="o" if len(x) < 12 else "", markersize=3.5)
    # A bound that speaks of few iterations would be no line.
    few = len(x) < 12 or inside.sum() < 3
    ax.plot(x, limit, "--", color=BOUND, marker="s" if few else "", markersize=3.5, markerfacecolor="none")
    if x.max() > 200:
        ax.set_xscale("symlog", linthresh=1)
    _scale(ax.set_yscale, np.concatenate([y, limit]))
    ax.set(xlabel="steps $N$ of the run" if claim.over == "end" else "iteration $k$", ylabel=_name(claim))
    dashed = {"identity": "the other side of the identity", "rate": "the claimed rate, scaled to its end", "lower-bound": "the lower bound"}
    what = "The mean over replicas" if mean else "The metric"
    return f"{what}, and dashed {dashed.get(claim.kind, 'the bound')}, on the instance where both are nearest."


def _name(claim: Claim) -> str:
    name = claim.metric.__name__.replace("_", " ")
    return {"best": "least {} so far", "mean": "mean {} so far"}.get(claim.over, "{}").format(name)


def _scale(setter: Any, v: np.ndarray) -> None:
    """Logarithmic where nearly everything is positive and spans a decade."""
    v = v[np.isfinite(v)]
    positive = v[v > 0]
    if len(positive) >= 0.8 * len(v) > 0 and positive.max() > 20 * positive.min():
        setter("log", nonpositive="mask")


def _element(svg: str, label: str) -> str:
    """The `svg` element alone, without a size of its own, and with the page's colours."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    head, body = svg.split(">", 1)
    head = re.sub(r' (width|height)="[^"]*"', "", head)
    for colour, name in COLOURS.items():
        body = body.replace(colour, name)
    return f'{head} role="img" aria-label="{escape(label, quote=True)}">{body}'
