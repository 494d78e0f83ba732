"""Stochastic gradient descent on least squares by its exact second moments: constant steps, and one that turns to decrease."""

from functools import partial

import numpy as np

from optlab.claims.derived_sgd_moments import constant_step
from optlab.claims.gower_2019 import in_moments
from optlab.experiment import Experiment, Run
from optlab.methods.stochastic.expected_sgd import ExpectedSGD
from optlab.problems.least_squares_moments import least_squares_moments
from optlab.symbols import L_max

STEPS = 8000
SHARES = (2, 8, 32)
SEEN = tuple(np.unique(np.geomspace(1, STEPS, 200).astype(int)).tolist())
PROBLEM = partial(least_squares_moments, n=16, dim=3, kappa=4.0, noise=0.3, B=1)


def _run(claim, **changes) -> Run:
    return Run(
        **{"method": claim.method, "problem": PROBLEM, "steps": STEPS, "record": (claim.metric,), "claim": claim, "at": (0, *SEEN)}
        | changes
    )


experiment = Experiment(
    id="sgd-floor",
    runs={rf"$\eta = 1 / ({share} L_{{\max}})$": _run(constant_step, method=ExpectedSGD(step_size=1 / (share * L_max))) for share in SHARES}
    | {"decreasing": _run(in_moments)},
)
