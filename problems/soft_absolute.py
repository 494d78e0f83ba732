"""Four smooth stand-ins for the absolute value: |x - x_star| averaged over four laws of noise on the line."""

from optlab.averaging import Ball, Gaussian, Law, Logistic, Student
from optlab.problem import Family, Problem
from optlab.problems.absolute_deviations import absolute_deviations
from optlab.problems.noise_average import NONSMOOTH, noise_average
from optlab.settings import BALL_AVERAGE, GAUSSIAN_AVERAGE, NOISE_AVERAGE
from optlab.smooth_surrogate_settings import SOFT_ABSOLUTE


def huber_absolute(width: float = 0.3, *, B: int = 16, seed: int = 0) -> Problem:
    """x^2 / (2 width) up to |x| = width, |x| - width / 2 beyond: uniform noise. Slopes are Gaussian, and x_star is not 0."""
    return _softened(Ball, width, B, seed)


def gaussian_absolute(width: float = 0.3, *, B: int = 16, seed: int = 0) -> Problem:
    """x erf(x / (sqrt(2) width)) + sqrt(2 / pi) width exp(-x^2 / (2 width^2)), less its value at 0, of the same slopes."""
    return _softened(Gaussian, width, B, seed)


def log_cosh_absolute(width: float = 0.3, *, B: int = 16, seed: int = 0) -> Problem:
    """width log(cosh(x / width)), of the same slopes: logistic noise."""
    return _softened(Logistic, width, B, seed)


def hyperbola_absolute(width: float = 0.3, *, B: int = 16, seed: int = 0) -> Problem:
    """sqrt(x^2 + width^2) - width, of the same slopes: noise of Student's law with two degrees of freedom."""
    return _softened(Student, width, B, seed)


def _softened(law: type[Law], width: float, B: int, seed: int) -> Problem:
    problem = noise_average(absolute_deviations(1, 1, B=B, seed=seed), law, width)
    return problem._with(settings=problem.settings & SOFT_ABSOLUTE)


RANGES = {"width": (0.01, 10.0)}
huber = Family(huber_absolute, NONSMOOTH & BALL_AVERAGE & SOFT_ABSOLUTE, RANGES, worst_case=True)
gaussian = Family(gaussian_absolute, NONSMOOTH & GAUSSIAN_AVERAGE & SOFT_ABSOLUTE, RANGES, worst_case=True)
log_cosh = Family(log_cosh_absolute, NONSMOOTH & NOISE_AVERAGE & SOFT_ABSOLUTE, RANGES, worst_case=True)
hyperbola = Family(hyperbola_absolute, NONSMOOTH & NOISE_AVERAGE & SOFT_ABSOLUTE, RANGES, worst_case=True)
