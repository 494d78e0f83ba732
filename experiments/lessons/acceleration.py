"""Acceleration, and why nothing is faster. Lesson 5, 25 minutes."""

import marimo

app = marimo.App(app_title="Acceleration, and why nothing is faster")

with app.setup:
    from functools import partial

    import marimo as mo

    from optlab.claims.derived_lower_bound import attained
    from optlab.claims.drori_teboulle_2014 import theorem_3_1
    from optlab.claims.nesterov_1983 import quadratic_rate
    from optlab.experiment import Run
    from optlab.figure import GREY, bound, curve, legend
    from optlab.lesson import Question, judge_method, picture
    from optlab.lesson_page import exercise, intro, judged, quiz
    from optlab.methods.first_order.conjugate_gradient import ConjugateGradient
    from optlab.methods.first_order.gradient_descent import GradientDescent
    from optlab.methods.momentum.nesterov import Nesterov
    from optlab.methods.momentum.ogm import OGM
    from optlab.metrics import gap
    from optlab.problems.drori_worst import drori_worst, weights
    from optlab.problems.nesterov_worst import nesterov_worst
    from optlab.symbols import L, R


@app.cell
def _():
    intro(
        "Acceleration, and why nothing is faster",
        "know a function on which every method of gradients is slow, have raced four of them on it, and can tell a rate that is optimal "
        "from a method that is.",
    )
    return


@app.cell
def _():
    mo.md(r"""
    Gradient descent has $f(x_k) - f^\star \le L R^2 / (4 k + 2)$ on convex functions. Nesterov (1983) found a method with
    $2 L R^2 / (k + 1)^2$ that takes one gradient a step, too. Could another be faster still?

    Not by much. Take the chain $f(x) = \tfrac{c}{8} \big( e_1^2 + \sum_i (e_i - e_{i+1})^2 + e_d^2 \big)$ with $e = x - x^\star$, and
    start so that only its first link is under tension. A gradient at such a point moves the first coordinate, the next one the
    second, and **each gradient wakes one more coordinate**. After $k$ gradients the point lies in the span of the first $k$
    coordinates, whatever the method made of them, and even the best point of that span has

    $$f(x_k) - f^\star \ge \frac{3 L R^2}{4 (k + 1)} \cdot \frac{d - k}{d \, (2 d + 1)} ,$$

    which for $d = 2 k + 1$ is at least $3 L R^2 / (32 (k + 1)^2)$. So $1 / k^2$ is the right power of $k$, and conjugate gradients,
    which find the best point of the span, attain the bound.
    """)
    return


@app.cell
def _():
    half = mo.ui.slider(2, 60, value=20, step=1, label="length of the chain, d = 2 m + 1, m", show_value=True)
    half
    return (half,)


@app.cell
def _(half):
    chain = partial(nesterov_worst, steps=half.value, B=1)
    steps = 2 * half.value
    racers = {
        "gradient descent": (GradientDescent(), theorem_3_1),
        "Nesterov": (Nesterov(), quadratic_rate),
        "conjugate gradients": (ConjugateGradient(), attained),
    }
    race = {name: Run(method=method, problem=chain, steps=steps, claim=claim) for name, (method, claim) in racers.items()}

    def draw_race(ax, shown):
        for name, result in shown.items():
            line = curve(ax, result, "gap", unit=L * R**2, label=name, band=None)
            if name != "conjugate gradients":
                bound(ax, result, unit=L * R**2, like=line)
        best = shown["conjugate gradients"]
        limit = bound(ax, best, unit=L * R**2)
        limit.set(linestyle=":", linewidth=1.6)
        ax.set(xscale="log", yscale="log", xlim=(1, steps), ylim=(1e-6, 2), xlabel="iteration $k$", ylabel="gap, in units of $L R^2$")
        legend(ax, "lower left", extra={"its bound": "--", "what no method beats": ":"})

    mo.Html(picture(draw_race, race))
    return


@app.cell
def _():
    first, first_reply = quiz(
        Question(
            "Near k = d the lower bound falls to 0. What does it say about a method that takes more than d steps?",
            (
                "nothing",
                "By then every coordinate is awake, and conjugate gradients are exact: a longer chain is the worst for more steps.",
            ),
            {
                "that it has converged": "A lower bound of 0 says that the gap is not negative. Look at gradient descent there.",
                "that it is as slow as before": "The argument counts coordinates that no gradient has woken. How many are left?",
            },
        )
    )
    first
    return first, first_reply


@app.cell
def _(first, first_reply):
    first_reply(first.value)
    return


@app.cell
def _():
    mo.md(r"""
    ## Optimal rate, optimal method

    Between $3 / 32$ and $2$ there is room. Kim and Fessler (2016) searched all step rules for the best worst case and found the
    **optimized gradient method**; Drori (2017) proved that, for a number $N$ of steps that is fixed beforehand, no method of
    gradients has a smaller one: there is a function for each $N$, a staircase of $N + 1$ coordinates, on which everybody ends at $L
    R^2 / (2 \theta_N^2)$ or higher. The dashed line is that number.
    """)
    return


@app.cell
def _():
    horizon = mo.ui.slider(2, 24, value=12, step=1, label="steps that are planned, N", show_value=True)
    horizon
    return (horizon,)


@app.cell
def _(horizon):
    staircase = partial(drori_worst, steps=horizon.value, B=1)
    planners = {"gradient descent": GradientDescent(), "Nesterov": Nesterov(), "optimized gradient": OGM()}
    planned = {
        name: Run(method=method, problem=staircase, steps=horizon.value, record=(gap,), at=tuple(range(horizon.value + 1)))
        for name, method in planners.items()
    }

    def draw_planned(ax, shown):
        for name, result in shown.items():
            v = result.values("gap", L * R**2)[:, -1, 0]
            ax.plot(result.trace.k, v, label=name)
        ax.axhline(1 / (2 * weights(horizon.value)[-1] ** 2), color=GREY, linestyle="--", linewidth=0.9, marker="")
        ax.set(yscale="log", xlim=(0, horizon.value), ylim=(8e-4, 1), xlabel="iteration $k$", ylabel="gap, in units of $L R^2$")
        legend(ax, "lower left", extra={"what no method beats in $N$ steps": "--"})

    mo.Html(picture(draw_planned, planned))
    return


@app.cell
def _():
    second, second_reply = quiz(
        Question(
            "The optimized gradient method lengthens its very last step. What does that tell you about stopping it early?",
            (
                "its guarantee is for the end only",
                "The last weight is larger than the rule of the others, and N must be known; before, it is not optimal.",
            ),
            {
                "nothing, it is optimal at every k": "Compare its curve just before the end with its end: does it come down evenly?",
                "one must stop it early": "Its lowest point is the end, which is where the dashed line is met.",
            },
        )
    )
    second
    return second, second_reply


@app.cell
def _(second, second_reply):
    second_reply(second.value)
    return


@app.cell
def _():
    mo.md(r"""
    ## Your turn

    The method below steps from a point ahead of the last iterate, with a constant momentum, which is not enough: the lab finds a
    function on which its gap exceeds $2 L R^2 / (k + 1)^2$. Choose a momentum that grows with the number of steps, `s.age`.
    """)
    return


@app.cell
def _():
    editor = exercise(
        """from dataclasses import dataclass
from typing import NamedTuple

from optlab.arrays import Array
from optlab.method import Method, Scalar
from optlab.symbols import L


class State(NamedTuple):
    x: Array
    previous: Array
    age: int


@dataclass(frozen=True)
class Mine(Method):
    L: Scalar = L

    def init(self, x0):
        return State(x0, x0, 0)

    def step(self, s, oracle):
        momentum = 0.5
        ahead = s.x + momentum * (s.x - s.previous)
        return State(ahead - oracle.grad(ahead) / self.L, s.x, s.age + 1)
"""
    )
    editor
    return (editor,)


@app.cell
def _(editor):
    accelerated = quadratic_rate
    judged(editor.value, lambda code: judge_method(accelerated, code))
    return


if __name__ == "__main__":
    app.run()
