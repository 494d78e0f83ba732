"""Quantiles of AdaGrad's error under heavy-tailed noise: clipping matters in the tail more than in the median."""

from optlab.experiments.clipped_adagrad import experiment
from optlab.figure import Figure, LineStyle, curve, legend
from optlab.symbols import L, R

LEVELS: dict[str, tuple[float, LineStyle]] = {"median": (0.5, "-"), "99 %": (0.99, "-."), "99.9 %": (0.999, ":")}


def draw(ax, shown):
    """Three quantiles over 10 000 runs from one start."""
    for label, result in shown.items():
        line = None
        for level, linestyle in LEVELS.values():
            name = "" if line else label
            line = curve(ax, result, "gap", unit=L * R**2, label=name, level=level, band=None, like=line, linestyle=linestyle)
    ax.set(xscale="log", yscale="log", xlim=(1, 1000), ylim=(2e-5, 1e4))
    ax.set(xlabel="iteration $k$", ylabel=r"error, $(f(x_k) - f^{*}) / (L R^2)$")
    legend(ax, "lower left", extra={name: linestyle for name, (_, linestyle) in LEVELS.items()}, columns=3)


figure = Figure(id="clipped-adagrad", experiment=experiment, draw=draw)
