"""Accelerated gradients under multiplicative noise of a known constant rho: one hard case, and a range of condition numbers."""

from functools import partial

import numpy as np
from sympy import sqrt

from optlab.claims.derived_accelerated_sgd import HOPED_FOR
from optlab.experiment import Experiment, Run
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.momentum.nesterov_momentum import NesterovMomentum
from optlab.methods.stochastic.accelerated import AcceleratedSGD, HalfStochasticAcceleration
from optlab.metrics import gap, sqdist
from optlab.noise import MultiplicativeNoise
from optlab.problems.least_squares import interpolating_least_squares
from optlab.symbols import L, rho

SGD = GradientDescent(step_size=1 / (rho * L))
NAIVE = NesterovMomentum(step_size=1 / (rho * L), momentum=(1 - HOPED_FOR) / (1 + HOPED_FOR))
METHODS = {
    "SGD": SGD,
    "two sequences": NAIVE,
    "four sequences": AcceleratedSGD(),
    "with full gradients": HalfStochasticAcceleration(),
}
KAPPAS = (10, 30, 100, 300, 1000)
RHOS = (2, 8)


def _run(method, kappa: float, noise: float, steps: int, **more) -> Run:
    at = tuple(np.unique(np.geomspace(1, steps, 300).astype(int)).tolist())
    problem = partial(interpolating_least_squares, n=11, dim=10, kappa=kappa, B=3)
    return Run(method=method, problem=problem, steps=steps, replicas=10, oracle=MultiplicativeNoise(float(noise)), at=(0, *at), **more)


experiment = Experiment(
    id="accelerated-sgd",
    runs={
        **{name: _run(method, kappa=1000, noise=16, steps=2500, record=(gap,)) for name, method in METHODS.items()},
        **{
            f"SGD, rho {noise}, kappa {kappa}": _run(SGD, kappa, noise, 7 * noise * kappa, record=(sqdist,))
            for noise in RHOS
            for kappa in KAPPAS[:4]
        },
        **{
            f"four sequences, rho {noise}, kappa {kappa}": _run(
                METHODS["four sequences"], kappa, noise, int(14 * noise * sqrt(kappa)), record=(sqdist,)
            )
            for noise in RHOS
            for kappa in KAPPAS
        },
    },
)
