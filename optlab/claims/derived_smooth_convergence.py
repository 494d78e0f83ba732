"""Derived here; what ConvergeSmooth does to a net of 2410 weights for digits. Only its abstract was read: the rule is a reading of it.

Related: Zhao, Zhang, Kong and Yin 2023. Its purpose is kept: the largest jump of the clean loss from epoch to epoch is smaller by a
factor of 2.2 at least with each of 32 seeds. But those jumps were the descent itself, for the clean loss stays higher, and accuracy under
attacks of 20 steps, which the paper says rises, was below chance at every weight up to 1.
"""

from sympy import Integer

from optlab.adversarial_metrics import largest_jump
from optlab.claim import Claim, false
from optlab.methods.stochastic.converge_smooth import ConvergeSmooth
from optlab.methods.stochastic.cycles import cosine
from optlab.network_settings import ATTACKED, NET, attack_reach
from optlab.noise import Minibatch

EPOCH, EPOCHS = 10, 9


def held(weight: float) -> ConvergeSmooth:
    """Training against attacks of one step with a constraint of this weight."""
    return ConvergeSmooth(step_size=cosine(0.3), epoch=EPOCH, weight=weight)


smaller_jumps = Claim(
    id="derived-smooth-convergence/smaller-jumps",
    setting=NET & ATTACKED,
    method=held(1.0),
    against=held(0.0),
    metric=largest_jump,
    bound=Integer(1),
    where=attack_reach >= 0.5,
    kind="phenomenon",
    over="end",
    horizons=(EPOCH * EPOCHS,),
    oracle=Minibatch(size=20),
    margin=2.0,
    false_neighbours=(false(margin=12.0), false(method=held(0.0), against=held(1.0), margin=1.0)),
    provenance="derived",
    paper=59,
)
