"""The heavier the penalty on the way that features go through a residual net, the fewer of its filters do anything; those that do nothing
are taken out of the net without loss. On so few digits the net then classifies those of other writers rather better."""

from optlab.experiments.feature_flow import PENALTIES, STEPS, experiment
from optlab.figure import Figure, legend, sweep


def draw(axes, shown):
    """Medians over eight starts after the last step, and the range; without a penalty as a level line."""
    left, right = axes
    runs = {weight: shown[f"{weight:g}"] for weight in PENALTIES}
    without = {weight: shown["none"] for weight in (PENALTIES[0], PENALTIES[-1])}
    line = sweep(left, runs, "filters_that_count", instance=None, label="penalized")
    sweep(left, without, "filters_that_count", instance=None, label="no penalty", band=None, like=line, linestyle="--")
    whole = sweep(right, runs, "error_on_test", instance=None, label="whole net", band=None)
    sweep(right, runs, "error_when_pruned", instance=None, label="pruned net", band=None)
    sweep(right, without, "error_on_test", instance=None, label="no penalty", band=None, like=whole, linestyle="--")
    left.set(ylim=(0, 1.05), ylabel="share of filters that count")
    right.set(ylim=(0.17, 0.27), ylabel=f"error on other writers, $k = {STEPS}$")
    for ax in axes:
        ax.set(xscale="log", xlim=(0.0026, 0.35), xlabel="weight of the penalties")
    legend(left, "lower left")
    legend(right, "upper right")


figure = Figure(id="feature-flow", experiment=experiment, draw=draw, width="text", ratio=0.38, panels=(1, 2))
