"""CERTIFY without a confidence limit: unsound, for a false neighbour."""

from dataclasses import dataclass

from optlab.certificate import Certificate, radius_gaussian
from optlab.methods.smoothing.answer import per_point
from optlab.methods.smoothing.certify import Certify
from optlab.methods.smoothing.tally import tally


@dataclass(frozen=True)
class CertifyPointEstimate(Certify):
    """radius = noise_std Phi^-1(share of c in n fresh votes); abstains where that share is below 1/2."""

    def certificate(self, first, second):
        c, count, n = tally(first, second)
        return Certificate(c, radius_gaussian(count / n, per_point(self.noise_std)), 2 * count < n, 1 - self.alpha, "l2", n)
