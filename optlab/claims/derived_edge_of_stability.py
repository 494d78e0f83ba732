"""Derived here; related: Cohen, Kaur, Li, Kolter and Talwalkar 2021. Gradient descent on neural networks typically occurs at the edge of
stability. ICLR.

What they saw in large nets, with numbers for 32 small ones: gradient descent brings a net from where it is flat to a sharpness of
2 / step_size, and near that it stays: the step decides how sharp the net becomes.
"""

from sympy import Rational

from optlab.claim import Claim, false
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.network_metrics import flatness, sharpness, training_loss
from optlab.network_settings import DEEP_TANGENTS, NET
from optlab.symbols import first, step_size

NETS = NET & DEEP_TANGENTS
SHORT, LONG = GradientDescent(step_size=0.25), GradientDescent(step_size=0.5)
STEPS = (150,)

sharpening = Claim(
    id="derived-edge-of-stability/progressive-sharpening",
    setting=NETS,
    method=SHORT,
    metric=flatness,
    bound=first,
    kind="phenomenon",
    margin=1.2,
    over="end",
    horizons=STEPS,
    false_neighbours=(false(metric=sharpness), false(margin=4.0)),
    provenance="derived",
)

not_far_above = Claim(
    id="derived-edge-of-stability/not-far-above",
    setting=NETS,
    method=SHORT,
    metric=sharpness,
    bound=Rational(5, 4) * 2 / step_size,
    kind="phenomenon",
    over="end",
    horizons=STEPS,
    false_neighbours=(Rational(3, 4) * 2 / step_size,),
    provenance="derived",
)

not_far_below = Claim(
    id="derived-edge-of-stability/not-far-below",
    setting=NETS,
    method=SHORT,
    metric=flatness,
    bound=Rational(5, 4) * step_size / 2,
    kind="phenomenon",
    over="end",
    horizons=STEPS,
    false_neighbours=(Rational(3, 4) * step_size / 2, false(method=GradientDescent(step_size=0.1))),
    provenance="derived",
)

flatter = Claim(
    id="derived-edge-of-stability/longer-steps-end-flatter",
    setting=NETS,
    method=LONG,
    against=SHORT,
    metric=sharpness,
    bound=first,
    kind="phenomenon",
    margin=1.4,
    over="end",
    horizons=STEPS,
    false_neighbours=(false(margin=3.0), false(metric=flatness)),
    provenance="derived",
)

still_learning = Claim(
    id="derived-edge-of-stability/still-learning",
    setting=NETS,
    method=LONG,
    against=SHORT,
    metric=training_loss,
    bound=first,
    kind="phenomenon",
    over="end",
    horizons=STEPS,
    false_neighbours=(false(margin=3.0),),
    provenance="derived",
)
