"""What claims about the estimation of a place assume."""

from optlab.setting import assumption
from optlab.symbols import letter

variance = letter("variance", (0, 2))
information = letter("information", (0, -2))
LOCATION = assumption(
    "density of known shape",
    "n observations of a density on the line that is known but for its place, of known variance and Fisher information",
    "variance",
    "information",
    "n",
)
GAUSSIAN_DENSITY = assumption("Gaussian density", "the density is that of N(0, variance)")
