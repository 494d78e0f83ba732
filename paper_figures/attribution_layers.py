"""Localisation of attributions against the layer at which they are taken; and what changes it more, the layer or the method."""

from optlab.experiments.attribution_layers import LAYERS, METHODS, experiment
from optlab.figure import Figure, legend, survival, sweep


def draw(axes, shown):
    """Left: means over 128 grids, median of three nets, their range for two methods. Right: the 384 grids of all nets."""
    left, right = axes
    for name in METHODS:
        runs = {float(i): shown[f"{name} {layer}"] for i, layer in enumerate(LAYERS)}
        label = name.replace(" x ", r" $\times$ ")
        if name == "integrated gradients":
            sweep(left, runs, "mean_localised", instance=None, label=label, band=None, linestyle="--")
        else:
            sweep(left, runs, "mean_localised", instance=None, label=label)
    left.axhline(0.25, color="0.45", linestyle=":", linewidth=0.8)
    left.set(xlim=(-0.2, 3.2), ylim=(0, 1.2), yticks=(0, 0.25, 0.5, 0.75, 1), xlabel="attribution to what is seen by")
    left.set_xticks(range(len(LAYERS)), ("conv. 1", "conv. 2", "conv. 3", "head"))
    left.set_ylabel("share in the right cell, mean over grids")
    legend(left, "upper left")
    survival(right, shown["input x gradient last"], "change_with_layer", label=r"input $\times$ gradient, at the picture")
    survival(right, shown["gradient last"], "change_with_method", label="gradient, at the head")
    survival(right, shown["integrated gradients last"], "change_with_method", label="integrated gradients, at the head")
    right.set(xlim=(-0.02, 0.8), ylim=(0, 1.5), yticks=(0, 0.5, 1), ylabel="share of grids that change by so much")
    right.set_xlabel(r"change from input $\times$ gradient at the head")
    legend(right, "upper right")


figure = Figure(id="attribution-layers", experiment=experiment, draw=draw, width="text", ratio=0.4, panels=(1, 2))
