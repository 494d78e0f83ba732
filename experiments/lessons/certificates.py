"""What a certificate promises. Lesson 10, 25 minutes."""

import marimo

app = marimo.App(app_title="What a certificate promises")

with app.setup:
    from functools import partial

    import marimo as mo
    import numpy as np
    from scipy.special import ndtr

    from optlab.certificate import largest_radius, radius_gaussian, radius_gaussian_tail
    from optlab.figure import GREY, legend
    from optlab.lesson import Question, judge_confidence, picture
    from optlab.lesson_page import exercise, intro, judged, quiz
    from optlab.problems.square_wave import square_wave
    from optlab.statistics import clopper_pearson


@app.cell
def _():
    intro(
        "What a certificate promises",
        "know what randomized smoothing certifies (not the classifier that you trained), what the noise and the number of samples "
        "cost, and can tell a confidence limit from a guess.",
    )
    return


@app.cell
def _():
    mo.md(r"""
    Let $f$ be any classifier, a deep network for instance. Its *smoothed* classifier answers what $f$ answers most often at
    $x + \sigma u$ with Gaussian $u$. If that class has the probability $p > 1/2$ there, then no point nearer to $x$ than

    $$r = \sigma \, \Phi^{-1}(p)$$

    gets another answer **from the smoothed classifier** (Cohen, Rosenfeld and Kolter 2019; $\Phi$ is the normal distribution
    function). The bound needs no knowledge of $f$, and is attained: on a half-space $r$ is the distance to its boundary. Below, $f$
    is 1 and 0 on stripes of width 2, where the smoothed classifier is known exactly: by symmetry it has the same stripes.
    """)
    return


@app.cell
def _():
    sigma = mo.ui.slider(0.1, 2.0, value=0.5, step=0.1, label="noise σ", show_value=True)
    sigma
    return (sigma,)


@app.cell
def _(sigma):
    wave = square_wave(2.0, 1.0, B=1)
    places = np.linspace(-2, 2, 401)[None, :, None]
    logs = wave.log_probabilities(places, np.full((1, 1, 1), sigma.value))
    certified, true = radius_gaussian_tail(logs.min(-1), sigma.value)[0], wave.true_radius(places)[0]

    def draw_wave(ax, shown):
        x = places[0, :, 0]
        ax.fill_between(x, 0, 1.3, where=x > 0, color=GREY, alpha=0.12, linewidth=0, step="mid")
        (line,) = ax.plot(x, certified, label="certified radius", marker="")
        ax.plot(x, true, "--", color=line.get_color(), marker="", linewidth=0.9)
        ax.plot(x, np.exp(logs[0, :, 1]), label="probability of class 1", marker="")
        ax.set(xlim=(-2, 2), ylim=(0, 1.3), xlabel="point $x$ (class 1 shaded)", ylabel="radius, probability")
        legend(ax, "upper left", extra={"true radius": "--"})

    mo.Html(picture(draw_wave, {}))
    return


@app.cell
def _():
    first, first_reply = quiz(
        Question(
            "With σ = 2 hardly anything is certified, although the smoothed classifier is right everywhere. Why?",
            ("the vote is nearly tied", "The noise reaches over many stripes, so p is just above 1/2, and σ Φ⁻¹(p) is small."),
            {
                "the theorem is loose": "On a half-space it is exact. What is different here, if the noise is wider than a stripe?",
                "the classifier is wrong there": "Where does the probability of class 1 cross 1/2? Compare with the shaded stripe.",
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
    ## Nobody knows p

    For a network $p$ can only be estimated: $n$ noisy copies, of which `count` get the class. The certificate uses a number that lies
    **below** $p$ with probability $1 - \alpha$, whatever $p$ is: the lower limit of Clopper and Pearson (1934). If even that is not
    above 1/2, it abstains. Below, $f$ is a half-space, where the true radius is the distance to the boundary.
    """)
    return


@app.cell
def _():
    power = mo.ui.slider(1.0, 6.0, value=3.0, step=0.5, label="number of noisy copies n, as a power of ten", show_value=True)
    level = mo.ui.slider(1, 6, value=3, step=1, label="α = 10^-a, a", show_value=True)
    mo.vstack([power, level])
    return level, power


@app.cell
def _(level, power):
    n, alpha = round(10**power.value), 10.0**-level.value
    distance = np.linspace(0, 5, 201)
    # Of n votes the class gets about the share that it has.
    votes = np.round(n * ndtr(distance))
    limit, _upper = clopper_pearson(votes, n, alpha)

    def draw_votes(ax, shown):
        ax.plot(distance, radius_gaussian(limit, 1.0), label="certified radius", marker="")
        ax.plot(distance, distance, "--", color=GREY, marker="", linewidth=0.9)
        ax.axhline(float(largest_radius(n, alpha, 1.0)), color=GREY, linestyle=":", linewidth=1.2, marker="")
        ax.set(xlim=(0, 5), ylim=(0, 5), xlabel=r"distance to the boundary, in $\sigma$", ylabel=r"radius, in $\sigma$")
        legend(ax, "upper left", extra={"true radius": "--", "all $n$ votes agree": ":"})

    mo.Html(picture(draw_votes, {}))
    return


@app.cell
def _():
    second, second_reply = quiz(
        Question(
            "Deep inside a class all votes agree. What limits the certified radius there?",
            (
                "the number of votes",
                "Even n equal votes only show p ≥ α^(1/n), so no radius above σ Φ⁻¹(α^(1/n)) is ever certified; that grows with n, but "
                "slowly.",
            ),
            {
                "the classifier": "The dashed line is what the classifier deserves. Which line does the curve stop at, and what moves it?",
                "the confidence 1 − α alone": "Move α by a factor of ten, and then n by a factor of ten. Which matters more?",
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

    Write a lower confidence limit for $p$ after `count` successes in $n$ runs. The lab adds up, for $n = 100$ and $\alpha = 0.05$,
    how often it would lie above the truth, for the worst truth. (Below is the textbook's normal approximation. It is wrong where it
    matters: close to 1. A proof that works for every $p$: Hoeffding's inequality, $P(\text{count} / n \ge p + t) \le e^{-2 n t^2}$.)
    """)
    return


@app.cell
def _():
    editor = exercise(
        """from math import log, sqrt


def lower_limit(count, n, alpha):
    share = count / n
    return share - 1.645 * sqrt(share * (1 - share) / n)
"""
    )
    editor
    return (editor,)


@app.cell
def _(editor):
    in_a_hundred_runs = partial(judge_confidence, 100, 0.05)
    judged(editor.value, in_a_hundred_runs)
    return


@app.cell
def _():
    mo.md(r"""
    The promise, in full: with probability $1 - \alpha$ over the noise that **you** drew, the **smoothed** classifier gives the same
    answer on the whole ball. It promises nothing of $f$ itself, nothing of other norms, and nothing of whether the answer is right.
    Certify a classifier of your own with `optlab certify`.
    """)
    return


if __name__ == "__main__":
    app.run()
