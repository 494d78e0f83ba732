"""Derived here; what training against late attacks does to a net of 2410 weights for digits.

Related: Liu, Chen, Cheng, Hsieh and You 2022, who attack with the weights of one step ago so that the attack and the gradient can be
computed at the same time, in large batches on ImageNet; `derived_stale_gradients` has quadratics. Here, after 100 steps, the
test loss under attacks of 20 steps is 0.87 to 1.06 of that without a delay, over 32 seeds. The gradient under a late attack is wrong at
once: eight steps of 0.003 make an error of 0.05 with a delay of one step, and 0.18 with four; ten times the step makes 2.7 times the error.
"""

from dataclasses import replace

from sympy import Integer

from optlab.adversarial_metrics import late_error, patient_loss
from optlab.claim import Claim, false
from optlab.method import Scalar
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.stochastic.cycles import cosine
from optlab.methods.stochastic.stale import StaleAdversary
from optlab.network_settings import ATTACKED, NET, attack_reach
from optlab.noise import Minibatch

WEAK = attack_reach <= 0.4
SHORT, DECAYED = 0.003, cosine(0.3)


def late(delay: int, step_size: Scalar = DECAYED) -> StaleAdversary:
    """Training against attacks that are late."""
    return StaleAdversary(step_size=step_size, delay=delay)


costs_little = Claim(
    id="derived-concurrent-attacks/one-step-late-costs-little",
    setting=NET & ATTACKED,
    method=late(1),
    against=late(0),
    metric=patient_loss,
    bound=Integer(1),
    where=WEAK,
    kind="phenomenon",
    over="end",
    horizons=(100,),
    oracle=Minibatch(size=20),
    margin=0.9,
    false_neighbours=(false(margin=1.2), false(method=GradientDescent(step_size=DECAYED))),
    provenance="derived",
    paper=9,
)

error_of_delay = Claim(
    id="derived-concurrent-attacks/error-grows-with-the-delay",
    setting=NET & ATTACKED,
    method=late(1, SHORT),
    against=late(4, SHORT),
    metric=late_error,
    bound=Integer(1),
    where=WEAK,
    kind="phenomenon",
    over="end",
    horizons=(8,),
    oracle=Minibatch(size=20),
    margin=1.5,
    false_neighbours=(false(margin=8.0), false(method=late(4, SHORT), against=late(1, SHORT), margin=1.0)),
    provenance="derived",
    paper=9,
)

error_of_step = replace(
    error_of_delay,
    id="derived-concurrent-attacks/error-grows-with-the-step",
    against=late(1, 10 * SHORT),
    margin=1.2,
    false_neighbours=(false(margin=10.0), false(method=late(1, 10 * SHORT), against=late(1, SHORT), margin=1.0)),
)
