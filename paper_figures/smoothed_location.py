"""On a density with a thin spike, likelihood that is climbed from the median misses the rate that the Fisher information promises; smoothed
a little, it has the rate of the smoothed density."""

from optlab.experiments.smoothed_location import WIDTHS, experiment
from optlab.figure import Figure, legend, sweep
from optlab.symbols import letter

deviation = letter("variance", (0, 2)) ** 0.5


def draw(axes, shown):
    """Left: the error that 5 % of 1000 samples exceed, and that of a Gaussian of the smoothed information. Right: that information."""
    error, information = axes
    runs = {r: shown[f"width {r:.3g}"] for r in WIDTHS}
    line = sweep(error, runs, "location_error", unit=deviation, level=0.95, band=None, label="error, 95 % quantile")
    sweep(error, runs, "fisher_rate", unit=deviation, band=None, label="", like=line, linestyle="--")
    error.set(xscale="log", yscale="log", xlim=(1e-3, 2), xlabel="width of smoothing $r$", ylabel="error, in standard deviations")
    legend(error, "upper left", extra={r"$\sqrt{2 \log(2/\delta) / (n I_r)}$": "--"})
    sweep(information, runs, "smoothed_information", unit=deviation**-2, band=None, label="$I_r$")
    information.set(xscale="log", yscale="log", xlim=(1e-3, 2), xlabel="width of smoothing $r$")
    information.set(ylabel="Fisher information $I_r$, times the variance")
    legend(information, "upper right")


figure = Figure(id="smoothed-location", experiment=experiment, draw=draw, width="text", ratio=0.4, panels=(1, 2))
