"""ConvergeSmooth, Zhao, Zhang, Kong and Yin 2023, holds the clean loss near that of the epoch before. Its largest jump falls with the
weight of the constraint up to 1; on digits accuracy under attacks of one step rises with it, while that under 20 stays below chance."""

from optlab.experiments.smooth_convergence import EPOCH, EPOCHS, WEIGHTS, experiment
from optlab.figure import Figure, curve, legend, sweep


def draw(axes, shown):
    """Left: mean clean loss of each epoch. Right: the largest jump of that loss, and accuracies, against the weight."""
    left, right = axes
    for weight in (0.0, 0.3, 1.0):
        curve(left, shown[f"weight {weight:g}"], "epoch_loss", label=f"weight {weight:g}")
    left.set(xlim=(0, EPOCH * EPOCHS), ylim=(0, 2.5), xlabel="iteration $k$", ylabel="mean clean loss of an epoch")
    legend(left, "upper right")
    runs = {weight: shown[f"weight {weight:g}"] for weight in WEIGHTS}
    for metric, label in (
        ("largest_jump", "largest jump"),
        ("fast_accuracy", "accuracy, one step"),
        ("robust_accuracy", "accuracy, 20 steps"),
    ):
        sweep(right, runs, metric, label=label)
    right.set(yscale="log", xlim=(-0.05, 3.1), ylim=(0.003, 10), xlabel="weight of the constraint", ylabel="after training")
    legend(right, "upper right")


figure = Figure(id="smooth-convergence", experiment=experiment, draw=draw, width="text", ratio=0.38, panels=(1, 2))
