"""The few words that drawing takes: curves, sweeps, bounds, guides, legends."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

import numpy as np
import sympy
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

if TYPE_CHECKING:
    from optlab.figure import Result

LineStyle = Literal["-", "--", "-.", ":"]
Place = Literal["lower left", "lower right", "upper left", "upper center", "upper right"]
# Readable on white and on black.
GREY = "0.45"
# So near to its bound, a curve lies on it in print.
ATTAINED = 0.02


def curve(
    ax: Axes,
    result: "Result",
    metric: str,
    *,
    unit: sympy.Expr | float = 1,
    label: str | None = None,
    cost: Mapping[str, sympy.Expr | float] | None = None,
    level: float = 0.5,
    band: tuple[float, float] | None = (0.0, 1.0),
    like: Line2D | None = None,
    linestyle: LineStyle = "-",
) -> Line2D:
    """The quantile `level` over instances and replicas against k, with the band between two others; the line.

    Args:
        unit: in the constants, and `first`, the metric at the start.
        label: in the legend; the result's own unless given.
        cost: price of each kind of call, as in `Result.spent`; the curve is then drawn against what was spent.
        like: whose colour and marker to take.

    Raises:
        LookupError: as in `Result.values` and `Result.spent`.
    """
    x, v = result.trace.k, result.values(metric, unit).reshape(len(result.trace.k), -1)
    if cost is not None:
        x, v = _for_a_budget(result.spent(cost).reshape(len(x), -1), v)
    return _line(ax, x, v, result.label if label is None else label, level, band, like, linestyle)


def _for_a_budget(spent: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Budgets (T,), the lower medians of what was spent (T, points), and the last v (T, points) that each point has within them."""
    budgets = np.quantile(spent, 0.5, axis=1, method="inverted_cdf")
    last = np.stack([np.searchsorted(of_point, budgets, side="right") for of_point in spent.T], axis=1) - 1
    return budgets, np.take_along_axis(v, np.maximum(last, 0), axis=0)


def sweep(
    ax: Axes,
    runs: Mapping[int, "Result"] | Mapping[float, "Result"],
    metric: str,
    *,
    instance: int | None = 0,
    unit: sympy.Expr | float = 1,
    label: str | None = None,
    level: float = 0.5,
    band: tuple[float, float] | None = (0.0, 1.0),
    like: Line2D | None = None,
    linestyle: LineStyle = "-",
) -> Line2D:
    """What `curve` draws, of one instance after its last step, or of all for None, against the number of each run; markers on solid
    lines only.

    Raises:
        LookupError: as in `Result.values`.
    """
    chosen = slice(None) if instance is None else instance
    v = np.stack([result.values(metric, unit)[-1, chosen].ravel() for result in runs.values()])
    return _swept(ax, np.array(list(runs)), v, label, level, band, like, linestyle)


def reach(
    ax: Axes,
    runs: Mapping[int, "Result"] | Mapping[float, "Result"],
    metric: str,
    target: float,
    *,
    unit: sympy.Expr | float = 1,
    label: str | None = None,
    level: float = 0.5,
    band: tuple[float, float] | None = (0.0, 1.0),
    like: Line2D | None = None,
    linestyle: LineStyle = "-",
) -> Line2D:
    """The first recorded k with the metric at or below `target`, as quantiles over instances and replicas, against the number of each run.

    Raises:
        LookupError: as in `Result.values`.
    """
    first = []
    for result in runs.values():
        there = result.values(metric, unit).reshape(len(result.trace.k), -1) <= target
        first.append(np.where(there.any(0), result.trace.k[there.argmax(0)], np.inf))
    return _swept(ax, np.array(list(runs)), np.stack(first), label, level, band, like, linestyle)


def survival(ax: Axes, result: "Result", metric: str, *, unit: sympy.Expr | float = 1, label: str | None = None) -> Line2D:
    """The share of instances and replicas whose metric is at least so much after the last step, against how much, from 0 on.

    Raises:
        LookupError: as in `Result.values`.
    """
    v = np.sort(result.values(metric, unit)[-1].ravel())
    x = v[v >= 0]
    share = 1 - np.searchsorted(v, x, side="left") / len(v)
    x, share = np.concatenate([[0.0], x, x[-1:]]), np.concatenate([[len(x) / len(v)], share, [0.0]])
    spaced = (0.03 + 0.04 * (len(ax.lines) % 5), 0.2)
    (line,) = ax.plot(x, share, drawstyle="steps-pre", label=result.label if label is None else label, markevery=spaced)
    return line


def _swept(ax, x, v, label, level, band, like, linestyle) -> Line2D:
    line = _line(ax, x, v, label, level, band, like, linestyle)
    if linestyle != "-":
        line.set_marker("")
    return line


def _line(ax, x, v, label, level, band, like, linestyle) -> Line2D:
    """Quantiles over the second axis of v; each is a value that was measured, so that one infinite run spoils no other."""
    taken = {} if like is None else {"color": like.get_color(), "marker": like.get_marker()}
    middle = np.quantile(v, level, axis=1, method="inverted_cdf")
    # Markers of neighbouring curves begin at different places.
    spaced = (0.03 + 0.04 * (len(ax.lines) % 5), 0.2)
    (line,) = ax.plot(x, middle, label=label or "_nolegend_", linestyle=linestyle, markevery=spaced, **taken)
    if band is not None:
        low, high = np.quantile(v, band, axis=1, method="inverted_cdf")
        ax.fill_between(x, low, high, color=line.get_color(), alpha=0.18, linewidth=0)
    return line


def bound(ax: Axes, result: "Result", *, unit: sympy.Expr | float = 1, like: Line2D | None = None) -> Line2D:
    """The bound of the result's claim, dashed in the colour of `like`, or in grey where curves share it.

    It is the largest over the instances, and of a lower bound the least. Where the curve `like` attains it, and so would hide it, the
    dashes are a seam in the curve.

    Raises:
        ValueError, LookupError: as in `Result.bound`.
    """
    v, k = result.bound(unit), result.trace.k
    least = result.run.claim is not None and result.run.claim.kind == "lower-bound"
    blank = np.inf if least else -np.inf
    limit = (np.min if least else np.max)(np.where(np.isnan(v), blank, v), axis=(1, 2))
    spoken = limit != blank
    color = like.get_color() if like else GREY
    (line,) = ax.plot(k[spoken], limit[spoken], "--", color=color, marker="", linewidth=0.8, label="_nolegend_")
    if like is not None:
        x, y = np.asarray(like.get_xydata(), dtype=float).T
        attained = np.abs(np.interp(k, x, y, left=np.nan, right=np.nan) - limit) < ATTAINED * np.abs(limit)
        if attained.any():
            seam = np.where(attained, limit, np.nan)
            ax.plot(k, seam, linestyle=(0, (5, 5)), color=ax.get_facecolor(), marker="", linewidth=0.5, label="_nolegend_")
    return line


def guide(ax: Axes, exponent: float, *, start: tuple[float, float], end: float, text: str) -> Line2D:
    """A straight line of that slope on logarithmic axes, dotted, from the point `start` to x = `end`, and its name there."""
    x, y = np.array([start[0], end]), start[1] * np.array([1.0, (end / start[0]) ** exponent])
    (line,) = ax.plot(x, y, ":", color=GREY, marker="", linewidth=0.9, label="_nolegend_")
    ax.annotate(text, (x[1], y[1]), xytext=(3, 0), textcoords="offset points", color=GREY, va="center", fontsize="small")
    return line


def legend(ax: Axes, place: Place, *, extra: Mapping[str, LineStyle] | None = None, columns: int = 1) -> None:
    """The curves' names, frameless; `extra` names line styles, such as {"its bound": "--"}."""
    handles, names = ax.get_legend_handles_labels()
    for name, linestyle in (extra or {}).items():
        handles.append(Line2D([], [], color=GREY, linestyle=linestyle, marker="", linewidth=0.9))
        names.append(name)
    ax.legend(handles, names, loc=place, ncols=columns)


def contours(ax: Axes, result: "Result", x: tuple[float, float], y: tuple[float, float], *, levels: int = 12, many: int = 161) -> None:
    """Level lines of the first instance's f, a function of two coordinates, at levels that grow as squares do."""
    problem = result.run.problem()[:1]
    u, v = np.meshgrid(np.linspace(*x, many), np.linspace(*y, many))
    f = np.asarray(problem.value(np.stack([u, v], axis=-1).reshape(1, -1, 2))).reshape(u.shape)
    low, high = f.min(), f.max()
    ax.contour(u, v, f, levels=low + (high - low) * np.linspace(0, 1, levels + 1)[1:-1] ** 2, colors=GREY, linewidths=0.5, alpha=0.6)
    ax.set(xlim=x, ylim=y)


def path(ax: Axes, result: "Result", share: float = 1.0, *, label: str | None = None) -> Line2D:
    """The first part of the first instance's iterates, from metrics `first_coordinate` and `second_coordinate`, and their head.

    Raises:
        LookupError: as in `Result.values`.
    """
    u, v = (result.values(f"{which}_coordinate")[:, 0, 0] for which in ("first", "second"))
    upto = 1 + round(share * (len(u) - 1))
    (line,) = ax.plot(u[:upto], v[:upto], label=result.label if label is None else label, markersize=1.8, linewidth=0.9)
    ax.plot(u[upto - 1 : upto], v[upto - 1 : upto], color=line.get_color(), marker=line.get_marker(), markersize=4.5, label="_nolegend_")
    return line
