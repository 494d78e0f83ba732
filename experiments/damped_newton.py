"""Four damped Newton methods, on log-sum-exp over a bowl and on logistic regression of a table of tumours."""

from functools import partial
from typing import Any

from optlab.experiment import Experiment, Run
from optlab.methods.second_order.aicn import AffineInvariantCubicNewton
from optlab.methods.second_order.damped_newton import DampedNewton
from optlab.methods.second_order.root_newton import RootNewton
from optlab.methods.second_order.universal_newton import UniversalNewton
from optlab.problems.logistic import breast_cancer
from optlab.problems.ridge_log_sum_exp import ridge_log_sum_exp

METHODS = {
    "damped Newton": DampedNewton(), "AICN": AffineInvariantCubicNewton(), "Root Newton": RootNewton(), "backtracking": UniversalNewton(),
}  # fmt: skip
PROBLEMS: dict[str, partial[Any]] = {
    "log-sum-exp": partial(ridge_log_sum_exp, dim=8, mu=0.1, B=16),
    "tumours": partial(breast_cancer, ridge=1e-2, B=1),
}

experiment = Experiment(
    id="damped-newton",
    runs={
        f"{name} on {where}": Run(method=method, problem=problem, steps=600, at=tuple(range(601)))
        for where, problem in PROBLEMS.items()
        for name, method in METHODS.items()
    },
)
