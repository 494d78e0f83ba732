"""Why momentum helps, and when it cycles. Lesson 2, 25 minutes."""

import marimo

app = marimo.App(app_title="Why momentum helps, and when it cycles")

with app.setup:
    from dataclasses import replace
    from functools import partial

    import marimo as mo
    import numpy as np
    from sympy import Float, sqrt

    from optlab.claims.derived_heavy_ball import quadratic as on_quadratics
    from optlab.claims.nesterov_2004 import strongly_convex
    from optlab.claims.polyak_1987 import best_step
    from optlab.experiment import Run
    from optlab.figure import GREY, bound, curve, legend
    from optlab.lesson import Question, judge_method, picture
    from optlab.lesson_page import exercise, intro, judged, quiz
    from optlab.methods.first_order.gradient_descent import GradientDescent
    from optlab.methods.momentum.heavy_ball import HeavyBall
    from optlab.problems.lessard_recht_packard import lessard_recht_packard
    from optlab.problems.quadratic import quadratic
    from optlab.symbols import L, R, k, mu


@app.cell
def _():
    intro(
        "Why momentum helps, and when it cycles",
        "know why a memory of one step turns κ iterations into √κ on quadratics, what too much of it costs, and a convex function on "
        "which the best heavy ball for quadratics runs in a circle for ever.",
    )
    return


@app.cell
def _():
    mo.md(r"""
    Polyak's *heavy ball* (1964) keeps a part $\beta$ of its last move,

    $$x_{k+1} = x_k - \eta \nabla f(x_k) + \beta (x_k - x_{k-1}) .$$

    On a quadratic every eigenvector of the Hessian is a problem of its own. With eigenvalue $\lambda$, the error $e_k$ along it obeys
    $e_{k+1} = (1 + \beta - \eta \lambda) \, e_k - \beta \, e_{k-1}$. The product of the two roots of
    $z^2 - (1 + \beta - \eta \lambda) z + \beta$ is $\beta$. So if they are complex, both have absolute value $\sqrt{\beta}$,
    **whatever the eigenvalue is**: the slow directions of gradient descent are gone. They are complex if

    $$(1 - \sqrt{\beta})^2 < \eta \lambda < (1 + \sqrt{\beta})^2 .$$

    Let the step end where this ends for the largest eigenvalue, $\eta = (1 + \sqrt{\beta})^2 / L$. Then the smallest one, $\mu$, is
    inside as soon as $\sqrt{\beta} \ge \rho = (\sqrt{\kappa} - 1) / (\sqrt{\kappa} + 1)$, where $\kappa = L / \mu$. Find this $\rho$
    with the sliders.
    """)
    return


@app.cell
def _():
    kappa = mo.ui.slider(1, 4, value=2, step=0.5, label="condition number κ, as a power of ten", show_value=True)
    root = mo.ui.slider(0.0, 0.99, value=0.6, step=0.01, label="√β", show_value=True)
    mo.vstack([kappa, root])
    return kappa, root


@app.cell
def _(kappa, root):
    on_it = partial(quadratic, dim=20, kappa=10.0**kappa.value, B=16)
    of_yours = HeavyBall(step_size=(1 + Float(root.value)) ** 2 / L, momentum=root.value**2)
    measured = partial(Run, problem=on_it, steps=300, at=tuple(range(0, 301, 2)))
    swings = {
        "gradient descent, step 2 / (L + μ)": measured(method=GradientDescent(step_size=2 / (L + mu)), claim=best_step),
        "heavy ball, √β = ρ": measured(method=HeavyBall(), claim=on_quadratics, record=(best_step.metric,)),
        "heavy ball, your √β": measured(method=of_yours, record=(best_step.metric,)),
    }

    def draw_swings(ax, shown):
        for result in shown.values():
            line = curve(ax, result, "sqdist", unit=R**2, level=1.0, band=None)
            if result.run.claim is best_step:
                bound(ax, result, unit=R**2, like=line)
            elif result.run.claim:
                ax.plot(result.trace.k, result.bound(R)[:, :, 0].max(1) ** 2, "--", color=line.get_color(), marker="", linewidth=0.8)
        ax.set(yscale="log", xlim=(0, 300), ylim=(1e-16, 1e5), xlabel="iteration $k$", ylabel=r"$\|x_k - x^\star\|^2 / R^2$")
        legend(ax, "upper right", extra={"its bound": "--"})

    mo.Html(picture(draw_swings, swings))
    return


@app.cell
def _():
    mo.md(r"""
    Each curve is the worst of 16 quadratics, and both bounds hide behind their curves, since they are attained. Gradient descent
    needs of the order of $\kappa$ iterations, as its bound is $((\kappa - 1) / (\kappa + 1))^{2 k}$; the tuned heavy ball needs of
    the order of $\sqrt{\kappa}$: its distance is at most

    $$\|x_k - x^\star\| \le \rho^k \, (1 + k + \rho k) \, R .$$

    The factor in $k$ is the price: at $\sqrt{\beta} = \rho$ the two roots coincide, and the distance may grow before it falls. Move
    $\sqrt{\beta}$ beyond $\rho$: every direction oscillates, and is damped by no more than $\sqrt{\beta}$ a step.
    """)
    return


@app.cell
def _():
    first, first_reply = quiz(
        Question(
            "κ becomes 100 times larger. How many times as many iterations does each method need for the same accuracy?",
            (
                "gradient descent 100 times, the tuned heavy ball 10 times",
                "1 − ρ is about 2 / √κ, and 1 − (κ − 1) / (κ + 1) is about 2 / κ.",
            ),
            {
                "both 100 times": "Move κ from 10 to 1000: which of the two bounds flattens by less, and by how much?",
                "both 10 times": "Look at the two rates: how far is each from 1 if κ is large?",
                "gradient descent 100 times, the tuned heavy ball none more": "Move κ by two units: does ρ stay where it is?",
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
    ## The cycle

    Nothing in the method asks for a quadratic: it only knows $L$ and $\mu$. Lessard, Recht and Packard (2016) gave it a function
    on the line with $\mu = 1$ and $L = 25$, of which the slope is

    $$f'(x) = 25 x \ \ (x \le 1), \qquad x + 24 \ \ (1 \le x \le 2), \qquad 25 x - 24 \ \ (x \ge 2) .$$

    So $\rho = 2/3$, and on quadratics the distance would fall like $(2/3)^k$. Choose the start, and shorten the step.
    """)
    return


@app.cell
def _():
    start = mo.ui.slider(0.5, 6.0, value=3.3, step=0.1, label="start x₀", show_value=True)
    share = mo.ui.slider(0.8, 1.0, value=1.0, step=0.01, label="heavy ball's step, as a part of the tuned one", show_value=True)
    mo.vstack([start, share])
    return share, start


@app.cell
def _(share, start):
    on_kinks = partial(lessard_recht_packard, start.value, start.value, B=1)
    tuned = HeavyBall()
    circling = partial(Run, problem=on_kinks, steps=80, at=tuple(range(81)))
    circles = {
        "heavy ball": circling(method=replace(tuned, step_size=tuned.step_size * Float(share.value)), record=(best_step.metric,)),
        "gradient descent, step 2 / (L + μ)": circling(method=GradientDescent(step_size=2 / (L + mu)), claim=best_step),
    }

    def draw_circles(ax, shown):
        for result in shown.values():
            line = curve(ax, result, "sqdist", unit=R**2, band=None)
            if result.run.claim:
                bound(ax, result, unit=R**2, like=line)
        steps = np.arange(81)
        ax.plot(steps, ((2 / 3) ** steps * (1 + steps + 2 / 3 * steps)) ** 2, ":", color=GREY, marker="")
        ax.set(yscale="log", xlim=(0, 80), ylim=(1e-12, 1e3), xlabel="iteration $k$", ylabel=r"$\|x_k - x^\star\|^2 / R^2$")
        legend(ax, "upper right", extra={"its bound": "--", "heavy ball's bound on quadratics": ":"})

    mo.Html(picture(draw_circles, circles))
    return


@app.cell
def _():
    def draw_slope(ax, shown):
        x = np.linspace(-2.4, 2.7, 400)
        ax.plot(x, lessard_recht_packard(B=1).value_and_grad(x[None, :, None])[1].ravel(), marker="")
        points = np.array([792, -2208, 2592, 792]) / 1225
        slopes = lessard_recht_packard(B=1).value_and_grad(points[None, :, None])[1].ravel()
        ax.plot(points, slopes, "o:", color="black")
        ax.set(xlabel="$x$", ylabel="slope $f'(x)$")

    mo.vstack(
        [
            mo.md(r"""
            From 3.3 the heavy ball ends in a cycle of three points, $\frac{792}{1225}$, $-\frac{2208}{1225}$, $\frac{2592}{1225}$. In
            fractions it closes exactly, so that no rounding is to blame. The method was tuned for one curvature at a time. Here the
            ball meets another one on each round: beyond the flat piece between 1 and 2 it is pulled back less than by the parabola
            $\frac{25}{2} x^2$.
            """),
            mo.Html(picture(draw_slope, {}, ratio=0.5)),
        ]
    )
    return


@app.cell
def _():
    second, second_reply = quiz(
        Question(
            "On quadratics the bound with ρ is a theorem, and this function has the same L and μ. Why is the cycle no contradiction?",
            (
                "f is not a quadratic",
                "The roots z belong to one matrix that is the same in every step. Where the curvature changes along the way, a product "
                "of different matrices decides, and it need not shrink though each of them has roots smaller than 1.",
            ),
            {
                "f is not convex": "A function on the line is convex if its slope never falls. Look at the slope above.",
                "the slope is steeper than L in places": "The three pieces of the slope rise by 25, 1 and 25: all from μ to L.",
                "it is an error of rounding": "The cycle closes in exact fractions: check its three points, with η = 1/9 and β = 4/9.",
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

    Mend it: write a method with

    $$f(x_k) - f^\star \le \left( 1 - \sqrt{\mu / L} \right)^k \frac{L^2 R^2}{\mu}$$

    on every strongly convex function of the lab. The rate is that of momentum, and gradient descent is too slow for it; the large factor
    forgives what the heavy ball does at its start. (The one below is the heavy ball, tuned for quadratics.)
    """)
    return


@app.cell
def _():
    editor = exercise(
        """from dataclasses import dataclass
from typing import NamedTuple

from optlab.arrays import Array
from optlab.claims.derived_heavy_ball import rho
from optlab.method import Method, Scalar
from optlab.symbols import L


class State(NamedTuple):
    x: Array
    previous: Array


@dataclass(frozen=True)
class Mine(Method):
    step_size: Scalar = (1 + rho) ** 2 / L
    momentum: Scalar = rho**2

    def init(self, x0):
        return State(x0, x0)

    def step(self, s, oracle):
        move = self.momentum * (s.x - s.previous)
        return State(s.x + move - self.step_size * oracle.grad(s.x), s.x)
"""
    )
    editor
    return (editor,)


@app.cell
def _(editor):
    generous = (1 - sqrt(mu / L)) ** k * L**2 * R**2 / mu
    everywhere = replace(strongly_convex, id="lesson/everywhere", bound=generous, false_neighbours=(), tight_on=None)
    judged(editor.value, lambda code: judge_method(everywhere, code))
    return


if __name__ == "__main__":
    app.run()
