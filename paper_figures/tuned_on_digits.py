"""Nine methods on a net for digits with the same budget and protocol: each has one number, which is tuned on seventeen seeds, and is judged
at its best on seventeen others. Polyak's step with Adam's scales and Adam lead, and neither curvature nor models of the loss pay for their
calls."""

from optlab.experiments.tuned_on_digits import METHODS, PASSES, POINTS, PRICES, SAMPLES, TUNED, experiment
from optlab.figure import Figure, LineStyle, curve, sweep
from optlab.sweep import fresh_name

OF_A_PASS = {"component_grad": 1 / SAMPLES, "full_grad": 1} | {kind: price / SAMPLES for kind, price in PRICES.items()}


def draw(axes, shown):
    """Left: the loss at the end against the number that is tuned. Right: at the best one, on fresh seeds, against what has been spent."""
    left, right = axes
    for i, label in enumerate(METHODS):
        style: LineStyle = "-" if i < 6 else "--"
        line = sweep(
            left, {v: shown[str(point)] for v, point in POINTS[label].items()}, "training_loss",
            instance=None, label=label, band=None, linestyle=style,
        )  # fmt: skip
        best = shown[fresh_name(POINTS[label][TUNED[label]])]
        cost = {kind: OF_A_PASS[kind] for kind in best.trace.calls}
        line = curve(right, best, "training_loss", cost=cost, label="", band=None, like=line, linestyle=style)
        if i >= 6:
            line.set_marker("")
    for ax in axes:
        ax.set(yscale="log", ylim=(0.27, 3.3))
    left.set(xscale="log", xlim=(0.0016, 36), xlabel=r"tuned number: step size, cap, share, $\gamma$")
    left.set(ylabel=f"training loss after {PASSES} passes")
    right.set(xlim=(0, PASSES), xlabel="gradients of the whole data", ylabel="training loss, tuned, on fresh seeds")
    right.legend(*left.get_legend_handles_labels(), loc="upper left", bbox_to_anchor=(1.01, 1.0))


figure = Figure(id="tuned-on-digits", experiment=experiment, draw=draw, width="text", ratio=0.38, panels=(1, 2))
