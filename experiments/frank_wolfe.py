"""Frank-Wolfe, open-loop and monotone, on quadratics over the simplex."""

from functools import partial

from optlab.claims import derived_monotone_frank_wolfe, jaggi_2013
from optlab.experiment import Experiment, Run
from optlab.problems.simplex_quadratic import simplex_quadratic

CLAIMS = {"open loop": jaggi_2013.primal, "monotone": derived_monotone_frank_wolfe.rate}

experiment = Experiment(
    id="frank-wolfe",
    runs={
        label: Run(method=claim.method, problem=partial(simplex_quadratic, dim=50, rank=20), steps=1000, claim=claim)
        for label, claim in CLAIMS.items()
    },
)
