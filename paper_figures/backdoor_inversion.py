"""How well a gradient under noise points at a trigger: against the number of noise vectors, and along the synthesis of an image."""

from optlab.experiments.backdoor_inversion import LEVELS, MANY, experiment
from optlab.figure import Figure, curve, legend, sweep


def draw(axes, shown):
    """Left: a detector in 64 dimensions, median and range of 40 estimates. Right: 40 digits and a net, median and quartiles."""
    left, right = axes
    runs = {float(n): shown[f"detector {n}"] for n in MANY}
    line = sweep(left, runs, "cosine", label="gradient of answers", band=(0.0, 1.0))
    sweep(left, runs, "predicted_cosine", like=line, linestyle="--", label=r"$(1 + d p (1 - p) / n \phi^2)^{-1/2}$")
    left.set(xscale="log", xlim=(10, 3000), ylim=(0, 1.3), yticks=(0, 0.5, 1))
    left.set(xlabel="noise vectors $n$", ylabel="cosine to the trigger")
    legend(left, "upper left")
    for level in LEVELS:
        name = rf"noise $\sigma$ = {level:g}" if level else "no noise"
        curve(right, shown[f"digits {level:g}"], "cosine_of_change", label=name, band=(0.25, 0.75))
    right.set(xlim=(0, 30), ylim=(0, 1.3), yticks=(0, 0.5, 1), xlabel="steps of length 0.1", ylabel="cosine of the change to the trigger")
    legend(right, "upper left")


figure = Figure(id="backdoor-inversion", experiment=experiment, draw=draw, width="text", ratio=0.4, panels=(1, 2))
