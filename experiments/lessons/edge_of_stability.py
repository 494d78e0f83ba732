"""The edge of stability. Lesson 11, 25 minutes."""

import marimo

app = marimo.App(app_title="The edge of stability")

with app.setup:
    from functools import partial

    import marimo as mo

    from optlab.claim import Claim
    from optlab.claims.derived_scalar_network import residual_of_two
    from optlab.experiment import Run
    from optlab.figure import GREY, bound, curve, legend
    from optlab.lesson import Question, judge_bound, picture
    from optlab.lesson_page import exercise, intro, judged, quiz
    from optlab.methods.first_order.gradient_descent import GradientDescent
    from optlab.metrics import flow_sharpness, gap
    from optlab.network_metrics import sharpness
    from optlab.problems.neural.mlp import one_hot_mlp
    from optlab.problems.scalar_network import two_weights
    from optlab.settings import SCALAR_NETWORK
    from optlab.symbols import start_sharpness

    def far_out(*, B=32, seed=0):
        """The instance of the family whose flow would end at a sharpness of 22."""
        return two_weights(B=B, seed=seed)[10:11]


@app.cell
def _():
    intro(
        "The edge of stability",
        "know why a step of length η tolerates a curvature of 2 / η and no more, have seen a network bring itself to just that "
        "curvature, and can follow on two weights how it stays there.",
    )
    return


@app.cell
def _():
    mo.md(r"""
    Near a minimizer $f$ looks like a quadratic. Along a direction of curvature $\lambda$ a step of gradient descent multiplies the error by
    $1 - \eta \lambda$, which is shorter than 1 only if $\lambda < 2 / \eta$. The largest curvature, the top eigenvalue of the Hessian, is
    called the **sharpness**. So the textbook chooses $\eta$ below $2 / L$ and is done.

    A network chooses differently. Below, all of it is trained with all of 200 small images and a constant step, without any noise. Cohen,
    Kaur, Li, Kolter and Talwalkar (2021) saw that the sharpness grows until it meets $2 / \eta$, and then stays, while the loss keeps
    falling, by fits and starts.
    """)
    return


@app.cell
def _():
    step = mo.ui.slider(0.3, 0.9, value=0.5, step=0.1, label="step η", show_value=True)
    step
    return (step,)


@app.cell
def _(step):
    trained = Run(
        method=GradientDescent(step_size=step.value), problem=partial(one_hot_mlp, width=16, depth=5, samples=200, gain=3**-0.5, B=1),
        steps=360, record=(sharpness,), at=tuple(range(0, 361, 20)),
    )  # fmt: skip

    def draw_net(ax, shown):
        curve(ax, shown["net"], "sharpness", label="sharpness", band=None)
        ax.axhline(2 / step.value, color=GREY, linestyle="--", linewidth=0.9, marker="")
        ax.set(xlim=(0, 360), ylim=(0, 11), xlabel="iteration $k$", ylabel=r"sharpness $\lambda_{\max}(\nabla^2 f(x_k))$")
        legend(ax, "upper right", extra={r"$2 / \eta$": "--"})

    with mo.status.spinner(title="Training the net"):
        pictured = mo.Html(picture(draw_net, {"net": trained}))
    pictured
    return


@app.cell
def _():
    first, first_reply = quiz(
        Question(
            "You double the step. What happens to the sharpness at the end?",
            ("it halves", "It ends near 2 / η, wherever that is: the step chooses the sharpness, and not the other way round."),
            {
                "it doubles": "Move the slider from 0.3 to 0.6 and compare the right end of the curve with the dashed line.",
                "nothing, it belongs to the data": "Move the slider: the data stay the same, but where does the curve end?",
                "the run diverges": "A quadratic of that curvature would. Move the slider and see whether this one does.",
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
    ## Two weights are enough

    Take $f(w) = (w_1 w_2 - 1)^2 / 2$: a network of two layers, one weight in each, and one number to learn. Every point of the hyperbola
    $w_1 w_2 = 1$ is a minimizer, and the sharpness there is $w_1^2 + w_2^2$: 2 in the middle, as large as you like far out. Gradient
    **flow**, the limit of short steps, keeps $w_1^2 - w_2^2$ and ends at a certain place of the hyperbola; call the sharpness there the
    *flow sharpness*, $\lambda_0$ at the start.

    Long steps do not keep $w_1^2 - w_2^2$: with the residual $r = w_1 w_2 - 1$ a step multiplies it by $1 - \eta^2 r^2$, so that as long as
    $\eta |r| \le \sqrt 2$ the flow sharpness never grows. It is the dashed bound below. Where it exceeds $2 / \eta$, the minimizer
    that flow would find is unstable; the residual swings from side to side, each swing moves the weights inwards along the hyperbola, and
    that ends as soon as the place is flat enough.
    """)
    return


@app.cell
def _():
    length = mo.ui.slider(1.0, 3.6, value=2.2, step=0.2, label="η in units of 1 / λ₀", show_value=True)
    length
    return (length,)


@app.cell
def _(length):
    method = GradientDescent(step_size=length.value / start_sharpness)
    never_sharper = Claim(id="lesson/never-sharper", setting=SCALAR_NETWORK, method=method, metric=flow_sharpness, bound=start_sharpness)
    swinging = Run(method=method, problem=partial(far_out), steps=40, record=(gap,), claim=never_sharper)

    def draw_two(ax, shown):
        line = curve(ax, shown["two"], "flow_sharpness", unit=start_sharpness, label="flow sharpness", band=None)
        bound(ax, shown["two"], unit=start_sharpness, like=line)
        ax.axhline(2 / length.value, color=GREY, linestyle=":", linewidth=0.9, marker="")
        curve(ax, shown["two"], "gap", label="loss", band=None)
        ax.set(xlim=(0, 40), ylim=(0, 2.2), xlabel="iteration $k$", ylabel=r"flow sharpness$/\lambda_0$, and loss")
        legend(ax, "upper right", extra={"its bound": "--", r"$2 / (\eta \lambda_0)$": ":"})

    mo.Html(picture(draw_two, {"two": swinging}))
    return


@app.cell
def _():
    second, second_reply = quiz(
        Question(
            "With η λ₀ = 2.2 the loss first grows, and then falls for good. What has changed?",
            (
                "the weights are where the loss is flatter",
                "Each swing multiplies w₁² − w₂² by 1 − η² r² < 1; below the dotted line steps are stable again.",
            ),
            {
                "the step has become shorter": "The step is constant. Which of the two curves and the two lines has moved?",
                "the residual has become small by chance": "Nothing is random here. Watch the flow sharpness while the loss swings.",
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

    One step takes the residual $r$ to a new one. Type it, in the letters `r_before` for $r$, `kernel_before` for $w_1^2 + w_2^2$, and
    `step_size`; the lab compares it with every step of a run. (The formula below is that of a quadratic, which would not stay at
    the edge.)
    """)
    return


@app.cell
def _():
    editor = exercise("r_before*(1 - step_size*kernel_before)", language="")
    editor
    return (editor,)


@app.cell
def _(editor):
    one_step = residual_of_two
    judged(editor.value, lambda text: judge_bound(one_step, text))
    return


if __name__ == "__main__":
    app.run()
