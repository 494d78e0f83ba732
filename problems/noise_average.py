"""Functions averaged over noise, f(x) = E f0(x + width w) less a constant: smooth, where f0 need not be."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from optlab.arrays import Array
from optlab.averaging import Ball, Gaussian, Law, Logistic, Student
from optlab.problem import Family, Problem
from optlab.problems.absolute_deviations import absolute_deviations
from optlab.problems.quadratic import quadratic
from optlab.settings import (
    BALL_AVERAGE,
    CONVEX,
    GAUSSIAN_AVERAGE,
    LIPSCHITZ,
    MINIMIZER,
    NOISE_AVERAGE,
    SMOOTH,
    SMOOTH_AVERAGE,
    STRONGLY_CONVEX,
    Setting,
)  # fmt: skip

NONSMOOTH = CONVEX & LIPSCHITZ & MINIMIZER & SMOOTH
KEPT = CONVEX & STRONGLY_CONVEX & SMOOTH & LIPSCHITZ & MINIMIZER


@dataclass(frozen=True, kw_only=True)
class NoiseAverage(Problem):
    """f(x) = E f0(x + width w) - E f0(x_star + width w), so f_star = 0: f0 is convex and the same on both sides of x_star.

    Attributes:
        base: f0, with average_rise and average_floor.
        law: of w.
        width: (B, 1, 1).
    """

    base: Any
    law: Law
    width: Array

    @property
    def x_star(self) -> Array:
        return self.base.x_star

    def value_and_grad(self, x):
        return self.base.average_rise(x, self.law, self.width)

    def points(self, rng, many=32):
        return self.base.points(rng, many)

    def smoothing_error(self, x: Array) -> Array:
        """E f0(x + width w) - f0(x), (B, S)."""
        return self.value(x) + self.base.average_floor(self.law, self.width) - self.base.value(x)


def noise_average(base: Problem, law: type[Law], width: float) -> NoiseAverage:
    """A problem averaged over noise: L = peak G / width where it is G-Lipschitz; its own constants L, mu and G remain.

    Args:
        base: with average_rise and average_floor, such as `AbsoluteDeviations`.
        width: of the noise, by which w is multiplied: per coordinate if it is Gaussian, the radius of a ball. In units of x.

    Raises:
        TypeError: nobody knows the average of `base` in closed form.
        ValueError: width is not positive and finite, the law does not know the dimension, or the average is infinite.
    """
    if not hasattr(base, "average_rise"):
        raise TypeError(f"{type(base).__name__} has no average in closed form; give it average_rise and average_floor")
    if not 0 < width < float("inf"):
        raise ValueError(f"noise needs a positive and finite width, but it is {width}; choose one")
    w, ones, has = law(base.x0.shape[-1]), np.ones((base.x0.shape[0], 1)), base.settings.closure()
    if not (LIPSCHITZ <= has or w.mean_square < float("inf")):
        raise ValueError(f"{law.__name__} noise has no variance, so it needs a Lipschitz problem, not {type(base).__name__}; choose one")
    constants = {**base.constants, "smoothing_width": width * ones, "mean_length": w.mean_length * ones, "peak": w.peak * ones}
    settings = Setting(has.atoms & KEPT.atoms)
    if LIPSCHITZ <= has:
        settings = settings & SMOOTH & {Gaussian: GAUSSIAN_AVERAGE, Ball: BALL_AVERAGE}.get(law, NOISE_AVERAGE)
        constants["L"] = w.peak * base.constants["G"] / width
    elif SMOOTH <= has and law is Gaussian:
        settings = settings & SMOOTH_AVERAGE
    constants.pop("Delta", None)
    return NoiseAverage(base=base, law=w, width=width * ones[..., None], x0=base.x0, settings=settings, constants=constants)


def gaussian_average(dim: int = 5, rows: int = 12, width: float = 0.3, *, B: int = 32, seed: int = 0) -> NoiseAverage:
    """Absolute deviations under Gaussian noise."""
    return noise_average(absolute_deviations(dim, rows, B=B, seed=seed), Gaussian, width)


def ball_average(half: int = 2, rows: int = 12, width: float = 0.5, *, B: int = 32, seed: int = 0) -> NoiseAverage:
    """Absolute deviations in the dimension 2 half + 1, averaged over a ball."""
    return noise_average(absolute_deviations(2 * half + 1, rows, B=B, seed=seed), Ball, width)


def logistic_average(dim: int = 5, rows: int = 12, width: float = 0.3, *, B: int = 32, seed: int = 0) -> NoiseAverage:
    """Absolute deviations under noise of logistic coordinates: a mean of functions log(2 cosh(t))."""
    return noise_average(absolute_deviations(dim, rows, B=B, seed=seed), Logistic, width)


def student_average(dim: int = 5, rows: int = 12, width: float = 0.3, *, B: int = 32, seed: int = 0) -> NoiseAverage:
    """Absolute deviations under noise that has no variance: a mean of functions sqrt(1 + t^2)."""
    return noise_average(absolute_deviations(dim, rows, B=B, seed=seed), Student, width)


def gaussian_average_quadratic(dim: int = 8, kappa: float = 10.0, width: float = 0.3, *, B: int = 32, seed: int = 0) -> NoiseAverage:
    """Diagonal quadratics under Gaussian noise, which lifts them and does nothing else."""
    return noise_average(quadratic(dim, kappa, B=B, seed=seed), Gaussian, width)


gaussian = Family(gaussian_average, NONSMOOTH & GAUSSIAN_AVERAGE, {"dim": (1, 9), "rows": (1, 20), "width": (0.01, 10.0)}, worst_case=True)
ball = Family(ball_average, NONSMOOTH & BALL_AVERAGE, {"half": (0, 4), "rows": (1, 20), "width": (0.01, 10.0)}, worst_case=True)
logistic = Family(logistic_average, NONSMOOTH & NOISE_AVERAGE, {"dim": (1, 9), "rows": (1, 20), "width": (0.01, 10.0)}, worst_case=True)
student = Family(student_average, NONSMOOTH & NOISE_AVERAGE, {"dim": (1, 9), "rows": (1, 20), "width": (0.01, 10.0)}, worst_case=True)
smooth = Family(
    gaussian_average_quadratic,
    STRONGLY_CONVEX & SMOOTH & MINIMIZER & SMOOTH_AVERAGE,
    {"dim": (2, 12), "kappa": (1.5, 1e4), "width": (0.01, 10.0)},
)
