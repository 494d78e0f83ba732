"""The picture of a sweep: how the metric at the end depends on one hyper-parameter, all methods on one page."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from optlab.figure import GREY, Figure, LineStyle, Result
from optlab.sweep import Sweep, swept
from optlab.swept import Curve, Outcome, Swept

# Below this share of the start a gap is rounding.
FLOOR = 1e-16
# Axes heights between the rows of triangles above the frame.
ROW = 0.045
STYLES: tuple[LineStyle, ...] = ("-", "--", "-.", ":")


def figure(result: Swept) -> Figure:
    """The sweep's figure, to be drawn by `optlab.figure.render` from the store that the sweep was run in."""
    return Figure(id=result.plan.id, experiment=result.experiment, draw=partial(draw, plan=result.plan), width="text", ratio=0.5)


def draw(ax: Axes, shown: Mapping[str, Result], plan: Sweep) -> None:
    """Median and range on the seeds of tuning; the chosen point with those on the fresh seeds; divergence above the frame."""
    result = swept(plan, {}, _experiment(shown), {label: one.trace for label, one in shown.items()})
    curves = result.sensitivity
    bottom, top = _frame(ax, result, curves)
    lasting = [label for label, c in curves.items() if c.x and any(one.diverged.any() for one in c.at)]
    for i, (label, curve) in enumerate(curves.items()):
        line = _curve(ax, i, label, curve, bottom, top) if curve.x else _level(ax, label, curve.at[0], bottom, top)
        if curve.x:
            _chosen(ax, result.fresh[label], result.swept, line.get_color(), bottom, top)
        if label in lasting:
            _diverged(ax, lasting.index(label), curve, line.get_color())
    values = sorted({v for c in curves.values() for v in c.x})
    if values:
        _axis(ax, np.array(values))
        ax.set_xlabel(result.swept.replace("_", " "))
    start = np.median(result.tuning[0].start)
    ax.axhline(start, color=GREY, linestyle=":", linewidth=0.8, marker="")
    ax.annotate("start", (1, start), xycoords=("axes fraction", "data"), xytext=(-2, 2), textcoords="offset points", ha="right", color=GREY)
    ax.set_ylabel(f"{plan.judged.__name__.replace('_', ' ')} after {plan.budget:g} calls")
    _legend(ax, curves)


def _experiment(shown: Mapping[str, Result]) -> Any:
    from optlab.experiment import Experiment

    return Experiment(id="shown", runs={label: one.run for label, one in shown.items()})


def _frame(ax: Axes, result: Swept, curves: Mapping[str, Curve]) -> tuple[float, float]:
    """Limits and scale of the metric's axis: from the best that was reached to the start."""
    outcomes = [*(one for c in curves.values() for one in c.at), *result.fresh.values()]
    v = np.concatenate([one.final[~one.diverged] for one in outcomes])
    start = np.concatenate([one.start for one in outcomes])
    every = np.concatenate([v, start])
    if result.plan.higher or (every < 0).any() or not (start > 0).all():
        low, high = float(every.min()), float(every.max())
        margin = 0.05 * (high - low) or 1.0
        ax.set_ylim(low - margin, high + margin)
        return low - margin, high + margin
    floor = FLOOR * float(np.median(start))
    low, high = max(floor, float(every.min())) / 2, 3 * float(start.max())
    ax.set(yscale="log", ylim=(low, high))
    return low, high


def _curve(ax: Axes, i: int, label: str, curve: Curve, bottom: float, top: float) -> Line2D:
    worst = bottom if curve.at[0].higher else top
    middle, low, high = (np.clip([getattr(one, name) for one in curve.at], bottom, top) for name in ("median", "low", "high"))
    lost = np.array([np.median(one.diverged) == 1 for one in curve.at])
    # Where the method works no more, the line has left the frame.
    near = lost & ~(np.append(lost[1:], True) & np.append(True, lost[:-1]))
    middle = np.where(near, worst, np.where(lost, np.nan, middle))
    style = STYLES[i // 6 % len(STYLES)]
    (line,) = ax.plot(curve.x, middle, linestyle=style, label=label, markevery=np.flatnonzero(~lost).tolist())
    ax.fill_between(curve.x, low, high, color=line.get_color(), alpha=0.15, linewidth=0)
    return line


def _level(ax: Axes, label: str, one: Outcome, bottom: float, top: float) -> Line2D:
    """A method without the hyper-parameter."""
    height = float(np.clip(one.median, bottom, top))
    (line,) = ax.plot([0, 1], [height, height], linestyle="--", label=label, transform=ax.get_yaxis_transform())
    line.set_marker("")
    ax.axhspan(*np.clip([one.low, one.high], bottom, top), color=line.get_color(), alpha=0.1, linewidth=0)
    return line


def _chosen(ax: Axes, fresh: Outcome, name: str, color: Any, bottom: float, top: float) -> None:
    x = fresh.point.setting[name]
    low, middle, high = np.clip([fresh.low, fresh.median, fresh.high], bottom, top)
    ax.plot(
        [x, x], [low, high], color=color, linestyle="-", linewidth=1.6, marker="_", markersize=5, markeredgewidth=1.2, label="_nolegend_"
    )
    ax.plot(
        [x], [middle], color=color, marker="*", markersize=9, markeredgecolor="white", markeredgewidth=0.5, zorder=5, label="_nolegend_"
    )


def _diverged(ax: Axes, row: int, curve: Curve, color: Any) -> None:
    """A triangle above the frame for each value at which runs diverged: full where the median did."""
    above: dict[str, Any] = {"transform": ax.get_xaxis_transform(), "clip_on": False, "label": "_nolegend_", "linestyle": ""}
    for x, one in zip(curve.x, curve.at, strict=True):
        if one.diverged.any():
            face = color if np.median(one.diverged) == 1 else "white"
            ax.plot([x], [1.03 + ROW * row], marker="^", markersize=4, color=color, markerfacecolor=face, markeredgewidth=0.8, **above)


def _axis(ax: Axes, x: np.ndarray) -> None:
    if (x > 0).all() and x[-1] >= 10 * x[0]:
        ax.set(xscale="log", xlim=(x[0] / 1.15, x[-1] * 1.15))
    elif len(x) > 1:
        ax.set_xlim(x[0] - 0.03 * (x[-1] - x[0]), x[-1] + 0.03 * (x[-1] - x[0]))


def _legend(ax: Axes, curves: Mapping[str, Curve]) -> None:
    handles, names = ax.get_legend_handles_labels()
    if any(c.x for c in curves.values()):
        handles.append(Line2D([], [], color=GREY, marker="*", linestyle="", markersize=7))
        names.append("chosen, on fresh seeds")
    lost = [one for c in curves.values() for one in c.at if c.x and one.diverged.any()]
    for name, face, there in (
        ("most seeds diverged", GREY, any(np.median(one.diverged) == 1 for one in lost)),
        ("some seeds diverged", "white", any(np.median(one.diverged) < 1 for one in lost)),
    ):
        if there:
            handles.append(Line2D([], [], color=GREY, marker="^", markerfacecolor=face, linestyle="", markersize=4, markeredgewidth=0.8))
            names.append(name)
    ax.legend(handles, names, loc="upper left", bbox_to_anchor=(1.01, 1.0))
