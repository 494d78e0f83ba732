"""Constant steps of SGD end at a floor in proportion to the step, and a decreasing step passes them all."""

from optlab.experiments.sgd_floor import experiment
from optlab.figure import Figure, bound, curve, legend
from optlab.symbols import R


def draw(axes, shown):
    """Exact expectations on one regression, with the bounds dashed."""
    for result in shown.values():
        line = curve(axes, result, "expected_sqdist", unit=R**2, band=None)
        bound(axes, result, unit=R**2, like=line)
    axes.set(xscale="log", yscale="log", xlim=(1, 8000), ylim=(2e-5, 4))
    axes.set(xlabel="iteration $k$", ylabel=r"$E \|x_k - x^{*}\|^2 / R^2$")
    legend(axes, "lower left", extra={"bound": "--"})


figure = Figure(id="sgd-floor", experiment=experiment, draw=draw)
