"""What claims about kernel estimates of the effect of a dose assume."""

from optlab.setting import assumption
from optlab.symbols import letter

dose = letter("dose", real=True)
curvature = letter("response_curvature")
outcome_square = letter("outcome_square")
DOSES = assumption(
    "doses and outcomes",
    "n pairs: a dose A of known density p, and an outcome Y with E[Y | A] = g(A), |g''| <= response_curvature and E[Y^2 | A] <="
    " outcome_square; g(dose) is to be estimated",
    "dose", "response_curvature", "outcome_square", "n",
    scale="fx",
)  # fmt: skip
GAUSSIAN_DOSES = assumption("Gaussian doses", "A ~ N(0, 1), which has no edge", scale="fx")
