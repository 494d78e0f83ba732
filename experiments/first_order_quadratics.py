"""Gradient descent, Polyak's step and two accelerated methods on ill-conditioned quadratics."""

from functools import partial

from optlab.claims import drori_teboulle_2014, hazan_kakade_2019, nesterov_1983, nesterov_2004
from optlab.experiment import Experiment, Run
from optlab.problems.quadratic import quadratic

CLAIMS = {
    "gradient descent": drori_teboulle_2014.theorem_3_1,
    "Polyak step": hazan_kakade_2019.convex_smooth,
    "Nesterov": nesterov_1983.quadratic_rate,
    "Nesterov, constant momentum": nesterov_2004.strongly_convex,
}

experiment = Experiment(
    id="first-order-quadratics",
    runs={
        label: Run(method=claim.method, problem=partial(quadratic, dim=40, kappa=1e4), steps=1000, claim=claim)
        for label, claim in CLAIMS.items()
    },
)
