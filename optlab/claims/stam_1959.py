"""Stam 1959. Some inequalities satisfied by the quantities of information of Fisher and Shannon. Information and Control 2.

Recalled: the inequality for sums of independent variables, and the Cramer-Rao bound. Here one of the two is the Gaussian that smooths.
"""

from optlab.claim import Claim, On, false
from optlab.location_metrics import less_smoothed_information, smoothed_information, smoothing_radius
from optlab.location_settings import LOCATION, information, variance
from optlab.symbols import letter

r = letter("smoothing_radius", (0, 1))
sharper = letter("less_smoothed_information", (0, -2))

upper = Claim(
    id="stam-1959/smoothing-costs-information",
    setting=LOCATION,
    method=None,
    metric=smoothed_information,
    given={r: smoothing_radius},
    bound=1 / (1 / information + r**2),
    false_neighbours=(1 / (variance + r**2), 1 / (1 / information + 2 * r**2)),
    tight_on=On("gaussian_location"),
    paper=100,
)

lower = Claim(
    id="stam-1959/cramer-rao",
    setting=LOCATION,
    method=None,
    metric=smoothed_information,
    given={r: smoothing_radius},
    bound=1 / (variance + r**2),
    kind="lower-bound",
    false_neighbours=(information, 1 / (1 / information + r**2), 1 / (variance + r**2 / 2)),
    tight_on=On("gaussian_location"),
    paper=100,
)

falling = Claim(
    id="stam-1959/information-falls",
    setting=LOCATION,
    method=None,
    metric=smoothed_information,
    given={sharper: less_smoothed_information},
    bound=sharper,
    false_neighbours=(sharper / 2, false(kind="lower-bound")),
    paper=100,
)
