"""What smoothing hands to a disconnected half of a picture, and how it changes localisation on grids of digits."""

from optlab.experiments.attribution_smoothing import LAYERS, PIXELS, WIDTHS, experiment
from optlab.figure import Figure, legend, sweep

NAMES = {"input": "at the picture", "second": "after the first convolution", "last": "after the last convolution"}


def draw(axes, shown):
    """Left: 64 nets without biases that see half of 10 x 10 pixels, median and range. Right: means over 128 grids, range of three nets."""
    left, right = axes
    for kind, name in (("border", "net sees the column beside it"), ("half", "net sees the whole other half")):
        runs = {pixels: shown[f"{kind} {pixels:g}"] for pixels in PIXELS}
        line = sweep(left, runs, "share_on_right", instance=None, label=name)
    sweep(left, runs, "most_leaked", instance=None, like=line, linestyle="--", label="largest possible")
    left.set(xlim=(0, 1.25), ylim=(0, 0.6), xlabel="Gaussian (pixels)", ylabel="share in the disconnected half")
    legend(left, "upper left")
    for layer in LAYERS:
        runs = {width: shown[f"{layer} {width:g}"] for width in WIDTHS}
        sweep(right, runs, "mean_localised", instance=None, label=NAMES[layer])
    right.axhline(0.25, color="0.45", linestyle=":", linewidth=0.8)
    right.set(xlim=(0, 4), ylim=(0, 1.2), yticks=(0, 0.25, 0.5, 0.75, 1), xlabel="Gaussian (pixels of the picture)")
    right.set_ylabel("share in the right cell, mean over grids")
    legend(right, "upper left")


figure = Figure(id="attribution-smoothing", experiment=experiment, draw=draw, width="text", ratio=0.4, panels=(1, 2))
