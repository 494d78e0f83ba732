"""Training against attacks of one step of a reach at which it fails: what attacks of one and of 20 steps then do, with and without ELLE."""

from functools import partial

from optlab.adversarial_metrics import fast_accuracy, robust_accuracy
from optlab.experiment import Experiment, Run
from optlab.method import Method
from optlab.methods.stochastic.cycles import cosine
from optlab.methods.stochastic.elle import ELLE
from optlab.methods.stochastic.fast_adversarial import FastAdversarial
from optlab.noise import Minibatch
from optlab.problems.neural.attacked_digits import strongly_attacked_digits

STEPS = 400


def _run(method: Method, attack_steps: int = 1) -> Run:
    return Run(
        method=method,
        problem=partial(strongly_attacked_digits, attack_steps=attack_steps, B=1),
        replicas=3,
        steps=STEPS,
        record=(fast_accuracy, robust_accuracy),
        at=tuple(range(50, STEPS + 1, 50)),
        oracle=Minibatch(size=20),
    )


experiment = Experiment(
    id="catastrophic-overfitting",
    runs={
        "one step": _run(FastAdversarial(step_size=cosine(0.1))),
        "one step, longer steps": _run(FastAdversarial(step_size=cosine(0.5))),
        "one step, ELLE": _run(ELLE(step_size=cosine(0.1), weight=300.0)),
        "five steps": _run(FastAdversarial(step_size=cosine(0.1)), attack_steps=5),
    },
)
