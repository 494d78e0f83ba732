"""Iterates of first-order methods in a long valley of two dimensions."""

from functools import partial

from optlab.experiment import Experiment, Run
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.momentum.heavy_ball import HeavyBall
from optlab.methods.momentum.nesterov import Nesterov
from optlab.methods.polyak.polyak import Polyak
from optlab.metrics import first_coordinate, gap, second_coordinate
from optlab.problems.plane_valley import plane_valley
from optlab.symbols import L

STEPS = 60
METHODS = {
    "gradient descent": GradientDescent(step_size=1.8 / L),
    "heavy ball": HeavyBall(step_size=1 / L, momentum=0.8),
    "Nesterov": Nesterov(),
    "Polyak step": Polyak(),
}

experiment = Experiment(
    id="iterates",
    runs={
        name: Run(
            method=method,
            problem=partial(plane_valley, kappa=30.0, B=1),
            steps=STEPS,
            record=(gap, first_coordinate, second_coordinate),
            at=tuple(range(STEPS + 1)),
        )
        for name, method in METHODS.items()
    },
)
