"""Damped Newton and self-concordance. Lesson 4, 25 minutes."""

import marimo

app = marimo.App(app_title="Damped Newton and self-concordance")

with app.setup:
    from dataclasses import replace
    from functools import partial

    import marimo as mo
    import numpy as np
    from sympy import lambdify

    from optlab.claims.nesterov_nemirovskii_1994 import damped_decrease, damped_decrement, pure_decrement
    from optlab.experiment import Run
    from optlab.figure import GREY, bound, legend
    from optlab.lesson import Question, judge_method, picture
    from optlab.lesson_page import exercise, intro, judged, quiz
    from optlab.problems.cone_barrier import cone_barrier
    from optlab.problems.log_barrier import log_barrier, polytope_barrier
    from optlab.symbols import prev

    COLORS = {"Newton": "C1", "damped Newton": "C0"}
    FAMILIES = {"separable barrier": log_barrier, "polytope": polytope_barrier, "cone": cone_barrier}

    def started(decrement, *, B=24, seed=0):
        """Eight separable barriers, each entry started on the far side from the boundary, with that decrement."""
        family = log_barrier(5, B=B, seed=seed)[1::3]
        e = family.x0 - family.x_star
        length = np.sqrt(e[..., None, :] @ family.hess(family.x_star) @ e[..., None])[..., 0]
        return replace(family, x0=family.x_star + decrement / length * e)


@app.cell
def _():
    intro(
        "Damped Newton and self-concordance",
        "know a measure of closeness that no choice of coordinates changes, how far Newton's method can be trusted by it, and how much "
        "to shorten its step beyond.",
    )
    return


@app.cell
def _():
    mo.md(r"""
    Newton's method goes to the minimizer of the second-order model of $f$ at $x$: $x_+ = x - n$ with
    $n = \nabla^2 f(x)^{-1} \nabla f(x)$. How far is that? The Hessian itself measures it: the *local length* of a vector $h$ at $x$
    is $\|h\|_x = \sqrt{\langle h, \nabla^2 f(x) h \rangle}$, and that of the Newton step is the **decrement**

    $$\lambda(x) = \|n\|_x = \sqrt{\langle \nabla f(x), \nabla^2 f(x)^{-1} \nabla f(x) \rangle} .$$

    In other coordinates, $x = M y$, it is the same number, and Newton's iterates are the same points. So no theorem about Newton's method
    should speak of $L$ or of a condition number, which other coordinates do change.

    The model is good where the Hessian changes little. A convex $f$ is *self-concordant* if $|f'''| \le 2 (f'')^{3/2}$ along every line.
    Logarithmic barriers are: $-\log t$ has $f'' = t^{-2}$ and $|f'''| = 2 t^{-3}$. The curves below are eight barriers
    $\sum_i (u_i - \log(1 + u_i))$, with $u_i = c_i x_i$, in five dimensions. Choose the decrement at the start.
    """)
    return


@app.cell
def _():
    far = mo.ui.slider(0.1, 5.0, value=1.3, step=0.1, label="decrement at the start", show_value=True)
    far
    return (far,)


@app.cell
def _(far):
    both = {"Newton": pure_decrement, "damped Newton": damped_decrement}
    descents = {
        name: Run(method=claim.method, problem=partial(started, far.value), steps=12, record=(claim.metric,), claim=claim)
        for name, claim in both.items()
    }

    def draw_decrements(ax, shown):
        for name, result in shown.items():
            values = result.values("decrement")[..., 0]
            lines = ax.plot(result.trace.k, values, color=COLORS[name], marker="o", markersize=3, linewidth=0.8)
            lines[0].set_label(name)
            lost = ~np.isfinite(values)
            for i in np.flatnonzero(lost.any(0)):
                at = lost[:, i].argmax() - 1
                ax.plot(result.trace.k[at], values[at, i], "X", color="red", markersize=9, zorder=5)
            if np.isfinite(result.bound()).any():
                bound(ax, result, like=lines[0]).set(linewidth=1.5)
        ax.set(yscale="log", xlim=(-0.3, 12), ylim=(1e-14, 20), xlabel="iteration $k$", ylabel=r"decrement $\lambda(x_k)$")
        legend(ax, "upper right", extra={"its bound, from the decrement before": "--"})

    mo.Html(picture(draw_decrements, descents))
    return


@app.cell
def _():
    mo.md(r"""
    Where there is a red cross, the next step of Newton's method leaves the domain, and $f = \infty$. From $\lambda < 1$ on that cannot be:
    the step has the local length $\lambda$, and every point at a local distance less than 1 from $x$ is in the domain. Then

    $$\lambda_{k+1} \le \left( \frac{\lambda_k}{1 - \lambda_k} \right)^2 .$$

    The *damped* method shortens $n$ by a factor that depends on $\lambda$ alone. Finding it is your exercise. From **every** start it
    has

    $$f(x_k) - f(x_{k+1}) \ge \lambda_k - \log(1 + \lambda_k) , \qquad
    \lambda_{k+1} \le \lambda_k^2 \left( 1 + \frac{1}{1 + \lambda_k} \right) .$$

    While $\lambda$ is large, $f$ falls by at least a fixed amount a step; once $\lambda$ is small, the number of correct digits doubles.
    """)
    return


@app.cell
def _():
    first, first_reply = quiz(
        Question(
            "From which decrement on does the theorem promise that every Newton step without damping makes it smaller?",
            ("from below 0.38 on", "λ² / (1 − λ)² is below λ if λ is below (1 − λ)², that is below (3 − √5) / 2."),
            {
                "from below 1 on": "There the theorem speaks. But put λ = 0.9 into it: is the right side smaller than 0.9?",
                "from below 0.62 on": "That is the other one: put 0.6 into the bound of the damped method, and into that of Newton's.",
                "always": "Set the decrement at the start to 3, and see where the crosses are.",
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
    ## One step, from everywhere

    Each point is one step of a run: its decrement before and after. The dashed curves are the two theorems; below the grey diagonal the
    decrement shrinks. Which family comes nearest to which curve?
    """)
    return


@app.cell
def _():
    kind = mo.ui.dropdown(list(FAMILIES), value="polytope", label="functions")
    dim = mo.ui.slider(2, 8, value=3, step=1, label="dimension", show_value=True)
    mo.vstack([kind, dim])
    return dim, kind


@app.cell
def _(dim, kind):
    on_all = partial(FAMILIES[kind.value], dim.value, B=60)
    steps_of_both = {
        name: Run(method=claim.method, problem=on_all, steps=15, record=(claim.metric,), claim=claim)
        for name, claim in (("Newton", pure_decrement), ("damped Newton", damped_decrement))
    }

    def draw_steps(ax, shown):
        reach = {"Newton": 0.99, "damped Newton": 30}
        for name, result in shown.items():
            values = result.values("decrement")[..., 0]
            ax.plot(values[:-1].ravel(), values[1:].ravel(), "o", color=COLORS[name], markersize=2.5, linestyle="", label=name)
            before = np.geomspace(1e-4, reach[name], 400)
            ax.plot(before, lambdify(prev, result.run.claim.bound)(before), "--", color=COLORS[name], marker="")
        ax.plot([1e-4, 30], [1e-4, 30], ":", color=GREY, marker="")
        ax.set(xscale="log", yscale="log", xlim=(1e-3, 30), ylim=(1e-7, 100), xlabel=r"$\lambda(x_k)$", ylabel=r"$\lambda(x_{k+1})$")
        legend(ax, "lower right", extra={"its bound": "--"})

    mo.Html(picture(draw_steps, steps_of_both))
    return


@app.cell
def _():
    second, second_reply = quiz(
        Question(
            "A barrier is stretched: f(x) becomes f(M x), with an M of condition number 10⁶. How many more damped Newton steps are needed?",
            (
                "none",
                "The decrement, the factor and the iterates are the same, M x in place of x. Only errors of rounding may differ.",
            ),
            {
                "10⁶ times as many": "That is what gradient descent fears. Which quantities of the two theorems does M change?",
                "1000 times as many": "The root is what momentum gains. Which quantities of the two theorems does M change?",
                "it depends on L": "There is no L: near its boundary a barrier has none. Which quantities do the theorems speak of?",
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

    A step $s n$ has the local length $s \lambda$, and for a self-concordant $f$, as long as $s \lambda < 1$,

    $$f(x - s n) \le f(x) - s \lambda^2 - s \lambda - \log(1 - s \lambda) .$$

    Choose the share $s$ that makes the right side least. The lab checks that every step gains $\lambda - \log(1 + \lambda)$, on the
    three families above. (The one below takes the whole step; a gain of −inf is a step out of the domain.)
    """)
    return


@app.cell
def _():
    editor = exercise(
        """from dataclasses import dataclass

from optlab.arrays import at_least, inner, solve
from optlab.method import Iterate, Method


@dataclass(frozen=True)
class Mine(Method):
    def step(self, s, oracle):
        g = oracle.grad(s.x)
        n = solve(oracle.hess(s.x), g)
        lam = at_least(inner(g, n), 0.0) ** 0.5
        share = 1
        return Iterate(s.x - share * n)
"""
    )
    editor
    return (editor,)


@app.cell
def _(editor):
    gain = replace(damped_decrease, id="lesson/gain", false_neighbours=(), tight_on=None)
    judged(editor.value, lambda code: judge_method(gain, code))
    return


if __name__ == "__main__":
    app.run()
