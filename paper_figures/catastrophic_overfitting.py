"""A net that is trained against attacks of one step learns to deceive them, and falls to attacks of more steps, below chance. Held near
linear by ELLE, Abad Rocamora, Liu, Chrysos, Olmos and Cevher 2024, it withstands more; so it does, on digits, if its steps are longer."""

from optlab.experiments.catastrophic_overfitting import STEPS, experiment
from optlab.figure import Figure, curve, legend

NAMES = {
    "one step": "one-step attacks",
    "one step, longer steps": "the same, five times the step size",
    "one step, ELLE": "the same, ELLE",
    "five steps": "five-step attacks",
}


def draw(axes, shown):
    """Left: accuracy under attacks of one step, while training against the attacks that the legend names. Right: under those of 20."""
    for ax, metric, attacks in zip(axes, ("fast_accuracy", "robust_accuracy"), ("one-step", "20-step"), strict=True):
        for run, label in NAMES.items():
            curve(ax, shown[run], metric, label=label)
        ax.set(xlim=(0, STEPS), xlabel="iteration $k$", ylabel=f"accuracy under {attacks} attacks")
    axes[0].set(ylim=(0, 1.2))
    axes[1].set(ylim=(0, 0.3))
    axes[1].axhline(0.1, color="0.5", linestyle=":", linewidth=0.8)
    axes[1].text(4, 0.102, "chance", ha="left", va="bottom", color="0.4", fontsize="small")
    legend(axes[0], "upper left")


figure = Figure(id="catastrophic-overfitting", experiment=experiment, draw=draw, width="text", ratio=0.38, panels=(1, 2))
