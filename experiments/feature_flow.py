"""A residual net on 200 digits under penalties on the length and the curvature of the samples' paths through it: what filters are left."""

from functools import partial

from optlab.experiment import Experiment, Run
from optlab.feature_flow_metrics import error_when_pruned, filters_that_count
from optlab.methods.adaptive.adam import Adam
from optlab.methods.stochastic.feature_flow import FeatureFlow
from optlab.network_metrics import error_on_test
from optlab.problems.neural.residual_digits import residual_digits

PENALTIES = (0.003, 0.01, 0.03, 0.1, 0.3)
STEPS = 100
ADAM = Adam(0.02)
METHODS = {"none": ADAM, **{f"{weight:g}": FeatureFlow(ADAM, weight, weight) for weight in PENALTIES}}

experiment = Experiment(
    id="feature-flow",
    runs={
        label: Run(
            method=method,
            problem=partial(residual_digits, samples=200, B=8),
            steps=STEPS,
            record=(filters_that_count, error_on_test, error_when_pruned),
            at=(0, STEPS),
        )
        for label, method in METHODS.items()
    },
)
