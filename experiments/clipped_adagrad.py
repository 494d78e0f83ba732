"""Delayed AdaGrad without and with clipping under noise of infinite variance, on one quadratic that is the same in every direction."""

from functools import partial

from optlab.claims.chezhegov_2024 import CLIPPED, UNCLIPPED
from optlab.experiment import Experiment, Run
from optlab.noise import ParetoNoise
from optlab.problems.quadratic import quadratic

experiment = Experiment(
    id="clipped-adagrad",
    runs={
        label: Run(
            method=method,
            problem=partial(quadratic, dim=2, kappa=1.0, B=1),
            steps=1000,
            replicas=10_000,
            oracle=ParetoNoise(sigma_p=1.0, p=1.25, tail=1.5),
            at=(0, 1, 2, 3, 5, 7, 10, 14, 20, 30, 50, 70, 100, 140, 200, 300, 500, 700, 1000),
        )
        for label, method in {"not clipped": UNCLIPPED, "clipped": CLIPPED}.items()
    },
)
