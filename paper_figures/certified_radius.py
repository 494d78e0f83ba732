"""Certified radius against the number of samples: what CERTIFY finds, what is true, and what n samples can certify at most."""

from optlab.experiments.certified_radius import SAMPLES, experiment
from optlab.figure import Figure, legend, sweep
from optlab.symbols import noise_std


def draw(ax, shown):
    """Median and 0.1 to 99.9 % of 2000 certificates at four distances from the boundary, in units of the noise."""
    near, deep = ({n: shown[f"{n} {where}"] for n in SAMPLES} for where in ("near", "deep"))
    for i in range(4):
        line = sweep(ax, near, "radius", instance=i, unit=noise_std, band=(0.001, 0.999))
        sweep(ax, near, "true_radius", instance=i, unit=noise_std, band=None, like=line, linestyle=":")
    sweep(ax, deep, "radius", unit=noise_std, label=r"$\sigma \Phi^{-1}(\alpha^{1/n})$", band=None, linestyle="--")
    ax.set(xscale="log", xlim=(10, 1e6), ylim=(0, 5.5))
    ax.set(xlabel="samples $n$", ylabel=r"radius / $\sigma$")
    legend(ax, "upper left", extra={"CERTIFY": "-", "true radius": ":"})


figure = Figure(id="certified-radius", experiment=experiment, draw=draw)
