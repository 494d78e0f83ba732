"""Frank-Wolfe: no projection, few vertices. Lesson 6, 20 minutes."""

import marimo

app = marimo.App(app_title="Frank-Wolfe: no projection, few vertices")

with app.setup:
    from dataclasses import replace
    from functools import partial

    import marimo as mo

    from optlab.claims.jaggi_2013 import duality_gap, primal, sparsity_any_step
    from optlab.experiment import Run
    from optlab.figure import bound, curve, legend
    from optlab.lesson import Question, judge_bound, picture
    from optlab.lesson_page import exercise, intro, judged, quiz
    from optlab.methods.conditional_gradient.frank_wolfe import FrankWolfe
    from optlab.methods.conditional_gradient.short_step import ShortStepFrankWolfe
    from optlab.metrics import frank_wolfe_gap, gap
    from optlab.problems.quadratic_on_ball import ball_quadratic
    from optlab.problems.simplex_quadratic import simplex_quadratic, simplex_square
    from optlab.symbols import C_f, L

    PLACES = {"inside the ball": 0, "on the sphere": 1, "outside": 2}

    def on_ball(kind, *, B=24, seed=0):
        """Those of the family's instances whose free minimizer lies there."""
        return ball_quadratic(dim=5, kappa=2.0, B=B, seed=seed)[kind::3]


@app.cell
def _():
    intro(
        "Frank-Wolfe: no projection, few vertices",
        "can run a method over a set of which only the vertices can be found, know when to stop it without knowing f⋆, and know why no "
        "method of this kind is faster on a simplex, though the same one is on a ball.",
    )
    return


@app.cell
def _():
    mo.md(r"""
    To minimize $f$ over a convex set $C$, gradient descent projects onto $C$. Frank and Wolfe (1956) only ask for the point of $C$ that is
    lowest in a direction,

    $$v_k \in \arg\min_{v \in C} \, \langle \nabla f(x_k), v \rangle , \qquad
    x_{k+1} = x_k + \frac{2}{k + 2} (v_k - x_k) ,$$

    which on a simplex is the index of the smallest entry of the gradient. How far $f$ bends over the set is measured by one number, the
    curvature $C_f$; on a set of diameter $D$ it is at most $L D^2$. Then (Jaggi 2013)

    $$f(x_k) - f^\star \le \frac{2 C_f}{k + 2} .$$

    **When to stop.** By convexity $f^\star \ge f(x_k) + \min_{v \in C} \langle \nabla f(x_k), v - x_k \rangle$. The minimizer $v_k$
    is known anyway, so that the *duality gap* $\langle \nabla f(x_k), x_k - v_k \rangle$ bounds $f(x_k) - f^\star$, and nobody needs
    $f^\star$.
    """)
    return


@app.cell
def _():
    dim = mo.ui.slider(2, 100, value=50, step=1, label="vertices of the simplex, d", show_value=True)
    rank = mo.ui.slider(1, 30, value=20, step=1, label="rank of the quadratic", show_value=True)
    mo.vstack([dim, rank])
    return dim, rank


@app.cell
def _(dim, rank):
    on_simplex = partial(simplex_quadratic, dim=dim.value, rank=rank.value, B=16)
    shown_metrics = (gap, frank_wolfe_gap)
    planted = {"Frank-Wolfe": Run(method=FrankWolfe(), problem=on_simplex, steps=500, record=shown_metrics, claim=primal)}

    def draw_gaps(ax, shown):
        result = shown["Frank-Wolfe"]
        line = curve(ax, result, "gap", unit=C_f, label="gap, which needs f*", band=(0.1, 0.9))
        bound(ax, result, unit=C_f, like=line)
        curve(ax, result, "frank_wolfe_gap", unit=C_f, label="duality gap, which is known", band=(0.1, 0.9))
        ax.set(xscale="log", yscale="log", xlim=(1, 500), ylim=(1e-6, 2), xlabel="iteration $k$", ylabel="in units of $C_f$")
        legend(ax, "lower left", extra={"$2 C_f / (k + 2)$": "--"})

    mo.Html(picture(draw_gaps, planted))
    return


@app.cell
def _():
    first, first_reply = quiz(
        Question(
            "The run above has reached a duality gap of 0.01. What is known of f(x) − f⋆, if nothing is known of f⋆?",
            ("it is at most 0.01", "Convexity puts f⋆ above f(x) minus the duality gap: a certificate that costs nothing."),
            {
                "nothing": "The lower of the two curves is the gap. On which side of the other does it lie, and why?",
                "it is 0.01": "The curves do not coincide: the duality gap bounds the gap, from which side?",
                "it is at least 0.01": "Look at which curve lies above the other.",
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
    ## Why it is not faster

    Every step adds one vertex, so $x_k$ is a mixture of at most $k + 1$ of them. Take $f(x) = \|x\|^2$ on the simplex: its minimizer is the
    centre, which mixes all $d$ vertices, and the best mixture of $m$ vertices has $\|x\|^2 = 1 / m$. So **no** method that adds a vertex
    a step is nearer than $1 / (k + 1) - 1 / d$, as long as $k < d$.

    On a ball the lowest point in a direction is a new point of a round boundary each time. The short step, of length
    $\langle \nabla f(x), x - v \rangle / (L \|x - v\|^2)$, at most 1, is the same method in both curves; choose where the minimizer of the
    quadratic on all of space lies.
    """)
    return


@app.cell
def _():
    free = mo.ui.dropdown(list(PLACES), value="outside", label="the free minimizer lies")
    free
    return (free,)


@app.cell
def _(dim, free):
    short = ShortStepFrankWolfe(curvature=L)
    rivals = {
        "simplex": Run(method=short, problem=partial(simplex_square, dim=dim.value), steps=200, claim=sparsity_any_step),
        "ball": Run(method=short, problem=partial(on_ball, PLACES[free.value]), steps=200, record=(gap,)),
    }

    def draw_sets(ax, shown):
        for label, result in shown.items():
            line = curve(ax, result, "gap", unit=L, label=label, band=(0.1, 0.9))
            if result.run.claim:
                bound(ax, result, unit=L, like=line)
        ax.set(xscale="log", yscale="log", xlim=(1, 200), ylim=(1e-12, 5), xlabel="iteration $k$", ylabel="gap, $(f(x_k) - f^*) / L$")
        legend(ax, "lower left", extra={"what no method beats": "--"})

    mo.Html(picture(draw_sets, rivals))
    return


@app.cell
def _():
    second, second_reply = quiz(
        Question(
            "Where must the free minimizer lie for the ball to lose its exponential convergence?",
            (
                "exactly on the sphere",
                "There the gradient vanishes at the solution, and a step gains no fixed share of the gap. What is left is a "
                "power of k, and still beats the simplex's 1 / k (Garber and Hazan 2015).",
            ),
            {
                "inside the ball": "Choose it above: the gradient vanishes there, too, but the whole ball lies about the solution.",
                "outside": "Choose it above: the gradient keeps away from 0, and pins the solution to the sphere.",
                "it never does": "Try all three places; one of the curves is straight on these axes, as a power of k is.",
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
    mo.md("""
    ## Your turn

    How small does the **duality gap** get? Type a bound on the smallest duality gap of the first k iterates, in the letters `k` and
    `C_f`; the lab tries to break it on simplices, balls, cross-polytopes and portfolios. Jaggi proved 27 C_f / (4 (k + 2)); who comes
    nearest to a ratio of 1 without being refuted? (The bound below is too bold.)
    """)
    return


@app.cell
def _():
    editor = exercise("C_f/(k + 2)", language="")
    editor
    return (editor,)


@app.cell
def _(editor):
    best_duality_gap = replace(duality_gap, id="lesson/duality-gap")
    judged(editor.value, lambda text: judge_bound(best_duality_gap, text))
    return


if __name__ == "__main__":
    app.run()
