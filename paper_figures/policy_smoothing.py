"""Certified reward of a policy under noise against the budget of the attack, and the harm that the best known adversary does."""

from optlab.experiments.policy_smoothing import experiment
from optlab.figure import Figure, legend, sweep

NEEDED = (3, 6)


def draw(axes, shown):
    """Left: probability of winning 3 or more, or all 6 rounds. Right: expected number of rounds won."""
    runs = {float(budget): result for budget, result in shown.items()}
    left, right = axes
    for needed in NEEDED:
        line = sweep(left, runs, "attacked_probability", instance=needed - 1, label=f"{needed} of 6 rounds")
        sweep(left, runs, "blindly_attacked_probability", instance=needed - 1, like=line, linestyle=":")
        sweep(left, runs, "certified_probability", instance=needed - 1, like=line, linestyle="--")
    legend(left, "upper right", extra={"adversary who does not watch": ":", "certified": "--"})
    line = sweep(right, runs, "attacked_reward", label="best adversary")
    sweep(right, runs, "certified_reward", like=line, label="certified", linestyle="--")
    legend(right, "upper right")
    for ax in axes:
        ax.set(xlim=(0, 4), xlabel=r"budget of the attack / $\sigma$")
    left.set(ylim=(0, 1.6), yticks=(0, 0.5, 1), ylabel="probability of so many wins")
    right.set(ylim=(0, 6), ylabel="expected rounds won")


figure = Figure(id="policy-smoothing", experiment=experiment, draw=draw, width="text", ratio=0.4, panels=(1, 2))
