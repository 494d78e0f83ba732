"""Three damped Newton methods, on log-cosh ridges over a weak bowl and on logistic regression of a table of tumours."""

from functools import partial

from optlab.experiment import Experiment, Run
from optlab.methods.second_order.aicn import AffineInvariantCubicNewton
from optlab.methods.second_order.damped_newton import DampedNewton
from optlab.methods.second_order.root_newton import RootNewton
from optlab.problems.logistic import breast_cancer
from optlab.problems.tempered_log_cosh import tempered_log_cosh

METHODS = {"damped Newton": DampedNewton(), "AICN": AffineInvariantCubicNewton(), "Root Newton": RootNewton()}
PROBLEMS = {"log-cosh": partial(tempered_log_cosh, dim=8, mu=0.01, spread=20.0, B=16), "tumours": partial(breast_cancer, ridge=1e-2, B=1)}

experiment = Experiment(
    id="damped-newton",
    runs={
        f"{name} on {where}": Run(method=method, problem=problem, steps=600)
        for where, problem in PROBLEMS.items()
        for name, method in METHODS.items()
    },
)
