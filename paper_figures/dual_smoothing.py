"""Radii of dual smoothing against the certainty of one half: the tight one is the truth, the published one passes it."""

from optlab.experiments.dual_smoothing import experiment
from optlab.figure import Figure, legend, sweep
from optlab.symbols import noise_std


def draw(ax, shown):
    """Two half-spaces, the left one at depth 1.5 in units of the noise, the right one at the depth on the axis."""
    runs = {float(b): result for b, result in shown.items()}
    sweep(ax, runs, "dual_radius", unit=noise_std, label=r"tight, $\sigma (a + b) / \sqrt{2}$")
    sweep(ax, runs, "published_radius", unit=noise_std, label=r"published, $(r_l^2 + r_r^2)^{1/2}$")
    sweep(ax, runs, "flip_distance", unit=noise_std, label="the answer changes", linestyle=":")
    ax.set(xlim=(-1.5, 2.5), ylim=(0, 4.5))
    ax.set(xlabel=r"$b = \Phi^{-1}(p_r)$, with $\Phi^{-1}(p_l) = 1.5$", ylabel=r"radius / $\sigma$")
    legend(ax, "upper left")


figure = Figure(id="dual-smoothing", experiment=experiment, draw=draw)
