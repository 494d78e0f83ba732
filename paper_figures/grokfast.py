"""A net learns sums by heart in 20 steps and by rule in 100, if its weights decay. A filter that amplifies slow gradients is said to
shorten the wait; in front of AdamW it prolongs it here, once step size and decay are tuned with the filter and without. It bears longer
steps: where a step size is missing at the right, the error of 5 % was not reached."""

from optlab.experiments.grokfast import MEMORIES, STEP_SIZES, STEPS, experiment
from optlab.figure import Figure, curve, legend, reach


def draw(axes, shown):
    """Left: wrong answers on sums that were held back, and the training loss, on fresh seeds. Right: how they were tuned."""
    wrong, loss, tuning = axes
    for label in MEMORIES:
        line = curve(wrong, shown[label], "error_on_test", label="", band=None)
        curve(loss, shown[label], "training_loss", label="", band=None, like=line)
        runs = {h: shown[f"{label}, {h:g}"] for h in STEP_SIZES}
        reach(tuning, runs, "error_on_test", 0.05, label=label, like=line, band=None)
    wrong.set(xlim=(0, STEPS), ylim=(0, 1), xlabel="iteration $k$", ylabel="error on the other 30 %")
    loss.set(xlim=(0, STEPS), yscale="log", xlabel="iteration $k$", ylabel="training loss $f(x_k)$")
    tuning.set(xscale="log", ylim=(0, 1.1 * STEPS), xlabel=r"step size $\eta$", ylabel="iterations to an error of 5 %")
    tuning.set_xticks(STEP_SIZES, [f"{h:g}" for h in STEP_SIZES], minor=False)
    tuning.set_xticks([], minor=True)
    legend(tuning, "lower right")


figure = Figure(id="grokfast", experiment=experiment, draw=draw, width="text", ratio=0.34, panels=(1, 3))
