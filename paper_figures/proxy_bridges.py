"""With weights that bridge to the hidden confounder the bias of a kernel estimate falls as the square of the bandwidth. Without a bridge
the confounder's share stays; with the outcome's bridge there is no bias at all."""

from optlab.experiments.proxy_bridges import BANDWIDTHS, experiment
from optlab.figure import Figure, guide, legend, sweep


def draw(ax, shown):
    """One dose of one model, exact means."""
    runs = {v: shown[f"bandwidth {v:.3g}"] for v in BANDWIDTHS}
    sweep(ax, runs, "bias_of_no_bridge", band=None, label="no bridge")
    sweep(ax, runs, "bias_of_weight_bridge", band=None, label="bridge by weights")
    guide(ax, 2, start=(0.02, 2e-4), end=0.2, text="$h^2$")
    ax.set(xscale="log", yscale="log", xlim=(0.01, 1), ylim=(1e-5, 3), xlabel="bandwidth $h$", ylabel="bias of the estimated effect")
    legend(ax, "lower right")


figure = Figure(id="proxy-bridges", experiment=experiment, draw=draw)
