"""Gap of open-loop and monotone Frank-Wolfe, with the bound that they share."""

from optlab.experiments.frank_wolfe import experiment
from optlab.figure import Figure, bound, curve, legend
from optlab.symbols import C_f


def draw(ax, shown):
    """Median and 5 to 95 % of 32 quadratics, in units of the curvature C_f; the bound 2 C_f / (k + 2) dashed."""
    for label in ("open loop", "monotone"):
        curve(ax, shown[label], "gap", unit=C_f, band=(0.05, 0.95))
    bound(ax, shown["open loop"], unit=C_f)
    ax.set(xscale="log", yscale="log", xlim=(1, 1000))
    ax.set(xlabel="iteration $k$", ylabel=r"gap, $(f(x_k) - f^{*}) / C_f$")
    legend(ax, "lower left", extra={"$2 C_f / (k + 2)$": "--"})


figure = Figure(id="frank-wolfe", experiment=experiment, draw=draw)
