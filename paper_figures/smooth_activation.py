"""A leaky rectifier averaged over Gaussian noise, SAU: the unit, its slope, and what a narrower noise gains and costs."""

from optlab.experiments.smooth_activation import INDICES, experiment
from optlab.figure import GREY, Figure, legend, sweep


def along(ax, result, metric, **style):
    """A metric against the argument of the unit."""
    ax.plot(result.values("argument")[0, 0], result.values(metric)[0, 0], **style)


def draw(axes, shown):
    """Left and middle with noise of width 1, right for width 1/n: the largest over the unit's argument, and the bounds dashed."""
    one = shown["smoothing_error 1"]
    height, slope, index = axes
    along(height, one, "leaky", label="leaky rectifier", color=GREY, linestyle="--", marker="")
    for ax, sau, gelu in ((height, "smoothed", "gated"), (slope, "smoothed_slope", "gated_slope")):
        along(ax, one, sau, label="SAU", color="C0", marker="o", markevery=(5, 20))
        along(ax, one, gelu, label="GELU", color="C1", marker="s", markevery=(15, 20))
        ax.set(xlim=(-4, 4), xlabel="argument $t$ (units of the noise)")
    slope.axhline(1, color=GREY, linewidth=0.8, linestyle="--")
    height.set(ylim=(-0.5, 4.2), ylabel="unit")
    slope.set(ylim=(-0.1, 1.6), ylabel="slope of the unit")
    for metric, label in (("smoothing_error", "largest error"), ("gradient_slope", "largest slope of the slope")):
        runs = {n: shown[f"{metric} {n}"] for n in INDICES}
        sweep(index, runs, metric, label=label, level=1.0, band=None)
        index.plot(list(runs), [r.bound().max() for r in runs.values()], "--", color=GREY, marker="", linewidth=0.8)
    index.set(
        xscale="log", yscale="log", xlim=(1, 64), ylim=(2e-3, 4e2), xlabel="index $n$, noise of width $1/n$", ylabel="error; curvature"
    )
    legend(height, "upper left")
    legend(slope, "upper left")
    legend(index, "upper left", extra={"its bound": "--"})


figure = Figure(id="smooth-activation", experiment=experiment, draw=draw, width="text", ratio=0.36, panels=(1, 3))
