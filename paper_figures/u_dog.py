"""U-DoG against calls of the gradient: accelerated without noise and without constants; under noise its reach grows, and it stays put."""

from matplotlib.lines import Line2D

from optlab.experiments.u_dog import METHODS, NOISES, R_EPS, experiment
from optlab.figure import Figure, curve, legend, sweep
from optlab.symbols import L, R

UNIT = L * R**2
ANSWER = {"U-DoG": "mean_gap", "DoG": "mean_gap", "Nesterov": "gap", "gradient descent": "gap"}


def draw(axes, shown):
    """Median of three instances, with noise of six runs of each and quartiles; last what is left after 1000 calls for one instance."""
    lines: dict[str, Line2D] = {}
    for ax, noise in zip(axes, NOISES, strict=False):
        for name in METHODS:
            result, band = shown[f"{name}, sigma {noise:g}"], (0.25, 0.75) if noise else None
            lines[name] = curve(ax, result, ANSWER[name], unit=UNIT, label=name, cost={"grad": 1}, band=band, like=lines.get(name))
        ax.set(xscale="log", yscale="log", xlim=(1, 2000), ylim=(1e-10, 10), xlabel="gradients asked for")
        ax.set(title=rf"noise, $\sigma = {noise:g}$" if noise else "no noise")
    axes[0].set(ylabel=r"error, $(f - f^{*}) / (L R^2)$")
    legend(axes[1], "lower left")
    for name in ("U-DoG", "DoG"):
        runs = {r_eps: shown[f"{name}, r_eps {r_eps:g}"] for r_eps in R_EPS}
        sweep(axes[3], runs, ANSWER[name], unit=UNIT, like=lines[name], band=None)
    axes[3].set(xscale="log", yscale="log", ylim=(1e-10, 10))
    axes[3].set(xlabel=r"first reach, $r_\epsilon / R$", title="after 1000 gradients")


figure = Figure(id="u-dog", experiment=experiment, draw=draw, width="text", ratio=0.33, panels=(1, 4))
