"""Derived here. How far the gradient of a smoothed trigger detector, estimated from answers to noise, lies from the exact one.

Related: Stein 1981; Sun and Kolter 2023, whose method follows such gradients to a trigger, and of which only the abstract and the number
of noise vectors in the code were read. The estimate is the sample covariance of the answers and the noise. Beside the trigger
they are independent, so that every other coordinate has the variance p (1 - p) / (n - 1); along it the usual formula for the variance of a
sample covariance needs E (f - p)^2 z^2 = p^2 + (1 - 2 p) (p + t phi(t)).
"""

from typing import Any

import numpy as np

from optlab.arrays import Array, dot, norm
from optlab.claim import Claim, On, false
from optlab.methods.smoothing.smoothed_gradient import SmoothedGradient
from optlab.methods.smoothing.smoothed_gradient_without_baseline import SmoothedGradientWithoutBaseline
from optlab.metrics import units
from optlab.smoothing_settings import TRIGGER
from optlab.symbols import dim, letter, n, noise_std

p = letter("trigger_probability")
t = letter("trigger_threshold", real=True)
density = letter("trigger_density")


@units(0, 0)
def trigger_probability(exact: Any, s: Any) -> Array:
    """p = P(f(x + noise_std u) = 1)."""
    return exact.problem.probability(s.x)


@units(0, 0)
def trigger_threshold(exact: Any, s: Any) -> Array:
    """t, the distance to the points that are answered 1, in units of the noise; negative among them."""
    return exact.problem.threshold(s.x)


@units(0, 0)
def trigger_density(exact: Any, s: Any) -> Array:
    """phi(t)."""
    return np.exp(-np.square(exact.problem.threshold(s.x)) / 2) / np.sqrt(2 * np.pi)


@units(0, -2)
def sqerror_of_gradient(exact: Any, s: Any) -> Array:
    """||estimate - exact gradient of p||^2."""
    e = s.gradient - exact.problem.smoothed_gradient(s.x)
    return dot(e, e)


@units(0, 0)
def misalignment(exact: Any, s: Any) -> Array:
    """1 - the cosine of the angle between the estimate and the trigger; 1 for an estimate of 0."""
    g, u = s.gradient, exact.problem.normal
    length = norm(g)[..., 0]
    return 1 - np.divide(dot(g, u), length, out=np.zeros_like(length), where=length > 0)


along = p**2 + (1 - 2 * p) * (p + t * density)

mean_squared_error = Claim(
    id="derived-smoothed-gradient/mean-squared-error",
    setting=TRIGGER,
    method=SmoothedGradient(n=40),
    metric=sqerror_of_gradient,
    given={p: trigger_probability, t: trigger_threshold, density: trigger_density},
    bound=((dim - 1 + 1 / n) * p * (1 - p) / (n - 1) + along / n - (n - 2) / (n * (n - 1)) * density**2) / noise_std**2,
    kind="expectation",
    steps=1,
    false_neighbours=(
        false(bound=(dim * p * (1 - p) / n) / (2 * noise_std**2), on=On("trigger_detector")),
        false(method=SmoothedGradientWithoutBaseline(n=40), on=On("trigger_detector", {"distance": -1.5})),
    ),
    provenance="derived",
    paper=120,
)

noise_shows_the_trigger = Claim(
    id="derived-smoothed-gradient/many-noise-vectors-show-the-trigger",
    setting=TRIGGER,
    method=SmoothedGradient(n=200),
    against=SmoothedGradient(n=2),
    metric=misalignment,
    bound=2,
    kind="phenomenon",
    steps=1,
    replicas=30,
    false_neighbours=(false(method=SmoothedGradient(n=2), against=SmoothedGradient(n=200)),),
    provenance="derived",
    paper=120,
)
