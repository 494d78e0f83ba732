"""Preconditioned Polyak steps on samples: with the Hessian's diagonal the units of the features do not matter."""

from optlab.experiments.preconditioned_polyak import DECADES, METHODS, experiment
from optlab.figure import Figure, curve, legend, sweep
from optlab.symbols import first


def draw(axes, shown):
    """Left: 32 regressions with features over three decades. Right: one after 100 steps, its features stretched over more and more."""
    left, right = axes
    for name in METHODS:
        line = curve(left, shown[name], "gap", unit=first, band=(0.25, 0.75))
        runs = {decades: shown[f"{name}, {decades:g} decades"] for decades in DECADES}
        sweep(right, runs, "gap", unit=first, label="", like=line, band=(0.25, 0.75))
    left.set(yscale="log", xlim=(0, 300), ylim=(1e-16, 1e4), xlabel="iteration $k$")
    left.set(ylabel=r"$(f(x_k) - f^{*}) / (f(x_0) - f^{*})$")
    right.set(yscale="log", xlim=(0, 6), ylim=(1e-16, 1e4), xlabel="decades that the features span")
    right.set(ylabel=r"$(f(x_{100}) - f^{*}) / (f(x_0) - f^{*})$")
    legend(left, "upper right", columns=2)


figure = Figure(id="preconditioned-polyak", experiment=experiment, draw=draw, width="text", ratio=0.38, panels=(1, 2))
