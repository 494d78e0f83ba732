"""Polyak's step and what f* buys. Lesson 3, 20 minutes."""

import marimo

app = marimo.App(app_title="Polyak's step and what f* buys")

with app.setup:
    from functools import partial

    import marimo as mo

    from optlab.claim import Claim
    from optlab.claims.drori_teboulle_2014 import theorem_3_1
    from optlab.claims.hazan_kakade_2019 import convex_smooth
    from optlab.experiment import Run
    from optlab.lesson import Question, judge_method, live
    from optlab.lesson_page import exercise, intro, judged, quiz
    from optlab.methods.first_order.gradient_descent import GradientDescent
    from optlab.methods.polyak.polyak import Polyak
    from optlab.metrics import sqdist
    from optlab.problems.quadratic import quadratic
    from optlab.settings import CONVEX, EVERYWHERE, MINIMIZER
    from optlab.symbols import L, R, prev


@app.cell
def _():
    intro(
        "Polyak's step and what f* buys",
        "know where the step (f(x) − f⋆) / ‖g‖² comes from, why it needs no L, and what happens if f⋆ is not known exactly.",
    )
    return


@app.cell
def _():
    mo.md(r"""
    A step of length $\eta$ along $-g$ changes the distance to a minimizer by

    $$\|x - \eta g - x^\star\|^2 = \|x - x^\star\|^2 - 2 \eta \langle g, x - x^\star \rangle + \eta^2 \|g\|^2
    \le \|x - x^\star\|^2 - 2 \eta (f(x) - f^\star) + \eta^2 \|g\|^2 ,$$

    by convexity alone. The right side is least at Polyak's step $\eta = (f(x) - f^\star) / \|g\|^2$: it needs the number $f^\star$,
    and neither a smoothness constant nor a horizon. Move the sliders. Gradient descent is told $L$; Polyak's step is told $f^\star$,
    or a wrong guess of it.
    """)
    return


@app.cell
def _():
    kappa = mo.ui.slider(1, 5, value=3, step=0.5, label="condition number, as a power of ten", show_value=True)
    scale = mo.ui.slider(0.25, 2.25, value=1.0, step=0.25, label="Polyak's step, multiplied by", show_value=True)
    below = mo.ui.slider(0.0, 0.1, value=0.0, step=0.01, label="f⋆ underestimated by (units of L R²)", show_value=True)
    mo.vstack([kappa, scale, below])
    return below, kappa, scale


@app.cell
def _(below, kappa, scale):
    problem = partial(quadratic, dim=20, kappa=10.0**kappa.value, B=16)
    polyak = Polyak(scale=scale.value, f_star=-below.value * L * R**2)
    plain = scale.value == 1 and below.value == 0
    mo.Html(
        live(
            {
                "gradient descent": Run(method=GradientDescent(), problem=problem, steps=300, claim=theorem_3_1),
                "Polyak": Run(method=polyak, problem=problem, steps=300, claim=convex_smooth if plain else None),
            },
            "gap",
            unit=L * R**2,
            ylabel=r"gap, $(f(x_k) - f^\star) / (L R^2)$",
            ylim=(1e-10, 10),
        )
    )
    return


@app.cell
def _():
    mo.md(r"""
    Polyak's bound is drawn only where the theorem speaks: with the exact $f^\star$ and the factor 1. An estimate below $f^\star$
    makes every step too long; near the minimizer $f - \hat f$ no longer vanishes, though $\|g\|$ does, and the iterates are thrown
    out again.
    """)
    return


@app.cell
def _():
    first, first_reply = quiz(
        Question(
            "For which factors γ does the step γ (f − f⋆) / ‖g‖² bring every convex function's iterate no farther from x⋆?",
            ("0 ≤ γ ≤ 2", "The bound changes by (γ² − 2γ)(f − f⋆)² / ‖g‖², which is at most 0 exactly there."),
            {
                "only γ = 1": "γ = 1 is the best for the bound, but put γ into the inequality above: what sign has γ² − 2γ?",
                "every γ ≥ 0": "Try γ = 2.25 on the slider: what does the gap do?",
                "0 ≤ γ ≤ 1": "These are safe, but not all that are: put γ into the inequality above.",
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
    second, second_reply = quiz(
        Question(
            "With f⋆ underestimated by δ > 0, what does Polyak's step converge to?",
            ("a gap of the order of δ", "Once f − f⋆ is about δ, the step is twice too long or more, and nothing is gained any more."),
            {
                "the minimizer, only more slowly": "Move the third slider, and look at the right end of the curve.",
                "nothing: it diverges": "Far from x⋆ the error δ is small beside f − f⋆, and the step nearly right: only the end suffers.",
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

    Write a step that uses f⋆ and still comes closer to x⋆ in every step, on every convex function. The lab tries to break it on the
    families of its catalog. (The one below is too bold.)
    """)
    return


@app.cell
def _():
    editor = exercise(
        """from dataclasses import dataclass

from optlab.arrays import quotient, sqnorm
from optlab.method import Iterate, Method, Scalar
from optlab.symbols import f_star


@dataclass(frozen=True)
class Mine(Method):
    f_star: Scalar = f_star

    def step(self, s, oracle):
        f, g = oracle.value_and_grad(s.x)
        return Iterate(s.x - 3 * quotient(f - self.f_star, sqnorm(g)) * g)
"""
    )
    editor
    return (editor,)


@app.cell
def _(editor):
    nearer = Claim(
        id="lesson/nearer", setting=CONVEX & EVERYWHERE & MINIMIZER, method=Polyak(), metric=sqdist, bound=prev, kind="deterministic"
    )
    judged(editor.value, lambda code: judge_method(nearer, code))
    return


if __name__ == "__main__":
    app.run()
