"""DSelect-k beside top-k gates: what decides on a weight, and how well each chooses two of 16 experts on 128 mixtures."""

from optlab.experiments.expert_selection import GATES, experiment
from optlab.figure import Figure, curve, legend, survival


def draw(axes, shown):
    """Middle: medians, with the range from the first to the third quarter. Right: after 300 steps."""
    gate, gap, wrong = axes
    gates = shown["gates"]
    for metric, label in (("code_weight", "DSelect-k"), ("top_weight", "top-k")):
        gate.plot(gates.values("decider")[0, 0], gates.values(metric)[0, 0], label=label, markevery=(20, 60))
    for label in GATES:
        curve(gap, shown[label], "gap", band=(0.25, 0.75))
        survival(wrong, shown[label], "wrong_experts")
    gate.set(xlim=(-1, 1), ylim=(-0.02, 0.75), xlabel="code or logit $t$", ylabel="weight of the expert")
    gap.set(yscale="log", xlim=(0, 300), ylim=(1e-14, 1e4), xlabel="iteration $k$", ylabel=r"gap, $f(x_k)$")
    wrong.set(xlim=(0, 4.2), ylim=(0, 1.4), xlabel="experts that are wrong, at least", ylabel="share of the mixtures")
    legend(gate, "upper left")
    legend(gap, "upper right")
    legend(wrong, "upper right")


figure = Figure(id="expert-selection", experiment=experiment, draw=draw, width="text", ratio=0.36, panels=(1, 3))
