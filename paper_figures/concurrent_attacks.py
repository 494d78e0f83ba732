"""Attacks that are computed from weights of some steps ago, while the gradient is: they make it wrong, the more so the longer the steps
and the delay, but a delay of one step, as Liu, Chen, Cheng, Hsieh and You 2022 take it, costs the net next to nothing."""

from optlab.experiments.concurrent_attacks import DELAYS, LATE, SHORT, STEP_SIZES, experiment
from optlab.figure import Figure, guide, legend, sweep


def draw(axes, shown):
    """Left: how far the gradient under late attacks is from that under fresh ones, after 8 steps. Right: test loss after training."""
    left, right = axes
    for delay in LATE:
        sweep(left, {h: shown[f"error, delay {delay}, {h}"] for h in SHORT}, "late_error", label=rf"$\tau = {delay}$")
    guide(left, 1, start=(1e-3, 0.004), end=0.02, text=r"$\eta$")
    left.set(xscale="log", yscale="log", xlim=(2e-4, 0.05), xlabel=r"step size $\eta$", ylabel="error of the gradient")
    legend(left, "upper left")
    for step in STEP_SIZES:
        sweep(right, {delay: shown[f"delay {delay}, {step}"] for delay in DELAYS}, "patient_loss", label=rf"$\eta = {step}$")
    right.set(xlim=(-1, 33), ylim=(1.2, 2.4), xlabel=r"delay $\tau$, steps", ylabel="test loss under 20-step attacks")
    legend(right, "upper left")


figure = Figure(id="concurrent-attacks", experiment=experiment, draw=draw, width="text", ratio=0.38, panels=(1, 2))
