"""Derived here: smoothed maximum likelihood on a Gaussian density, whose estimate is the mean of the noisy sample, whatever its start.

Related: Gupta, Lee and Price 2023, who prove sqrt(2 log(2 / delta) / (n I_r)) up to a factor that tends to 1, on every density. Their
constants were not read, so that nothing is claimed beyond the Gaussian. The experiment smoothed-location looks at a density with a spike.
"""

from sympy import log, sqrt

from optlab.claim import Claim, On, false
from optlab.claims.stam_1959 import r
from optlab.location_metrics import location_error, smoothing_radius, sqlocation_error
from optlab.location_settings import GAUSSIAN_DENSITY, LOCATION, variance
from optlab.methods.smoothing.smoothed_location import SmoothedLocation
from optlab.symbols import delta, n

HERE = On("gaussian_location")

mean_square = Claim(
    id="derived-location/mean-square",
    setting=LOCATION & GAUSSIAN_DENSITY,
    method=SmoothedLocation(),
    metric=sqlocation_error,
    given={r: smoothing_radius},
    bound=(variance + r**2) / n,
    kind="expectation",
    steps=1,
    false_neighbours=(false(bound=(variance + r**2) / (2 * n), on=HERE), false(method=SmoothedLocation(steps=0), on=HERE)),
    provenance="derived",
    paper=100,
)

whole_sample = Claim(
    id="derived-location/high-probability",
    setting=LOCATION & GAUSSIAN_DENSITY,
    method=SmoothedLocation(),
    metric=location_error,
    given={r: smoothing_radius},
    bound=sqrt(2 * log(2 / delta) * (variance + r**2) / n),
    kind="high-probability",
    steps=1,
    false_neighbours=(false(bound=sqrt(log(2 / delta) * (variance + r**2) / (2 * n)), on=HERE),),
    provenance="derived",
    paper=100,
)
