"""Derived here; what becomes of a net of 2410 weights for digits that is trained against attacks of one step which reach far.

Related: Abad Rocamora, Liu, Chrysos, Olmos and Cevher 2024. The net learns to deceive such attacks: after 150 steps, of the images that it
gets right under attacks of one step, at most a third are right under attacks of 20, with each of 32 seeds; where the reach is half as
long, at least 0.73. With ELLE the loss under attacks of 20 steps is 2.54 instead of 3.22, and accuracy, after 400 steps, 0.127 instead of
0.068. Either is near chance, a loss of 2.30 and an accuracy of 0.1, and five times the step size without ELLE makes an accuracy of 0.107.
Attacks of five steps in training do more where there is time: 0.26 after 2000 steps, ELLE 0.175, attacks of one step 0.025, 4 seeds each.
"""

from sympy import Rational

from optlab.adversarial_metrics import patient_loss, share_withstood
from optlab.claim import Claim, On, false
from optlab.methods.stochastic.cycles import cosine
from optlab.methods.stochastic.elle import ELLE
from optlab.methods.stochastic.fast_adversarial import FastAdversarial
from optlab.network_settings import ATTACKED, NET, attack_reach
from optlab.noise import Minibatch
from optlab.symbols import first

STRONG = attack_reach >= 0.5

deceived = Claim(
    id="derived-catastrophic-overfitting/one-step-attacks-are-deceived",
    setting=NET & ATTACKED,
    method=FastAdversarial(step_size=cosine(0.2)),
    metric=share_withstood,
    bound=Rational(2, 5),
    where=STRONG,
    kind="phenomenon",
    over="end",
    horizons=(150,),
    oracle=Minibatch(size=10),
    false_neighbours=(
        false(where=attack_reach > 0, on=On("attacked_digits")),
        false(on=On("strongly_attacked_digits", {"attack_steps": 5})),
    ),
    provenance="derived",
    paper=89,
)

restored = Claim(
    id="derived-catastrophic-overfitting/elle-loses-less",
    setting=NET & ATTACKED,
    method=ELLE(step_size=cosine(0.1), weight=300.0),
    against=FastAdversarial(step_size=cosine(0.1)),
    metric=patient_loss,
    bound=first,
    where=STRONG,
    kind="phenomenon",
    over="end",
    horizons=(150,),
    oracle=Minibatch(size=20),
    margin=1.1,
    false_neighbours=(false(margin=1.6),),
    provenance="derived",
    paper=89,
)
