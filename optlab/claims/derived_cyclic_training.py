"""Derived here; what the ends of doubling cycles of steps are worth on a net of 1210 weights for 200 digits.

Related: Portes, Blalock, Stephenson and Frankle 2022, who read the loss of runs of many lengths off one run, on ImageNet. Here the end of
the fourth cycle, after 150 steps, has 0.78 to 1.23 of the training loss of a run that decays once, over 32 seeds. The quadratics of
derived cyclic steps, which noise keeps from their minimum, lose a factor up to 1.6.
"""

from optlab.claim import Claim, false
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.stochastic.cycles import cosine, doubling_cosines
from optlab.network_metrics import training_loss
from optlab.network_settings import DIGITS, NET
from optlab.noise import Minibatch
from optlab.symbols import first

TOP, FIRST, CYCLES = 0.1, 10, 4

as_good_as_alone = Claim(
    id="derived-cyclic-training/doubling-cycles",
    setting=NET & DIGITS,
    method=GradientDescent(step_size=doubling_cosines(TOP, FIRST, CYCLES)),
    against=GradientDescent(step_size=cosine(TOP)),
    metric=training_loss,
    bound=first,
    kind="phenomenon",
    over="end",
    horizons=(FIRST * (2**CYCLES - 1),),
    oracle=Minibatch(size=10),
    margin=0.75,
    false_neighbours=(false(margin=1.3), false(method=GradientDescent(step_size=doubling_cosines(TOP, FIRST, CYCLES - 1)))),
    provenance="derived",
    paper=8,
)
