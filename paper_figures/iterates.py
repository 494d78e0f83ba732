"""Iterates in a long valley, as they move: gradient descent zigzags, momentum swings, Polyak's step jumps to where f would be least."""

from optlab.experiments.iterates import STEPS, experiment
from optlab.figure import Figure, contours, legend, path


def draw(axes, shown, share):
    """On the left the iterates on level lines, on the right the gap so far."""
    left, right = axes
    contours(left, next(iter(shown.values())), (-1.15, 1.15), (-0.75, 0.75))
    for result in shown.values():
        line = path(left, result, share)
        upto = 1 + round(share * STEPS)
        right.plot(result.trace.k[:upto], result.values("gap")[:upto, 0, 0], color=line.get_color(), label="_nolegend_", marker="")
    left.set(xlabel="$x_1$", ylabel="$x_2$")
    right.set(yscale="log", xlim=(0, STEPS), ylim=(1e-9, 1), xlabel="iteration $k$", ylabel=r"gap, $f(x_k) - f^\star$")
    legend(left, "lower left", columns=2)


figure = Figure(id="iterates", experiment=experiment, draw=draw, width="text", ratio=0.42, panels=(1, 2), frames=30)
