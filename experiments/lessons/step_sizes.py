"""Step sizes and their limits. Lesson 1, 25 minutes."""

import marimo

app = marimo.App(app_title="Step sizes and their limits")

with app.setup:
    from dataclasses import replace
    from functools import partial

    import marimo as mo
    from sympy import Max, Rational

    from optlab.claims.drori_teboulle_2014 import long_step
    from optlab.experiment import Run
    from optlab.figure import bound, curve, legend, sweep
    from optlab.lesson import Question, judge_method, picture
    from optlab.lesson_page import exercise, intro, judged, quiz
    from optlab.methods.first_order.gradient_descent import GradientDescent
    from optlab.problems.huber import huber
    from optlab.problems.quadratic import quadratic
    from optlab.symbols import L, R, k

    UNIT = L * R**2
    WORST = partial(huber)
    PARABOLA = partial(quadratic, dim=1, kappa=1.0, B=1)

    def worst_case(h):
        """The theorem for the step h / L, where it speaks."""
        formula = UNIT / 2 * Max(1 / (2 * k * h + 1), (1 - h) ** (2 * k))
        changes = dict(id="lesson/step", method=GradientDescent(step_size=h / L), bound=formula, false_neighbours=(), tight_on=None)
        return replace(long_step, **changes) if 0 < h < 2 else None


@app.cell
def _():
    intro(
        "Step sizes and their limits",
        "know why a step longer than 2 / L can leave every minimizer, which two functions stop gradient descent, one with short steps and "
        "one with long ones, and how to choose between them.",
    )
    return


@app.cell
def _():
    mo.md(r"""
    Gradient descent goes from $x$ to $x - \eta \nabla f(x)$. All it is told of $f$ is a number $L$, the *smoothness*: the gradient
    changes by at most $L \|x - y\|$ between $x$ and $y$. Then $f$ lies below a parabola that touches it at $x$, and for a step
    $\eta = h / L$

    $$f(x - \eta \nabla f(x)) \le f(x) - \eta \left( 1 - \frac{h}{2} \right) \|\nabla f(x)\|^2 .$$

    For $0 < h < 2$ every step goes down, and the gain that is certain is largest in the middle, at $h = 1$. But that is one step.
    Choose $h$, and look at many steps on three kinds of convex functions.
    """)
    return


@app.cell
def _():
    length = mo.ui.slider(0.1, 2.2, value=0.7, step=0.1, label="h, the step times L", show_value=True)
    flat = mo.ui.slider(1, 4, value=2, step=0.5, label="condition number of the quadratic, as a power of ten", show_value=True)
    mo.vstack([length, flat])
    return flat, length


@app.cell
def _(flat, length):
    h = Rational(round(10 * length.value), 10)
    functions = {
        "Huber functions, the worst": WORST,
        "parabola of curvature L": PARABOLA,
        "quadratic": partial(quadratic, dim=20, kappa=10.0**flat.value, B=16),
    }
    crossing = {
        name: Run(method=GradientDescent(step_size=h / L), problem=problem, steps=64, claim=worst_case(h), at=tuple(range(65)))
        for name, problem in functions.items()
    }

    def draw_runs(ax, shown):
        for result in shown.values():
            curve(ax, result, "gap", unit=UNIT, level=1.0, band=None)
        if worst_case(h):
            bound(ax, next(iter(shown.values())), unit=UNIT).set(color="black", linewidth=1.5, zorder=5)
        ax.set(xscale="log", yscale="log", xlim=(1, 64), ylim=(1e-6, 10), xlabel="iteration $k$")
        ax.set_ylabel(r"gap, $(f(x_k) - f^\star) / (L R^2)$")
        legend(ax, "lower left", extra={"the theorem": "--"} if worst_case(h) else None)

    mo.Html(picture(draw_runs, crossing))
    return


@app.cell
def _():
    mo.md(r"""
    Two functions decide.

    - **The parabola** $\frac{L}{2} x^2$: a step multiplies $x$ by $1 - h$, and the gap by $(1 - h)^2$. At $h = 1$ it is solved in
      one step; near $h = 2$ the iterate swings from side to side.
    - **A Huber function** is that parabola near 0, and a straight line of slope $L t$ from $|x| = t$ on. On the line every step goes
      $h t$, however far 0 is: with a small $t$ it takes about $R / (h t)$ of them. The curve shows, at each $k$, the worst of some
      320 values of $t$.

    On every other convex function with this $L$ and this distance $R$ from a minimizer the gap is at most what it is on the worse of these,

    $$f(x_k) - f^\star \le \frac{L R^2}{2} \max \left( \frac{1}{2 h k + 1}, \, (1 - h)^{2 k} \right) , \qquad 0 < h < 2 ,$$

    which Drori and Teboulle proved for $h \le 1$ in 2014 and conjectured for the rest; that has been proved since. The dashed curve
    is this maximum. The worst of the 320 functions, one of which is the parabola, comes within 2 % of it for every $h$.
    """)
    return


@app.cell
def _():
    first, first_reply = quiz(
        Question(
            "What does gradient descent with h = 2 do on the parabola?",
            ("it swings between two points for ever", "Each step multiplies x by 1 − h = −1: the gap neither falls nor grows."),
            {
                "it diverges": "That is so for all longer steps. At h = 2 put the factor 1 − h to work on x, or move the slider there.",
                "it converges, but slowly": "That is so for shorter steps, such as h = 1.9. By which factor is x multiplied at h = 2?",
                "it is solved in one step": "By which factor is x multiplied? One step is enough where that factor is 0.",
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
    ## The best constant step

    Short steps lose on Huber functions, long ones on the parabola. Below, the gap after a given number of steps for every $h$: choose the
    number. The best $h$ is where the two functions are equally bad,

    $$\frac{1}{2 h k + 1} = (1 - h)^{2 k} ,$$

    and that is a longer step than $1 / L$.
    """)
    return


@app.cell
def _():
    count = mo.ui.slider(1, 40, value=5, step=1, label="steps", show_value=True)
    count
    return (count,)


@app.cell
def _(count):
    lengths = [Rational(i, 20) for i in range(2, 44, 2)]
    swept = {
        f"{name} {step}": Run(
            method=GradientDescent(step_size=step / L), problem=problem, steps=count.value, claim=worst_case(step), at=(0, count.value)
        )
        for name, problem in (("Huber", WORST), ("parabola", PARABOLA))
        for step in lengths
    }

    def draw_sweep(ax, shown):
        for name in ("Huber", "parabola"):
            label = "Huber functions, the worst" if name == "Huber" else "parabola of curvature L"
            of_it = {float(step): shown[f"{name} {step}"] for step in lengths}
            sweep(ax, of_it, "gap", instance=None, unit=UNIT, level=1.0, band=None, label=label)
        said = [(at, result.bound(UNIT)[-1].max()) for at, result in of_it.items() if result.run.claim]
        ax.plot(*zip(*said, strict=True), "--", color="black", marker="", linewidth=1.5, zorder=5)
        ax.set(yscale="log", xlim=(0, 2.2), ylim=(1e-3, 2), xlabel="$h$, the step times $L$")
        ax.set_ylabel(r"gap at the end, $(f(x_k) - f^\star) / (L R^2)$")
        legend(ax, "upper center", extra={"the theorem": "--"})

    mo.Html(picture(draw_sweep, swept))
    return


@app.cell
def _():
    second, second_reply = quiz(
        Question(
            "The best constant h for k steps: where does it go as k grows?",
            (
                "towards 2",
                "Any fixed h below 2 makes (1 − h)^(2k) vanish exponentially: more and more of the way to 2 is safe for the parabola, "
                "and on the straight part of a Huber function a longer step is always better.",
            ),
            {
                "towards 1": "By the inequality at the top h = 1 is the best. But move the slider, and see where the two curves meet.",
                "it stays at 1.5": "That is right at k = 1. Move the slider and see where the two curves meet for more steps.",
                "beyond 2": "Look at the parabola's curve right of 2: how high is it, whatever the number of steps?",
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

    With $h = 1$ the theorem says $L R^2 / (4 k + 2)$. Find a constant step with which $f(x_k) - f^\star \le L R^2 / (6 k + 2)$ for
    **all** $k$, on every convex function with smoothness $L$. The lab tries to break it on twelve families of its catalog. (The one below
    is too bold.)
    """)
    return


@app.cell
def _():
    editor = exercise(
        """from dataclasses import dataclass

from optlab.method import Iterate, Method, Scalar
from optlab.symbols import L


@dataclass(frozen=True)
class Mine(Method):
    step_size: Scalar = 1.9 / L

    def step(self, s, oracle):
        return Iterate(s.x - self.step_size * oracle.grad(s.x))
"""
    )
    editor
    return (editor,)


@app.cell
def _(editor):
    half_as_far_again = replace(long_step, id="lesson/half-as-far-again", bound=UNIT / (6 * k + 2), false_neighbours=(), tight_on=None)
    judged(editor.value, lambda code: judge_method(half_as_far_again, code))
    return


if __name__ == "__main__":
    app.run()
