"""Polyak's step without and with momentum, where momentum helps and where it does not."""

from functools import partial

from optlab.experiment import Experiment, Run
from optlab.methods.polyak.alr_hb import ALRHB
from optlab.methods.polyak.alr_mag import ALRMAG
from optlab.methods.polyak.polyak import Polyak
from optlab.metrics import gap, sqdist
from optlab.problems.log_sum_exp import log_sum_exp
from optlab.problems.quadratic import quadratic

METHODS = {"Polyak": Polyak(), "ALR-MAG": ALRMAG(momentum=0.9), "ALR-HB": ALRHB(momentum=0.9)}
PROBLEMS = {"quadratics": partial(quadratic, dim=20, kappa=1e3), "log-sum-exp": partial(log_sum_exp)}

experiment = Experiment(
    id="polyak-momentum",
    runs={
        f"{name} on {where}": Run(method=method, problem=problem, steps=300, record=(gap, sqdist))
        for where, problem in PROBLEMS.items()
        for name, method in METHODS.items()
    },
)
