"""Polyak's step on single samples, plain and preconditioned, where features are measured in units of their own."""

from functools import partial

from optlab.experiment import Experiment, Run
from optlab.methods.polyak.psps import PSPS, AdaGradPSPS, DiagonalPSPS
from optlab.methods.polyak.sps_max import SPSMax
from optlab.metrics import gap
from optlab.noise import Minibatch
from optlab.problems.scaled_features import scaled_features

METHODS = {
    "SPS": SPSMax(),
    "PSPS, AdaGrad": AdaGradPSPS(),
    "PSPS, Hutchinson": PSPS(floor=0.0),
    "PSPS, diagonal": DiagonalPSPS(),
}
STEPS = 300
DECADES = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)


experiment = Experiment(
    id="preconditioned-polyak",
    runs={
        name: Run(
            method=method, problem=partial(scaled_features, decades=3.0, B=32), oracle=Minibatch(), steps=STEPS, record=(gap,),
            at=tuple(range(0, STEPS + 1, 5)),
        )
        for name, method in METHODS.items()
    }
    | {
        f"{name}, {decades:g} decades": Run(
            method=method, problem=partial(scaled_features, decades=decades, B=1), oracle=Minibatch(), steps=100, replicas=32,
            record=(gap,), at=(0, 100),
        )
        for name, method in METHODS.items()
        for decades in DECADES
    },
)  # fmt: skip
