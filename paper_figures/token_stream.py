"""Clipping makes little difference to Adam and AdaGrad on whole documents of tokens at this size, though the noise of a document's gradient
has a tail of index about 1.5 until the cut at 64 tokens. All are tuned on the same grid, on one set of documents, and judged on another:
clipped at the median norm they end 18 and 4 per cent above the plain ones on the first, and on the second within a sixth, either way."""

from optlab.experiments.token_stream import LEVELS, POINTS, STEPS, TUNED, experiment
from optlab.figure import Figure, LineStyle, curve, guide, legend, survival, sweep
from optlab.sweep import fresh_name

STYLES: tuple[LineStyle, ...] = ("-", "--", ":")


def draw(axes, shown):
    """The gap against the step size, against k at the best one on fresh seeds, and how far samples' gradients are from the mean."""
    left, middle, right = axes
    for name in ("Adam", "AdaGrad"):
        line = None
        for style, label in zip(STYLES, (name, *(f"{name}, {m}" for m in LEVELS)), strict=True):
            runs = {v: shown[str(point)] for v, point in POINTS[label].items()}
            line = sweep(left, runs, "gap", instance=None, label="", band=None, like=line, linestyle=style)
            best = shown[fresh_name(POINTS[label][TUNED[label]])]
            curve(middle, best, "gap", label=name if label == name else "", band=None, like=line, linestyle=style)
    left.set(xscale="log", yscale="log", xlabel="step size", ylabel=f"gap after {STEPS} steps", xlim=(0.018, 2.7), ylim=(2e-3, 3e-2))
    middle.set(yscale="log", xlim=(0, STEPS), ylim=(2e-3, 0.4), xlabel="iteration $k$", ylabel="gap, tuned, on fresh seeds")
    legend(middle, "upper right", extra={"clipped at half the median norm": "--", "clipped at the median norm": ":"})
    survival(right, shown["noise"], "noise_size", label="")
    guide(right, -1.5, start=(0.03, 0.3), end=0.2, text="$-1.5$")
    right.set(xscale="log", yscale="log", xlim=(0.01, 0.3), ylim=(3e-3, 1.2), xticks=(0.01, 0.1))
    right.tick_params(axis="x", which="minor", labelbottom=False)
    right.set(xlabel=r"$\|\nabla f_i - \nabla f\|$ at the start", ylabel="share of documents above")


figure = Figure(id="token-stream", experiment=experiment, draw=draw, width="text", ratio=0.36, panels=(1, 3))
