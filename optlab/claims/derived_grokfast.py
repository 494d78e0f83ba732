"""Derived here; related: Lee, Kang, Kim and Lee 2024, Grokfast: accelerated grokking by amplifying slow gradients.

The filter g + weight h, with h an exponential mean of the gradients, is linear. Summed over a run, every gradient counts 1 + weight times,
and summed with changing signs 1 + weight (1 - memory) / (1 + memory) times, but for what h still holds: both sums are exact step by step.
So in front of gradient descent it divides the largest stable step by the second gain.
Sums modulo 11 are learned by heart first and by rule some 70 steps later, if weights decay. Where step size and decay of AdamW are tuned
with the filter and without, here it takes longer with it: Adam undoes a factor in front of all gradients, and what is left is their delay.
What the filter does for it is to let it bear longer steps.
"""

from typing import Any

from sympy import Integer, Rational, sqrt

from optlab.arrays import Array, norm
from optlab.claim import Claim, false
from optlab.methods.adaptive.adamw import AdamW
from optlab.methods.adaptive.grokfast import Grokfast
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import sqgrad, units
from optlab.network_metrics import loss_on_test, training_loss
from optlab.network_settings import MODULAR_SUMS, NET
from optlab.settings import QUADRATIC, SMOOTH
from optlab.symbols import L, first, letter, mu, prev

WEIGHT, MEMORY = 2.0, 0.75
CONSTANT = 1 + Integer(2)
ALTERNATING = 1 + 2 * Rational(1, 4) / Rational(7, 4)
STEEP = Grokfast(GradientDescent(2 / (ALTERNATING * L)), WEIGHT, MEMORY)
sqgrad_before = letter("sqgrad_before", (2, -2), nonnegative=True)


@units(1, -1)
def without_drift(exact: Any, s: Any, before: Any) -> Array:
    """The size of the amplified gradient plus what h has gained, weighted so that a sum over steps telescopes."""
    return norm(s.amplified + WEIGHT * MEMORY / (1 - MEMORY) * (s.slow - before.slow))[..., 0]


@units(1, -1)
def without_swing(exact: Any, s: Any, before: Any) -> Array:
    """The same for a sum with changing signs."""
    return norm(s.amplified - WEIGHT * MEMORY / (1 + MEMORY) * (s.slow + before.slow))[..., 0]


@units(1, -1)
def swing(exact: Any, s: Any) -> Array:
    """||grad f(x_k) + c h||, where (1, c) is the left eigenvector to -1 of a step of `STEEP` on a parabola."""
    return norm(exact.grad(s.x) + 2 * WEIGHT * MEMORY / (1 + MEMORY) / float(ALTERNATING) * s.slow)[..., 0]


constant_gain = Claim(
    id="derived-grokfast/gain-of-what-stays",
    setting=SMOOTH,
    method=Grokfast(GradientDescent(1 / (4 * L)), WEIGHT, MEMORY),
    metric=without_drift,
    given={sqgrad_before: sqgrad},
    bound=CONSTANT * sqrt(sqgrad_before),
    kind="identity",
    start=2,
    steps=20,
    false_neighbours=(ALTERNATING * sqrt(sqgrad_before), false(method=Grokfast(GradientDescent(1 / (4 * L)), WEIGHT, 0.5))),
    provenance="derived",
    paper=143,
)

alternating_gain = Claim(
    id="derived-grokfast/gain-of-what-alternates",
    setting=SMOOTH,
    method=Grokfast(GradientDescent(1 / (4 * L)), WEIGHT, MEMORY),
    metric=without_swing,
    given={sqgrad_before: sqgrad},
    bound=ALTERNATING * sqrt(sqgrad_before),
    kind="identity",
    start=2,
    steps=20,
    false_neighbours=(CONSTANT * sqrt(sqgrad_before), false(method=Grokfast(GradientDescent(1 / (4 * L)), WEIGHT, 0.5))),
    provenance="derived",
    paper=143,
)

largest_step = Claim(
    id="derived-grokfast/largest-step",
    setting=QUADRATIC & SMOOTH,
    method=STEEP,
    metric=swing,
    bound=prev,
    where=L <= mu,
    kind="identity",
    start=2,
    steps=20,
    false_neighbours=(
        false(method=Grokfast(GradientDescent(2 / L), WEIGHT, MEMORY)),
        false(method=Grokfast(GradientDescent(Rational(19, 10) / (ALTERNATING * L)), WEIGHT, MEMORY)),
    ),
    provenance="derived",
    paper=143,
)

ON_SUMS = NET & MODULAR_SUMS
# The best of step sizes 0.06, 0.12, 0.24, 0.48 and decays 1, 2, 4, on other seeds: see the experiment grokfast.
TUNED = AdamW(0.12, beta2=0.98, decay=2.0)
TUNED_WITH_FILTER = Grokfast(TUNED)

grokking = Claim(
    id="derived-grokfast/decay-finds-the-rule",
    setting=ON_SUMS,
    method=TUNED,
    against=AdamW(0.12, beta2=0.98, decay=0.0),
    metric=loss_on_test,
    bound=first,
    kind="phenomenon",
    margin=2.0,
    steps=120,
    false_neighbours=(false(metric=training_loss), false(margin=50.0)),
    provenance="derived",
    paper=143,
)

slower = Claim(
    id="derived-grokfast/slower-where-both-are-tuned",
    setting=ON_SUMS,
    method=TUNED,
    against=TUNED_WITH_FILTER,
    metric=loss_on_test,
    bound=first,
    kind="phenomenon",
    margin=1.5,
    steps=80,
    false_neighbours=(false(method=TUNED_WITH_FILTER, against=TUNED, margin=1.0), false(margin=20.0)),
    provenance="derived",
    paper=143,
)

long_steps = Claim(
    id="derived-grokfast/tolerates-longer-steps",
    setting=ON_SUMS,
    method=Grokfast(AdamW(0.24, beta2=0.98, decay=2.0), memory=0.9),
    against=AdamW(0.24, beta2=0.98, decay=2.0),
    metric=loss_on_test,
    bound=first,
    kind="phenomenon",
    margin=1.5,
    steps=120,
    false_neighbours=(false(margin=20.0), false(metric=training_loss, margin=20.0)),
    provenance="derived",
    paper=143,
)
