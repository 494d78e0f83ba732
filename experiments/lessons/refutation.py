"""How a theorem can be refuted. Lesson 12, 25 minutes."""

import marimo

app = marimo.App(app_title="How a theorem can be refuted")

with app.setup:
    from dataclasses import replace
    from functools import partial

    import marimo as mo
    import numpy as np

    from optlab.claims.drori_teboulle_2014 import theorem_3_1
    from optlab.claims.taylor_hendrickx_glineur_2017 import gradient_norm
    from optlab.experiment import Run
    from optlab.figure import GREY, legend
    from optlab.lesson import Question, judge_bound, judge_claim, picture
    from optlab.lesson_page import exercise, intro, judged, quiz
    from optlab.methods.first_order.gradient_descent import GradientDescent
    from optlab.problems.huber import huber
    from optlab.problems.logistic import logistic
    from optlab.problems.quadratic import quadratic
    from optlab.settings import CONVEX, MINIMIZER, SMOOTH
    from optlab.statistics import binomial_threshold
    from optlab.symbols import L, R, k

    # In how many runs the third picture looks, and how often it may accuse a true claim at each.
    LOOKS, ALPHA = np.unique(np.geomspace(10, 3000, 40).astype(int)), 1e-3
    THRESHOLDS = np.array([binomial_threshold(int(n), 0.1, ALPHA) for n in LOOKS])


@app.cell
def _():
    intro(
        "How a theorem can be refuted",
        "can read a convergence theorem as a comparison that a machine can make, know why random functions rarely object and which ones "
        "do, and can say what “refuted” and “holds” mean, with and without chance.",
    )
    return


@app.cell
def _():
    mo.md(r"""
    A convergence theorem has four parts: a **setting** (which functions), a **method**, a **metric**, and a **bound**. For instance: on
    every convex function with an $L$-Lipschitz gradient and a minimizer at distance $R$, gradient descent with step $1/L$ has

    $$f(x_k) - f^\star \le \frac{L R^2}{4 k + 2} \qquad \text{for all } k .$$

    It says “every”, so one function and one $k$ with metric / bound above 1 refute it, and no number of functions below 1 prove it.
    Now make a claim of your own: step $h / L$, bound $L R^2 / (a k + 2)$. Each curve is the largest metric / bound in a
    family of functions; your bound is the dashed line.
    """)
    return


@app.cell
def _():
    length = mo.ui.slider(0.5, 1.9, value=1.0, step=0.1, label="step, h", show_value=True)
    speed = mo.ui.slider(2.0, 20.0, value=4.0, step=0.5, label="bound, a", show_value=True)
    assumed = mo.ui.dropdown(["convex and smooth", "only smooth"], value="convex and smooth", label="the claim is about functions that are")
    mo.vstack([length, speed, assumed])
    return assumed, length, speed


@app.cell
def _(assumed, length, speed):
    convex = assumed.value == "convex and smooth"
    yours = replace(
        theorem_3_1,
        id="lesson/yours",
        setting=(CONVEX & SMOOTH if convex else SMOOTH) & MINIMIZER,
        method=GradientDescent(step_size=length.value / L),
        bound=L * R**2 / (speed.value * k + 2),
        false_neighbours=(),
        tight_on=theorem_3_1.tight_on if convex else None,
    )
    families = {
        "64 random quadratics": partial(quadratic, dim=10, kappa=1e3, B=64),
        "16 logistic regressions": partial(logistic, B=16),
        "320 Huber functions": partial(huber),
    }

    def draw_ratio(ax, shown):
        for name, result in shown.items():
            ratio = (result.values("gap") / result.bound()).max((1, 2))
            ax.plot(result.trace.k[1:], ratio[1:], label=name)
        ax.axhline(1, color=GREY, linestyle="--", linewidth=0.9, marker="")
        ax.set(xscale="log", yscale="log", xlim=(1, 64), ylim=(0.02, 10), xlabel="iteration $k$", ylabel="largest metric / bound")
        legend(ax, "lower left", extra={"your bound": "--"})

    tried_on = {name: Run(method=yours.method, problem=problem, steps=64, claim=yours) for name, problem in families.items()}
    mo.Html(picture(draw_ratio, tried_on))
    return (yours,)


@app.cell
def _(yours):
    judged("", lambda _: judge_claim(yours))
    return


@app.cell
def _():
    mo.md(r"""
    The lab tries your claim on more families than the three in the picture, those first on which some theorem is known to be tight. (Drop
    convexity and see who objects then.) A **Huber function** is a parabola up to a threshold $t$ and a line of slope $L t$ beyond it. A
    small $t$ means short steps, a large one a quick end on the parabola; at $t = R / (2 h k + 1)$ the method is still on the line after $k$
    steps, at the greatest height there is. For every $k$ another $t$ is the worst: a family of worst cases, not one.
    """)
    return


@app.cell
def _():
    first, first_reply = quiz(
        Question(
            "With h = 1, up to which a do the 64 random quadratics raise no objection, and what follows?",
            (
                "up to a = 16: nothing follows for other functions",
                "They object from 16.1 on, but the claim is false beyond a = 4: four times too bold, and they did not see it.",
            ),
            {
                "up to a = 4, as every family: sampling suffices": "Move a from 4 to 8: which curve crosses the dashed line?",
                "for ever: quadratics are too easy to object": "Move a to its right end and look at the curve of the quadratics.",
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
    ## What “refuted” and “holds” are worth

    A refutation here is a **witness**: a function, a start and a $k$, which anyone can run again. Could it be rounding? A violation
    in floating point is repeated in *ball arithmetic*, where every number carries a proved error radius, and counts only if it stands
    there too.

    “Holds” means that nobody on the lab's list objected. It weighs more the closer metric / bound came to 1: a bound that is reached
    exactly cannot be improved, whereas at 0.01 the lab may not have met the worst function. So each claim of the catalog travels
    with *false neighbours*, statements that look like it, and the lab has to refute each: a judge who never convicts is no judge.

    ## Where chance plays a part

    A theorem about noisy methods may say that a run fails with probability at most $\delta = 0.1$. No single run refutes that. But if
    $m$ of $n$ runs fail and $P(\mathrm{Bin}(n, \delta) \ge m) \le 1/1000$, either the claim is false or something happened that
    happens once in a thousand times. The dashed line is the least share of failures that convicts; the curve is the share that was
    seen among runs that truly fail with the probability you choose. (Decide on $n$ beforehand: whoever looks after every run gives
    chance as many tries.)
    """)
    return


@app.cell
def _():
    fails = mo.ui.slider(0.02, 0.3, value=0.14, step=0.01, label="a run fails with probability", show_value=True)
    luck = mo.ui.slider(1, 20, value=1, step=1, label="seed of the runs", show_value=True)
    mo.vstack([fails, luck])
    return fails, luck


@app.cell
def _(fails, luck):
    coins = np.random.Generator(np.random.Philox(luck.value)).random(LOOKS[-1]) < fails.value
    share = np.cumsum(coins)[LOOKS - 1] / LOOKS

    def draw_share(ax, shown):
        ax.plot(LOOKS, share, marker="", label="share of runs that failed")
        ax.plot(LOOKS, THRESHOLDS / LOOKS, "--", color=GREY, marker="", label="convicts from here on")
        ax.axhline(0.1, color=GREY, linestyle=":", marker="", label=r"claimed, $\delta$")
        ax.set(xscale="log", xlim=(10, 3000), ylim=(0, 0.6), xlabel="runs $n$", ylabel="share of failures")
        legend(ax, "upper right")

    mo.Html(picture(draw_share, {}))
    return


@app.cell
def _():
    second, second_reply = quiz(
        Question(
            "The claim says δ = 0.1, and 14 of your 100 runs failed. Is it refuted?",
            (
                "no: that is within what chance does",
                "Of 100 runs that fail with probability 0.1, 14 or more fail with probability 0.12. More runs would tell.",
            ),
            {
                "yes: 0.14 is more than 0.1": "Look where the dashed line is at n = 100; a true claim must not be convicted by bad luck.",
                "no: one cannot refute a claim about chance": "Set the first slider to 0.2 and look at the right end of the curve.",
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

    Not the gap but the gradient: same functions, same method with step $1/L$. Type a bound on $\|\nabla f(x_k)\|$ in `L`, `R`
    and `k`. (The one below is false. From the theorem on top and $\|\nabla f(x)\|^2 \le 2 L (f(x) - f^\star)$ you can derive a true
    one; its metric / bound then stays below 1, so there is a better one. Find the one that reaches 1.)
    """)
    return


@app.cell
def _():
    editor = exercise("L*R/(2*k + 1)", language="")
    editor
    return (editor,)


@app.cell
def _(editor):
    length_of_gradient = gradient_norm
    judged(editor.value, lambda text: judge_bound(length_of_gradient, text))
    return


if __name__ == "__main__":
    app.run()
