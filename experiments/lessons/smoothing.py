"""Smoothing a nonsmooth function. Lesson 9, 25 minutes."""

import marimo

app = marimo.App(app_title="Smoothing a nonsmooth function")

with app.setup:
    from functools import partial
    from typing import Any

    import marimo as mo
    import numpy as np

    from optlab.claim import Claim
    from optlab.claims import derived_noise_average, moreau_1965, nesterov_2005
    from optlab.experiment import Run
    from optlab.expr import evaluate
    from optlab.figure import GREY, bound, curve, legend
    from optlab.lesson import Question, judge_bound, picture
    from optlab.lesson_page import exercise, intro, judged, quiz
    from optlab.methods.first_order.subgradient import Subgradient
    from optlab.methods.momentum.nesterov import Nesterov
    from optlab.problems.max_affine import max_affine
    from optlab.problems.moreau import moreau_l1
    from optlab.problems.noise_average import gaussian_average
    from optlab.problems.soft_maximum import soft_max_affine
    from optlab.smoothed_metrics import unsmoothed_gap
    from optlab.symbols import G, R, k

    # The slope of a mean of |x| over Gaussian noise of width 1, at its steepest.
    PEAK = (2 / np.pi) ** 0.5


@app.cell
def _():
    intro(
        "Smoothing a nonsmooth function",
        "know three ways to make a function with a kink smooth, what each costs in accuracy, and why an accelerated method on the smoothed "
        "function beats the subgradient method on the true one.",
    )
    return


@app.cell
def _():
    mo.md(r"""
    A function has **slopes at most $G$** if $|f(x) - f(y)| \le G \|x - y\|$, and is **$L$-smooth** if its gradient changes by at most
    $L \|x - y\|$. $|x|$ has the first and not the second: its gradient jumps from $-1$ to $1$. Three ways to mend that:

    - **average over noise**, $E f(x + w z)$ with a Gaussian $z$. Noise can only lift a convex function, and here by at most
      $w G\, E\|z\|$;
    - **Moreau's envelope**, $\min_y f(y) + \|x - y\|^2 / (2 s)$: the smaller $s$, the dearer it is to move to a lower place. It lies below,
      by at most $s G^2 / 2$; of $|x|$ it makes a Huber function;
    - **Nesterov's soft maximum**: $\max_i a_i(x)$ becomes $t \log \sum_i \exp(a_i(x) / t)$, which lies above, by at most $t \log m$ for
      $m$ functions. ($|x|$ is the larger of $x$ and $-x$.)

    Choose how smooth they shall be, all three with the same $L$. Dashed: the largest distance that theory allows each of them.
    """)
    return


@app.cell
def _():
    bend = mo.ui.slider(0, 5, value=1, step=0.5, label="smoothness L, as a power of two (G = 1)", show_value=True)
    bend
    return (bend,)


@app.cell
def _(bend):
    smooth = 2.0**bend.value
    three: dict[str, tuple[Any, Claim, int]] = {
        "averaged over noise": (gaussian_average(1, 1, PEAK / smooth, B=1), derived_noise_average.error, 1),
        "soft maximum": (soft_max_affine(1, 1, 1 / smooth, B=1), nesterov_2005.error, 1),
        "Moreau's envelope": (moreau_l1(1, 1 / smooth, B=1), moreau_1965.error, -1),
    }

    def draw_kink(ax, shown):
        u = np.linspace(-1.5, 1.5, 301)
        ax.plot(u, abs(u), color=GREY, marker="", linewidth=0.8, label="$|x|$")
        for name, (problem, claim, side) in three.items():
            steep = problem.constants["G"].item()
            error = problem.smoothing_error(problem.base.x_star + u[None, :, None])[0] / steep
            most = evaluate(claim.bound, problem.constants, what="the bound").item() / steep
            (line,) = ax.plot(u, abs(u) + side * error, marker="", label=name)
            ax.plot(u, abs(u) + side * most, "--", color=line.get_color(), marker="", linewidth=0.8)
        ax.set(xlim=(-1.5, 1.5), ylim=(-0.6, 2.2), xlabel="$x$", ylabel="$f(x)$")
        legend(ax, "lower left", extra={"its bound": "--"})

    mo.Html(picture(draw_kink, {}))
    return


@app.cell
def _():
    first, first_reply = quiz(
        Question(
            "You make the function twice as smooth, L to L / 2. What happens to the largest error?",
            (
                "it doubles, for all three",
                "Error times L is constant: 0.64 G² for the noise, 0.69 G² for the soft maximum, 0.5 G² for Moreau's envelope.",
            ),
            {
                "nothing: smoothing is free": "Move the slider to its left end: how far are the curves from |x|, and where?",
                "it grows fourfold": "Move the slider by 1 and compare how far the dashed lines are from |x|, before and after.",
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
    ## What smoothness buys

    Subgradient methods on functions with slopes at most $G$ need a number of steps of the order of $(G R / \varepsilon)^2$ for a gap
    $\varepsilon$, and no method that only sees values and slopes is better in high dimensions. On an $L$-smooth convex function, Nesterov's
    accelerated method needs of the order of $\sqrt{L R^2 / \varepsilon}$ only. So smooth, and accelerate (Nesterov 2005).

    Below, the largest of 8 linear functions in 5 dimensions, 16 times. Both methods are judged by the gap of the *true* function. The
    soft maximum at temperature $t$ has $L = D^2 / (4 t)$, where $D$ is the largest distance of two slopes.
    """)
    return


@app.cell
def _():
    heat = mo.ui.slider(-4, 0, value=-2, step=0.25, label="temperature t, as a power of ten", show_value=True)
    steps = mo.ui.slider(100, 2000, value=1000, step=100, label="steps N", show_value=True)
    mo.vstack([heat, steps])
    return heat, steps


@app.cell
def _(heat, steps):
    runs = {
        "subgradient method": Run(
            method=Subgradient(step_size=R / (G * (k + 1) ** 0.5)), problem=partial(max_affine, B=16), steps=steps.value,
            record=(unsmoothed_gap,),
        ),
        "Nesterov, smoothed": Run(
            method=Nesterov(), problem=partial(soft_max_affine, temperature=10.0**heat.value, B=16), steps=steps.value,
            record=(unsmoothed_gap,), claim=nesterov_2005.unsmoothed_rate,
        ),
    }  # fmt: skip

    def draw_rates(ax, shown):
        curve(ax, shown["subgradient method"], "unsmoothed_gap", band=(0.1, 0.9))
        line = curve(ax, shown["Nesterov, smoothed"], "unsmoothed_gap", band=(0.1, 0.9))
        bound(ax, shown["Nesterov, smoothed"], like=line)
        ax.set(xscale="log", yscale="log", xlim=(1, steps.value), ylim=(1e-4, 10), xlabel="iteration $k$", ylabel="true gap")
        legend(ax, "lower left", extra={"its bound": "--"})

    mo.Html(picture(draw_rates, runs))
    return


@app.cell
def _():
    second, second_reply = quiz(
        Question(
            "You may go N steps. Which temperature makes the bound least, and how small is it then?",
            (
                "t ∝ 1 / N, and the bound is ∝ 1 / N",
                "The parts D² R² / (2 t N²) and t log m are then equal; the subgradient method needs of the order of N² steps for that.",
            ),
            {
                "the lowest there is": "At t = 10⁻⁴ the end is accurate, but when does the method get there? Look at N = 1000.",
                "t ∝ 1 / √N, and the bound is ∝ 1 / √N": "That is what the subgradient method has. Balance 1 / (t N²) against t.",
                "it does not matter": "Move the first slider from one end to the other: the curve has a best end in between.",
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

    On the smoothed function $f_t$ Nesterov's method has $f_t(x_k) - f_t(x) \le 2 L \|x_0 - x\|^2 / (k + 1)^2$ for every $x$. Type a
    bound on the gap of the *true* function, in the letters `L` (of $f_t$), `R_unsmoothed` (distance to a minimizer of the true
    function), `temperature`, `pieces` ($m$) and `k`. (The bound below forgets something.)
    """)
    return


@app.cell
def _():
    editor = exercise("2*L*R_unsmoothed^2/(k + 1)^2", language="")
    editor
    return (editor,)


@app.cell
def _(editor):
    true_gap = nesterov_2005.unsmoothed_rate
    judged(editor.value, lambda text: judge_bound(true_gap, text))
    return


if __name__ == "__main__":
    app.run()
