"""ConvergeSmooth with several weights in training against attacks of one step: the clean loss of epochs, and accuracy under attack."""

from functools import partial

from optlab.adversarial_metrics import epoch_loss, fast_accuracy, largest_jump, robust_accuracy
from optlab.experiment import Experiment, Run
from optlab.methods.stochastic.converge_smooth import ConvergeSmooth
from optlab.methods.stochastic.cycles import cosine
from optlab.noise import Minibatch
from optlab.problems.neural.attacked_digits import strongly_attacked_digits

WEIGHTS = (0.0, 0.3, 1.0, 3.0)
EPOCH, EPOCHS = 28, 7

experiment = Experiment(
    id="smooth-convergence",
    runs={
        f"weight {weight:g}": Run(
            method=ConvergeSmooth(step_size=cosine(0.3), epoch=EPOCH, weight=weight),
            problem=partial(strongly_attacked_digits, B=1),
            replicas=3,
            steps=EPOCH * EPOCHS,
            record=(epoch_loss, largest_jump, fast_accuracy, robust_accuracy),
            at=tuple(range(EPOCH, EPOCH * EPOCHS + 1, EPOCH)),
            oracle=Minibatch(size=50),
        )
        for weight in WEIGHTS
    },
)
