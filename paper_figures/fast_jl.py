"""Mixed by signs and a Hadamard rotation, clouds keep their distances under a sparse projection; unmixed, corners are torn apart."""

from math import log

from optlab.experiments.fast_jl import CLOUDS, DIM, EPS, METHODS, POINTS, SHARES, experiment
from optlab.figure import GREY, Figure, legend, sweep


def draw(axes, shown):
    """The worst of 496 distances against the share of entries that are not 0, twenty transforms each, median and range."""
    for ax, kind in zip(axes, CLOUDS, strict=True):
        for name in METHODS:
            sweep(ax, {share: shown[f"{kind}, {name}, {share}"] for share in SHARES}, "worst_pair", label=name)
        ax.axhline(EPS, color=GREY, linestyle="--", linewidth=0.8, marker="")
        ax.axvline(log(POINTS) / DIM, color=GREY, linestyle=":", linewidth=0.8, marker="")
        ax.set(xscale="log", yscale="log", xlim=(0.004, 1), ylim=(0.1, 6), xlabel="share of nonzero entries of the projection")
        ax.set(ylabel="largest relative error of a distance")
        ax.set_title(f"{POINTS} {kind}", loc="left")
        legend(ax, "upper right", extra={r"$\varepsilon$": "--", r"$\ln(n) / d$": ":"})


figure = Figure(id="fast-jl", experiment=experiment, draw=draw, width="text", ratio=0.4, panels=(1, 2))
