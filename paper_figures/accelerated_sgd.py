"""Acceleration under multiplicative noise: four sequences keep it, two sequences with the same short step do not converge."""

from optlab.experiments.accelerated_sgd import KAPPAS, METHODS, RHOS, experiment
from optlab.figure import Figure, LineStyle, curve, guide, legend, reach
from optlab.symbols import Delta, R

STYLES: dict[int, LineStyle] = dict(zip(RHOS, ("-", ":"), strict=True))


def draw(axes, shown):
    """Median and quartiles of 30 runs; left for kappa = 1000 and rho = 16, right the iterations to a thousandth of the distance."""
    left, right = axes
    lines = {name: curve(left, shown[name], "gap", unit=Delta, band=(0.25, 0.75)) for name in METHODS}
    left.set(yscale="log", xlim=(0, 2500), ylim=(1e-8, 1e8))
    left.set(xlabel="iteration $k$", ylabel=r"$(f(x_k) - f^{*}) / (f(x_0) - f^{*})$")
    legend(left, "upper right")
    for name, kappas in {"SGD": KAPPAS[:4], "four sequences": KAPPAS}.items():
        for noise, linestyle in STYLES.items():
            runs = {kappa: shown[f"{name}, rho {noise}, kappa {kappa}"] for kappa in kappas}
            reach(right, runs, "sqdist", 1e-6, unit=R**2, band=None, like=lines[name], linestyle=linestyle)
    guide(right, 1, start=(15, 1200), end=60, text=r"$\kappa$")
    guide(right, 0.5, start=(100, 80), end=1000, text=r"$\sqrt{\kappa}$")
    right.set(xscale="log", yscale="log", xlim=(8, 2000), ylim=(20, 2e4))
    right.set(xlabel=r"condition number $\kappa$", ylabel=r"first $k$ with $\|x_k - x^{*}\| \leq R / 1000$")
    legend(right, "upper left", extra={rf"$\rho = {noise}$": linestyle for noise, linestyle in STYLES.items()})


figure = Figure(id="accelerated-sgd", experiment=experiment, draw=draw, width="text", ratio=0.4, panels=(1, 2))
