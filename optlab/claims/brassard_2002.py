"""Brassard, Hoyer, Mosca, Tapp 2002. Quantum amplitude amplification and estimation. Contemporary Mathematics 305.

Recalled. The law of the outcome is summed exactly. The paper that smooths with it, Discrete randomized smoothing meets quantum computing,
was read in its abstract.
"""

from sympy import Rational, pi, sqrt

from optlab.amplitude_metrics import (
    median_error,
    median_error_of_samples,
    miss,
    miss_by_half,
    probability,
    root_mean_square_error,
)
from optlab.claim import Claim, On, false
from optlab.smoothing_settings import AMPLITUDE, amplitude_calls
from optlab.symbols import letter

p = letter("estimated_probability", nonnegative=True)
MANY_CALLS = On("amplitude_estimation", {"calls": 256})

estimate = Claim(
    id="brassard-2002/estimate",
    setting=AMPLITUDE,
    method=None,
    metric=miss,
    bound=1 - 8 / pi**2,
    kind="certificate",
    false_neighbours=(
        false(bound=(1 - 8 / pi**2) / 2, on=MANY_CALLS),
        false(metric=miss_by_half, on=MANY_CALLS),
    ),
    tight_on=MANY_CALLS,
    paper=3,
)

error_in_the_median = Claim(
    id="brassard-2002/median-error",
    setting=AMPLITUDE,
    method=None,
    metric=median_error,
    given={p: probability},
    bound=2 * pi * sqrt(p * (1 - p)) / amplitude_calls + pi**2 / amplitude_calls**2,
    kind="certificate",
    false_neighbours=(
        false(bound=Rational(1, 2) * (2 * pi * sqrt(p * (1 - p)) / amplitude_calls + pi**2 / amplitude_calls**2), on=MANY_CALLS),
        false(metric=root_mean_square_error, on=MANY_CALLS),
        false(metric=median_error_of_samples, on=MANY_CALLS),
    ),
    paper=3,
)
