"""Doubling cycles of steps on a net for digits, each as good as a run of its own; and how that depends on the step that cycles begin at."""

from functools import partial

from optlab.experiment import Experiment, Run
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.stochastic.cycles import cosine, doubling_cosines
from optlab.network_metrics import training_loss
from optlab.noise import Minibatch
from optlab.problems.neural.mlp import digits_mlp

FIRST, CYCLES, TOP = 20, 5, 0.2
ENDS = tuple(FIRST * (2**i - 1) for i in range(1, CYCLES + 1))
TOPS = (0.05, 0.1, 0.2, 0.4)
SHORT = ENDS[3]
# Dense enough to see every cycle fall; both ends of each are among them.
SEEN = tuple(sorted({*range(0, 60, 5), *range(60, ENDS[-1] + 1, 40), *ENDS}))


def _run(step_size, steps: int, at: tuple[int, ...]) -> Run:
    return Run(
        method=GradientDescent(step_size=step_size),
        problem=partial(digits_mlp, B=1),
        replicas=4,
        steps=steps,
        record=(training_loss,),
        at=at,
        oracle=Minibatch(size=5),
    )


experiment = Experiment(
    id="cyclic-training",
    runs={"cycles": _run(doubling_cosines(TOP, FIRST, CYCLES), ENDS[-1], SEEN)}
    | {f"alone, {N}": _run(cosine(TOP), N, (N,)) for N in ENDS}
    | {f"cycles from {top}": _run(doubling_cosines(top, FIRST, 4), SHORT, (SHORT,)) for top in TOPS}
    | {f"one decay from {top}": _run(cosine(top), SHORT, (SHORT,)) for top in TOPS}
    | {f"constant {top}": _run(top, SHORT, (SHORT,)) for top in TOPS},
)
