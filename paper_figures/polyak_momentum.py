"""Polyak's step without and with momentum: faster on ill-conditioned quadratics, slower or lost on log-sum-exp."""

from optlab.experiments.polyak_momentum import METHODS, experiment
from optlab.figure import Figure, curve, legend
from optlab.symbols import L, R

TITLES = {"quadratics": r"quadratics, $L = 10^3 \mu$", "log-sum-exp": "log-sum-exp"}


def draw(axes, shown):
    """Median and 5 to 95 % of the instances; the one run of ALR-HB that diverges lies above its band."""
    for ax, (where, title) in zip(axes, TITLES.items(), strict=True):
        for name in METHODS:
            curve(ax, shown[f"{name} on {where}"], "gap", unit=L * R**2, label=name, band=(0.05, 0.95))
        ax.set(xscale="log", yscale="log", xlim=(1, 300), ylim=(1e-13, 3), ylabel=r"$(f(x_k) - f^{*}) / (L R^2)$", title=title)
    axes[1].set_xlabel("iteration $k$")
    legend(axes[0], "lower left")


figure = Figure(id="polyak-momentum", experiment=experiment, draw=draw, ratio=1.25, panels=(2, 1))
