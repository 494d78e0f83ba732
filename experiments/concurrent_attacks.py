"""Training against late attacks, on a net for digits: how wrong they make the gradient, and what it costs in the end."""

from functools import partial

from optlab.adversarial_metrics import late_error, patient_loss
from optlab.experiment import Experiment, Run
from optlab.methods.stochastic.cycles import cosine
from optlab.methods.stochastic.stale import StaleAdversary
from optlab.noise import Minibatch
from optlab.problems.neural.attacked_digits import attacked_digits

DELAYS = (0, 1, 4, 16, 32)
STEP_SIZES = (0.1, 0.3)
LATE = (1, 2, 4)
SHORT = (0.0003, 0.001, 0.003, 0.01, 0.03)
STEPS = 200


def _run(step_size, delay: int, steps: int, metric) -> Run:
    return Run(
        method=StaleAdversary(step_size=step_size, delay=delay),
        problem=partial(attacked_digits, B=1),
        replicas=4,
        steps=steps,
        record=(metric,),
        at=(steps,),
        oracle=Minibatch(size=20),
    )


experiment = Experiment(
    id="concurrent-attacks",
    runs={f"error, delay {delay}, {step}": _run(step, delay, 8, late_error) for delay in LATE for step in SHORT}
    | {f"delay {delay}, {step}": _run(cosine(step), delay, STEPS, patient_loss) for delay in DELAYS for step in STEP_SIZES},
)
