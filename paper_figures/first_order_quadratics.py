"""Gap of four first-order methods on ill-conditioned quadratics, each under its bound."""

from optlab.experiments.first_order_quadratics import experiment
from optlab.figure import Figure, bound, curve, legend
from optlab.symbols import L, R


def draw(ax, shown):
    """Median and 5 to 95 % of 64 quadratics, of Polyak's step the best value so far; bounds dashed."""
    for result in shown.values():
        line = curve(ax, result, "gap", unit=L * R**2, band=(0.05, 0.95))
        bound(ax, result, unit=L * R**2, like=line)
    ax.set(xscale="log", yscale="log", xlim=(1, 1000), ylim=(1e-9, 3))
    ax.set(xlabel="iteration $k$", ylabel=r"gap, $(f(x_k) - f^{*}) / (L R^2)$")
    legend(ax, "lower left", extra={"its bound": "--"})


figure = Figure(id="first-order-quadratics", experiment=experiment, draw=draw)
