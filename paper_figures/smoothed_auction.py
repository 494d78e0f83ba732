"""A first-price auction smoothed by a logistic allocation: utilities, noise of gradients, and learned bids against the temperature."""

from optlab.experiments.smoothed_auction import LEARNED, TEMPERATURES, experiment
from optlab.figure import GREY, Figure, legend, sweep

ESTIMATES = {
    "pathwise": "pathwise_variance",
    "REINFORCE": "score_variance",
    "with the best baseline": "score_variance_with_baseline",
}


def draw(axes, shown):
    """Left: 16 values in [0, 1], bids from 0 to the value, a rival in [0, 1/2]. Middle: at the best bids. Right: 24 values, 300 steps."""
    error, noise, slope = axes
    for ax, name, metric, label, temperatures in (
        (error, "error", "utility_error", "largest error", TEMPERATURES),
        (slope, "slope", "slope_error", "from 16 starts", LEARNED),
    ):
        runs = {t: shown[f"{name} {t:.3g}"] for t in temperatures}
        sweep(ax, runs, metric, label=label, level=1.0, band=None)
        ax.plot(temperatures, [r.bound()[-1].max() for r in runs.values()], "--", color=GREY, marker="", linewidth=0.8)
    for label, metric in ESTIMATES.items():
        sweep(noise, {t: shown[f"noise {t:.3g}"] for t in TEMPERATURES}, metric, label=label)
    for ax in axes:
        ax.set(xlabel=r"temperature $\lambda$ (units of the values)")
    for ax in (error, noise):
        ax.set(xscale="log", yscale="log")
    error.set(xlim=(0.001, 0.2), ylim=(2e-4, 1), ylabel="error of the mean utility")
    noise.set(xlim=(0.001, 0.2), ylim=(1e-2, 1e7), ylabel="variance of the gradient")
    slope.set(xlim=(0, 0.1), ylim=(0, 0.15), ylabel=r"distance of learned slopes from 1/2")
    legend(error, "upper left", extra={"its bound": "--"})
    legend(noise, "upper right")
    legend(slope, "upper left", extra={"its bound": "--"})


figure = Figure(id="smoothed-auction", experiment=experiment, draw=draw, width="text", ratio=0.36, panels=(1, 3))
