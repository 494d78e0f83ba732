"""Certified accuracy against the radius for classifiers that were prepared for noise in different ways."""

from optlab.experiments.consistent_representation import PREPARATIONS, experiment
from optlab.figure import Figure, legend, survival

LABELS = {
    "clean": "no noise in training",
    "under noise": "noise in training",
    "consistent": "consistent, then noise in training",
    "denoised": "denoised, no noise in training",
}


def draw(axes, shown):
    """Left: 4000 points of two Gaussians, linear classifiers. Right: 120 digits, noise 0.5, labels of 100 in training."""
    left, right = axes
    gaussians = shown["two Gaussians"]
    for metric, name in (
        ("margin_without_noise", "best without noise"),
        ("margin_after_denoising", r"best under noise, $\sigma$ = 1"),
        ("margin_under_much_noise", r"best under noise, $\sigma$ = 10"),
    ):
        survival(left, gaussians, metric, label=name)
    left.set(xlim=(0, 7), ylim=(0, 1.5), yticks=(0, 0.5, 1), xlabel=r"radius in $\ell_2$ (units of $x$)", ylabel="certified accuracy")
    legend(left, "upper right")
    for preparation in PREPARATIONS:
        survival(right, shown[preparation], "right_radius", label=LABELS[preparation])
    right.set(xlim=(0, 1.2), ylim=(0, 1.5), yticks=(0, 0.5, 1), xlabel=r"radius in $\ell_2$ (pixels run from 0 to 1)")
    legend(right, "upper right")


figure = Figure(id="consistent-representation", experiment=experiment, draw=draw, width="text", ratio=0.4, panels=(1, 2))
