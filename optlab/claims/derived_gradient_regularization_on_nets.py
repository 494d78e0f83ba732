"""Derived here; related: Karakida, Takase, Hayase and Osawa 2023, who regularize with differences of gradients.

Near a minimizer a regularized step multiplies the error along a direction of curvature c by 1 - step_size c (1 + strength c), so that the
edge of stability is where c (1 + strength c) = 2 / step_size. That is where 32 deep narrow nets end: flatter than without regularization,
though trained as far. On the digits no lower loss on the test was seen, once the step sizes of both were tuned.
"""

from sympy import Rational, sqrt

from optlab.claim import Claim, false
from optlab.claims.derived_edge_of_stability import NETS, SHORT, STEPS
from optlab.methods.stochastic.gradient_regularization import ForwardGradientRegularization
from optlab.network_metrics import flatness, sharpness, training_loss
from optlab.symbols import first, letter, step_size

strength = letter("strength", (-1, 2), nonnegative=True)
REGULARIZED = ForwardGradientRegularization(step_size=0.25, strength=0.3, ascent=0.3)
EDGE = (sqrt(1 + 8 * strength / step_size) - 1) / (2 * strength)

flatter = Claim(
    id="derived-gradient-regularization-on-nets/flatter",
    setting=NETS,
    method=REGULARIZED,
    against=SHORT,
    metric=sharpness,
    bound=first,
    kind="phenomenon",
    margin=1.4,
    over="end",
    horizons=STEPS,
    false_neighbours=(false(margin=3.0), false(metric=flatness, margin=1.0)),
    provenance="derived",
    paper=79,
)

as_well_trained = Claim(
    id="derived-gradient-regularization-on-nets/as-well-trained",
    setting=NETS,
    method=REGULARIZED,
    against=SHORT,
    metric=training_loss,
    bound=first,
    kind="phenomenon",
    margin=0.85,
    over="end",
    horizons=STEPS,
    false_neighbours=(false(margin=1.2),),
    provenance="derived",
    paper=79,
)

not_far_above = Claim(
    id="derived-gradient-regularization-on-nets/not-far-above-the-edge",
    setting=NETS,
    method=REGULARIZED,
    metric=sharpness,
    bound=Rational(5, 4) * EDGE,
    kind="phenomenon",
    over="end",
    horizons=STEPS,
    false_neighbours=(Rational(3, 4) * EDGE,),
    provenance="derived",
    paper=79,
)

not_far_below = Claim(
    id="derived-gradient-regularization-on-nets/not-far-below-the-edge",
    setting=NETS,
    method=REGULARIZED,
    metric=flatness,
    bound=Rational(5, 4) / EDGE,
    kind="phenomenon",
    over="end",
    horizons=STEPS,
    false_neighbours=(Rational(3, 4) / EDGE, Rational(5, 8) * step_size),
    provenance="derived",
    paper=79,
)
