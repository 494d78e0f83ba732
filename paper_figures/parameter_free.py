"""What is left after 500 steps against the first guess of the distance: a fixed step pays for a wrong guess, estimates do not."""

from matplotlib.lines import Line2D

from optlab.experiments.parameter_free import GUESSES, METHODS, ORACLES, STEPS, experiment
from optlab.figure import Figure, legend, sweep
from optlab.symbols import G, R

TITLES = {"no noise": "no noise", "noise": r"noise, $\sigma = 1$"}


def draw(axes, shown):
    """One instance, in units of the best possible bound G R / sqrt(N); with noise the median and the range of eight runs."""
    lines: dict[str, Line2D] = {}
    for ax, where in zip(axes, ORACLES, strict=True):
        for name in METHODS:
            runs = {guess: shown[f"{name}, {where}, {guess:g}"] for guess in GUESSES}
            metric = "gap" if name == "fixed step" else "mean_gap"
            lines[name] = sweep(ax, runs, metric, unit=G * R / STEPS**0.5, label=name, like=lines.get(name))
        ax.set(xscale="log", yscale="log", ylim=(1e-5, 200), xlabel="first guess of the distance, in units of $R$", title=TITLES[where])
    axes[0].set(ylabel=r"error after 500 steps, in $G R / \sqrt{N}$")
    legend(axes[0], "lower left")


figure = Figure(id="parameter-free", experiment=experiment, draw=draw, width="text", ratio=0.4, panels=(1, 2))
