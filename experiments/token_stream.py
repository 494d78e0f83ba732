"""Adam and AdaGrad with and without clipping on documents whose lengths have heavy tails, all tuned on the same grid of step sizes."""

from dataclasses import replace
from functools import partial
from typing import Any

from optlab.arrays import Array, norm, space
from optlab.experiment import Experiment, Run
from optlab.method import Method
from optlab.methods.adaptive.adagrad import AdaGrad
from optlab.methods.adaptive.adam import Adam
from optlab.methods.heavy_tails.clipped_adaptive import ClipAdaGrad, ClipAdam
from optlab.metrics import gap, units
from optlab.noise import Minibatch
from optlab.problems.neural.documents import zipf_documents
from optlab.sweep import Sweep, fresh_name

BATCH, STEPS, SAMPLES = 4, 100, 256
# The median norm of a sample's gradient at the start.
USUAL = 0.0212
LEVELS = (0.5, 1)
STEP_SIZES = {"Adam": (0.02, 0.04, 0.08, 0.16, 0.32), "AdaGrad": (0.15, 0.3, 0.6, 1.2, 2.4)}
METHODS = {
    "Adam": Adam(step_size=0.1),
    **{f"Adam, {m}": ClipAdam(step_size=0.1, level=m * USUAL) for m in LEVELS},
    "AdaGrad": AdaGrad(eta=0.1, b0=1e-8),
    **{f"AdaGrad, {m}": ClipAdaGrad(eta=0.1, b0=1e-8, level=m * USUAL) for m in LEVELS},
}
PLAN = Sweep(
    methods=METHODS,
    problem=partial(zipf_documents, samples=SAMPLES),
    grid={f"{label}.{'eta' if 'Grad' in label else 'step_size'}": STEP_SIZES[label.partition(",")[0]] for label in METHODS},
    metric=gap,
    oracle=Minibatch(size=BATCH),
    budget=BATCH * STEPS,
    seeds=17,
    tuning_seeds=17,
)
POINTS = {label: {v: p for p in PLAN.points if p.label == label for v in p.setting.values()} for label in METHODS}
# The values with the lowest median on the seeds of tuning.
TUNED = {"Adam": 0.08, "Adam, 0.5": 0.04, "Adam, 1": 0.08, "AdaGrad": 0.6, "AdaGrad, 0.5": 0.3, "AdaGrad, 1": 0.3}


@units(1, -1)
def noise_size(exact: Any, s: Any) -> Array:
    """||grad f_i(x_k) - grad f(x_k)|| for the i-th sample at the i-th of n points, all of which are the same."""
    g = exact.problem.component_grads(s.x[:, :1])[:, 0]
    return norm(g - space(g).mean(g, axis=1, keepdims=True))[..., 0]


def _run(label: str, v: float, *, fresh: bool) -> Run:
    # A value of f takes as long as forty steps.
    at = (0, 12, 25, 50, STEPS) if fresh else (0, STEPS)
    return replace(PLAN.run_of(POINTS[label][v], STEPS, fresh=fresh), record=(gap,), at=at)


experiment = Experiment(
    id="token-stream",
    runs={str(p): _run(label, v, fresh=False) for label, points in POINTS.items() for v, p in points.items()}
    | {fresh_name(POINTS[label][v]): _run(label, v, fresh=True) for label, v in TUNED.items()}
    | {
        "noise": Run(
            method=Method(), problem=partial(zipf_documents, samples=SAMPLES, B=1), replicas=SAMPLES, steps=0, record=(noise_size,)
        )
    },
)
