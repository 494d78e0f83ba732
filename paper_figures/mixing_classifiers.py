"""What the weight of the robust classifier buys in a mixture, and costs: certified radius, accuracy and certified accuracy."""

from optlab.experiments.mixing_classifiers import WEIGHTS, experiment
from optlab.figure import Figure, legend, sweep
from optlab.symbols import noise_std


def draw(axes, shown):
    """Left: a point 2 units of the noise inside a half-space. Right: 120 digits under noise 0.5, certificates at level 0.001."""
    left, right = axes
    half_space, digits = ({w: shown[f"{name} {w:g}"] for w in WEIGHTS} for name in ("half-space", "digits"))
    sweep(left, half_space, "exact_mixed_radius", unit=noise_std, label="exact")
    sweep(left, half_space, "mixed_radius", unit=noise_std, label="closed form")
    sweep(left, half_space, "flip_distance", unit=noise_std, label="some partner wins", linestyle=":")
    left.set(xlim=(0.5, 1), ylim=(0, 2.8), ylabel=r"radius / $\sigma$")
    legend(left, "upper left")
    sweep(right, digits, "share_right", label="accuracy")
    sweep(right, digits, "share_certified", label="certified accuracy")
    sweep(right, digits, "share_certified_at_a_quarter", label="the same at radius 1/4")
    right.set(xlim=(0.5, 1), ylim=(0, 1.45), yticks=(0, 0.5, 1), ylabel="share of digits")
    legend(right, "upper left")
    for ax in axes:
        ax.set(xlabel="weight of the robust classifier")


figure = Figure(id="mixing-classifiers", experiment=experiment, draw=draw, width="text", ratio=0.4, panels=(1, 2))
