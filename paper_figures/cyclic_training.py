"""One run of doubling cycles traces a net's loss against the length of training, as runs of their own would, each tuned alike: the way in
which Portes, Blalock, Stephenson and Frankle 2022 save the runs."""

from optlab.experiments.cyclic_training import ENDS, SHORT, TOPS, experiment
from optlab.figure import Figure, curve, legend, sweep


def draw(axes, shown):
    """Left: one run, and the ends of runs that decay once. Right: after as many steps, for several largest steps."""
    left, right = axes
    curve(left, shown["cycles"], "training_loss", label="one run of doubling cycles")
    sweep(left, {N: shown[f"alone, {N}"] for N in ENDS}, "training_loss", label="a run for each length", band=None)
    left.set(xscale="log", yscale="log", xlim=(5, 800), ylim=(0.03, 4), xlabel="iteration $k$", ylabel="training loss $f(x_k)$")
    legend(left, "lower left")
    for name, label in (("cycles from", "doubling cycles"), ("one decay from", "one decay"), ("constant", "constant step")):
        sweep(right, {top: shown[f"{name} {top}"] for top in TOPS}, "training_loss", label=label, band=None)
    right.set(yscale="log", xlim=(0, 0.42), ylim=(0.07, 1.5), xlabel="largest step size")
    right.set(ylabel=f"training loss after {SHORT} steps")
    legend(right, "upper right")


figure = Figure(id="cyclic-training", experiment=experiment, draw=draw, width="text", ratio=0.38, panels=(1, 2))
