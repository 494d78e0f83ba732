"""Error of a smoothed probability against the calls of the classifier: amplitude estimation halves the exponent in the median alone."""

from optlab.experiments.amplitude_estimation import experiment
from optlab.figure import Figure, guide, legend, sweep


def draw(ax, shown):
    """Median over 32 inputs of the median error (solid) and of the root of the mean square (dashed), from the exact laws."""
    runs = {float(calls): result for calls, result in shown.items()}
    for name, ending in (("amplitude estimation", ""), ("samples", "_of_samples")):
        line = sweep(ax, runs, f"median_error{ending}", label=name, band=None)
        sweep(ax, runs, f"root_mean_square_error{ending}", like=line, band=None, linestyle="--")
    guide(ax, -1, start=(32, 1.5e-3), end=256, text="slope $-1$")
    ax.set(xscale="log", yscale="log", xlim=(8, 2048), ylim=(8e-5, 3))
    ax.set(xlabel="calls of the classifier", ylabel="error of the probability")
    legend(ax, "upper right", extra={"root mean square": "--"})


figure = Figure(id="amplitude-estimation", experiment=experiment, draw=draw)
