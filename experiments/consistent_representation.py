"""Noise in training, a consistent representation, or a denoiser: certified radii of two Gaussians, and of digits with few labels."""

from functools import partial
from typing import Any

import numpy as np

from optlab.arrays import Array, inner, norm
from optlab.experiment import Experiment, Run
from optlab.method import Method
from optlab.methods.smoothing.certify import Certify
from optlab.metrics import units
from optlab.problems.prepared_digits import Preparation, few_label_digits
from optlab.problems.two_gaussians import sample_of_two_gaussians
from optlab.smoothing_metrics import right_radius

POINTS = 4000
SIGMA = 0.5
PREPARATIONS: tuple[Preparation, ...] = ("clean", "under noise", "consistent", "denoised")


def _margin(exact, s, noise_variance):
    w = exact.problem.best(np.full((1, 1), noise_variance))
    return (inner(w, s.x) / norm(w))[..., 0]


@units(0, 1)
def margin_without_noise(exact: Any, s: Any) -> Array:
    """Distance of a point of class 1 to the boundary of the best linear classifier without noise; negative where it is wrong."""
    return _margin(exact, s, 0.0)


@units(0, 1)
def margin_after_denoising(exact: Any, s: Any) -> Array:
    """The same of the best linear classifier under noise of variance 1."""
    return _margin(exact, s, 1.0)


@units(0, 1)
def margin_under_much_noise(exact: Any, s: Any) -> Array:
    """The same of the best linear classifier under noise of variance 100."""
    return _margin(exact, s, 100.0)


experiment = Experiment(
    id="consistent-representation",
    runs={
        "two Gaussians": Run(
            method=Method(),
            problem=partial(sample_of_two_gaussians, many=POINTS),
            steps=0,
            replicas=POINTS,
            record=(margin_without_noise, margin_after_denoising, margin_under_much_noise),
        )
    }
    | {
        preparation: Run(
            method=Certify(n0=100, n=500, alpha=0.001),
            problem=partial(few_label_digits, sigma=SIGMA, preparation=preparation, B=120),
            steps=1,
            at=(1,),
            record=(right_radius,),
        )
        for preparation in PREPARATIONS
    },
)
