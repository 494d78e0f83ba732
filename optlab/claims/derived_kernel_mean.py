"""Derived here: bias and mean square of a kernel estimate of the effect of a dose, whose order is Rosenblatt's and Parzen's (1956, 1962).

A symmetric kernel of width h has the bias h^2 |g''| / 2 at most, and integral K_h^2 / p = exp(dose^2 / (2 - h^2)) / (h sqrt(2 - h^2)) for
doses p = N(0, 1), which bounds the variance. At an edge of the doses half of the kernel sees nothing: there the bias has no order at all.
"""

from sympy import exp, sqrt

from optlab.claim import Claim, On, false
from optlab.kernel_metrics import bandwidth, kernel_bias, sqkernel_error
from optlab.kernel_settings import DOSES, GAUSSIAN_DOSES, curvature, dose, outcome_square
from optlab.methods.smoothing.kernel_mean import KernelMean
from optlab.symbols import letter, n

h = letter("bandwidth")
BIAS = h**2 * curvature / 2
VARIANCE = outcome_square * exp(dose**2 / (2 - h**2)) / (n * h * sqrt(2 - h**2))

bias = Claim(
    id="derived-kernel-mean/bias",
    setting=DOSES & GAUSSIAN_DOSES,
    method=None,
    metric=kernel_bias,
    given={h: bandwidth},
    bound=BIAS,
    kind="certificate",
    false_neighbours=(BIAS / 2, h**3 * curvature / 2, false(setting=DOSES, on=On("bounded_doses"))),
    tight_on=On("gaussian_doses"),
    provenance="derived",
    paper=150,
)

mean_square = Claim(
    id="derived-kernel-mean/mean-square",
    setting=DOSES & GAUSSIAN_DOSES,
    method=KernelMean(),
    metric=sqkernel_error,
    given={h: bandwidth},
    bound=BIAS**2 + VARIANCE,
    kind="expectation",
    steps=1,
    false_neighbours=(
        false(bound=BIAS**2, on=On("gaussian_doses", {"bandwidth": 0.05})),
        false(bound=VARIANCE, on=On("gaussian_doses", {"frequency": 4.0, "bandwidth": 0.3, "n": 1000})),
        false(setting=DOSES, on=On("bounded_doses", {"bandwidth": 0.1, "n": 1000})),
    ),
    provenance="derived",
    paper=150,
)
