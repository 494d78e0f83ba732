"""Lipschitz constant of a smoothed score against the noise: the largest slope of a clipped ramp, L erf(1 / (2 sqrt(2) L sigma))."""

from optlab.experiments.smoothed_lipschitz import LIPSCHITZ, SIGMAS, experiment
from optlab.figure import Figure, legend, sweep


def draw(ax, shown):
    """Scores from 0 to 1 of three Lipschitz constants; dashed, the smaller of L and 1 / (sigma sqrt(2 pi))."""
    for L in LIPSCHITZ:
        runs = {sigma: shown[f"{L:g} {sigma:.3g}"] for sigma in SIGMAS}
        line = sweep(ax, runs, "smoothed_slope", label=f"$L$ = {L:g}")
        sweep(ax, runs, "smaller_bound", like=line, linestyle="--")
    ax.set(xscale="log", yscale="log", xlim=(0.02, 2), ylim=(0.1, 40))
    ax.set(xlabel=r"noise $\sigma$ (units of $x$)", ylabel="Lipschitz constant, smoothed")
    legend(ax, "upper right", extra={r"$\min(L, 1 / (\sigma \sqrt{2 \pi}))$": "--"})


figure = Figure(id="smoothed-lipschitz", experiment=experiment, draw=draw)
