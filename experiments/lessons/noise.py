"""Noise, averaging and interpolation. Lesson 7, 25 minutes."""

import marimo

app = marimo.App(app_title="Noise, averaging and interpolation")

with app.setup:
    from dataclasses import replace
    from functools import partial

    import marimo as mo

    from optlab.claims.derived_sgd_moments import constant_step
    from optlab.claims.gower_2019 import in_moments
    from optlab.experiment import Run
    from optlab.figure import bound, curve, legend
    from optlab.lesson import Question, judge_bound, picture
    from optlab.lesson_page import exercise, intro, judged, quiz
    from optlab.methods.first_order.gradient_descent import GradientDescent
    from optlab.methods.stochastic.averaged_sgd import AveragedSGD
    from optlab.methods.stochastic.expected_sgd import ExpectedSGD
    from optlab.metrics import gap
    from optlab.noise import Minibatch
    from optlab.problems.least_squares import least_squares
    from optlab.problems.least_squares_moments import least_squares_moments
    from optlab.symbols import L_max, R


@app.cell
def _():
    intro(
        "Noise, averaging and interpolation",
        "know why stochastic gradient descent with a constant step stops at a floor, what the floor is proportional to, and three ways "
        "past it: shorter steps, averages, and models that fit every sample.",
    )
    return


@app.cell
def _():
    mo.md(r"""
    $f$ is the mean of $f_1, \dots, f_n$, and a step follows the gradient of one of them, drawn anew each time:
    $x_{k+1} = x_k - \eta \nabla f_i(x_k)$. On average over $i$ that is the gradient of $f$; what it costs is seen by expanding the square,

    $$E \|x_{k+1} - x^\star\|^2 = \|x_k - x^\star\|^2 - 2 \eta \langle \nabla f(x_k), x_k - x^\star \rangle +
    \eta^2 \, E \|\nabla f_i(x_k)\|^2 .$$

    The last term does not vanish at $x^\star$: there it is $\eta^2 \sigma_\star^2$, where $\sigma_\star^2$ is the mean of
    $\|\nabla f_i(x^\star)\|^2$. If every $f_i$ is convex with smoothness at most $L_{\max}$, $f$ is $\mu$-strongly convex and
    $\eta \le 1 / (2 L_{\max})$, the three terms make

    $$E \|x_k - x^\star\|^2 \le (1 - \eta \mu)^k R^2 + \frac{2 \eta \sigma_\star^2}{\mu} .$$

    The first part forgets the start, the second is the **floor**. On least squares the left side need not be sampled: a matrix of second
    moments follows a linear recursion, and the curves below are its exact numbers.
    """)
    return


@app.cell
def _():
    shorter = mo.ui.slider(1, 6, value=2, step=1, label="step 1 / (2^m L_max), m", show_value=True)
    noise = mo.ui.slider(0.0, 0.6, value=0.3, step=0.1, label="size of the residuals at the minimizer", show_value=True)
    mo.vstack([shorter, noise])
    return noise, shorter


@app.cell
def _(noise, shorter):
    steps = 6000
    at = tuple(sorted({0, *(round(1.06**i) for i in range(150))} & set(range(steps + 1))))
    regression = partial(least_squares_moments, n=16, dim=3, kappa=4.0, noise=noise.value, B=1)
    with_constant = Run(
        method=ExpectedSGD(step_size=1 / (2**shorter.value * L_max)),
        problem=regression, steps=steps, record=(constant_step.metric,), claim=constant_step, at=at,
    )  # fmt: skip
    decreasing = Run(method=in_moments.method, problem=regression, steps=steps, record=(in_moments.metric,), claim=in_moments, at=at)

    def draw_floor(ax, shown):
        for result in shown.values():
            line = curve(ax, result, "expected_sqdist", unit=R**2, band=None)
            bound(ax, result, unit=R**2, like=line)
        ax.set(
            xscale="log",
            yscale="log",
            xlim=(1, steps),
            ylim=(3e-5 if noise.value else 1e-9, 8),
            xlabel="iteration $k$",
            ylabel=r"$E \|x_k - x^*\|^2 / R^2$",
        )
        legend(ax, "lower left", extra={"its bound": "--"})

    mo.Html(picture(draw_floor, {"constant step": with_constant, "decreasing step": decreasing}))
    return


@app.cell
def _():
    mo.md(r"""
    Halve the step and the floor halves, while the way down takes twice as long: no constant step is best. The decreasing step
    keeps the constant one until $k = 4 \lceil L_{\max} / \mu \rceil$ and is about $2 / (\mu k)$ from then on; it passes every
    floor, as $1 / k$ and not exponentially. Its bound (Gower and others 2019) speaks from that $k$ on.

    Take the noise to 0. Then every residual vanishes at $x^\star$, **every sample is fitted**, $\sigma_\star = 0$, and there is no floor
    at all: one sample a step converges like the full gradient. This is called *interpolation*.
    """)
    return


@app.cell
def _():
    first, first_reply = quiz(
        Question(
            "At its floor, SGD with the step η is to come twice as close in E ‖x − x⋆‖². What does that cost?",
            (
                "half the step, and about twice the iterations",
                "The floor is 2 η σ⋆² / μ, and (1 − η μ)^k needs a k of the order of 1 / (η μ).",
            ),
            {
                "more iterations with the same step": "Look at the right end of the constant step's curve: does it still fall?",
                "a quarter of the step": "Move m by one and read off by which factor the floor falls.",
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
    ## Averages

    At the floor the iterates wander about $x^\star$ to all sides, so their **mean** lies nearer. Below are real runs, 40 of them, each with
    samples of its own: medians and the middle 80 %.
    """)
    return


@app.cell
def _():
    batch = mo.ui.slider(1, 8, value=1, step=1, label="samples a step", show_value=True)
    batch
    return (batch,)


@app.cell
def _(batch, noise):
    sampled = {
        "last iterate": GradientDescent(step_size=1 / (4 * L_max)),
        "mean of all iterates": AveragedSGD(step_size=1 / (4 * L_max)),
    }
    runs = {
        name: Run(
            method=method, problem=partial(least_squares, n=16, dim=3, kappa=4.0, noise=noise.value, B=1), replicas=40, steps=2000,
            record=(gap,), oracle=Minibatch(size=batch.value),
        )
        for name, method in sampled.items()
    }  # fmt: skip

    def draw_averages(ax, shown):
        for result in shown.values():
            curve(ax, result, "gap", unit=L_max * R**2, band=(0.1, 0.9))
        ax.set(xscale="log", yscale="log", xlim=(1, 2000), ylim=(1e-6 if noise.value else 1e-12, 0.2))
        ax.set(xlabel="iteration $k$", ylabel=r"gap, $(f(x_k) - f^*) / (L_{\max} R^2)$")
        legend(ax, "lower left")

    mo.Html(picture(draw_averages, runs))
    return


@app.cell
def _():
    second, second_reply = quiz(
        Question(
            "With the noise at 0, the mean of all iterates is worse than the last one. Why?",
            ("it never forgets the start", "The mean keeps a share 1 / (k + 1) of x₀, while the last iterate forgets it exponentially."),
            {
                "the mean has more variance": "A mean of many iterates wanders less than any of them: what else is in it?",
                "the step is too short for averaging": "Both runs take the same steps. Which old points does the mean still hold?",
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

    How low is the floor, really? Type a bound on $E \|x_k - x^\star\|^2$ for the step $1 / (4 L_{\max})$ in the letters `k`, `R`, `L_max`,
    `mu`, `sigma_star`; the lab tries to break it on every family for which it knows the second moments. (The floor below is a quarter of
    what the theorem says, and too bold.)
    """)
    return


@app.cell
def _():
    editor = exercise("(1 - mu/(4*L_max))^k * R^2 + sigma_star^2/(8*mu*L_max)", language="")
    editor
    return (editor,)


@app.cell
def _(editor):
    floor = replace(constant_step, id="lesson/floor", method=ExpectedSGD(step_size=1 / (4 * L_max)), tight_on=None)
    judged(editor.value, lambda text: judge_bound(floor, text))
    return


if __name__ == "__main__":
    app.run()
