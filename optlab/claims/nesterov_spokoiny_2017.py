"""Nesterov, Spokoiny 2017. Random gradient-free minimization of convex functions. Found. Comput. Math. 17.

Recalled. Lemma 1 bounds the moments of the length of Gaussian noise: E ||u|| <= sqrt(d) gives the first error, E ||u||^2 = d the second.
What a finite width adds to the rate is not checked for d = 1, where one step's share comes out larger than the rate allows.
"""

from sympy import Rational, sqrt

from optlab.claim import Claim, On, false
from optlab.methods.zeroth_order.forward_difference import ForwardDifference
from optlab.metrics import gap, sqgrad
from optlab.settings import CONVEX, EVERYWHERE, GAUSSIAN_AVERAGE, MINIMIZER, SMOOTH, SMOOTH_AVERAGE
from optlab.smoothed_metrics import moment_of_length, moment_order, smoothing_error, sqestimate
from optlab.smoothing_settings import NOISE_LENGTH, noise_dim
from optlab.symbols import G, L, R, dim, k, letter, p, smoothing_width

sqgrad_before = letter("sqgrad_before", (2, -2), nonnegative=True)
ROUND = On("quadratic", {"dim": 30, "kappa": 1.5})

low_moments = Claim(
    id="nesterov-spokoiny-2017/low-moments",
    setting=NOISE_LENGTH,
    method=None,
    metric=moment_of_length,
    given={p: moment_order},
    bound=noise_dim ** (p / 2),
    where=p <= 2,
    kind="certificate",
    false_neighbours=(noise_dim ** (p / 2) / 2, (noise_dim - Rational(1, 2)) ** (p / 2)),
    tight_on=On("noise_length"),
)

high_moments = Claim(
    id="nesterov-spokoiny-2017/high-moments",
    setting=NOISE_LENGTH,
    method=None,
    metric=moment_of_length,
    given={p: moment_order},
    bound=(noise_dim + p) ** (p / 2),
    where=p >= 2,
    kind="certificate",
    # E ||u||^4 = n (n + 2), not n^2.
    false_neighbours=(noise_dim ** (p / 2), (noise_dim + p / 4) ** (p / 2)),
)

error_nonsmooth = Claim(
    id="nesterov-spokoiny-2017/error-nonsmooth",
    setting=GAUSSIAN_AVERAGE,
    method=None,
    metric=smoothing_error,
    bound=smoothing_width * G * sqrt(dim),
    kind="certificate",
    false_neighbours=(false(bound=smoothing_width * G * sqrt(dim) / 2, on=On("gaussian_average", {"dim": 1, "rows": 1})),),
)

error_smooth = Claim(
    id="nesterov-spokoiny-2017/error-smooth",
    setting=SMOOTH_AVERAGE,
    method=None,
    metric=smoothing_error,
    bound=smoothing_width**2 * L * dim / 2,
    kind="certificate",
    false_neighbours=(false(bound=smoothing_width**2 * L / 2, on=On("gaussian_average_quadratic", {"kappa": 1.5})),),
    tight_on=On("gaussian_average_quadratic", {"kappa": 1.0}),
)

second_moment = Claim(
    id="nesterov-spokoiny-2017/second-moment",
    setting=SMOOTH & EVERYWHERE & MINIMIZER,
    method=ForwardDifference(smoothing_width=R / 10),
    metric=sqestimate,
    bound=smoothing_width**2 * L**2 * (dim + 6) ** 3 / 2 + 2 * (dim + 4) * sqgrad_before,
    given={sqgrad_before: sqgrad},
    kind="expectation",
    steps=20,
    false_neighbours=(
        false(
            method=ForwardDifference(smoothing_width=R / 10**4),
            bound=smoothing_width**2 * L**2 * (dim + 6) ** 3 / 2 + 2 * sqgrad_before,
            on=ROUND,
        ),
        false(bound=smoothing_width**2 * L**2 / 2 + (dim + 4) * sqgrad_before / 2, on=ROUND),
    ),
)

rate = Claim(
    id="nesterov-spokoiny-2017/convex",
    setting=CONVEX & SMOOTH & EVERYWHERE & MINIMIZER,
    method=ForwardDifference(smoothing_width=R / 1000),
    metric=gap,
    over="mean",
    bound=4 * (dim + 4) * L * R**2 / (k + 1) + 9 * smoothing_width**2 * (dim + 4) ** 2 * L / 25,
    where=dim >= 2,
    kind="expectation",
    steps=80,
    false_neighbours=(
        false(method=ForwardDifference(step_size=1 / L, smoothing_width=R / 1000), on=On("quadratic")),
        false(bound=4 * L * R**2 / (k + 1), on=ROUND),
    ),
)
