"""CERTIFY with the normal approximation of a binomial: unsound near probability 1, for a false neighbour."""

from dataclasses import dataclass

from optlab.arrays import at_least
from optlab.certificate import Certificate, radius_gaussian
from optlab.methods.smoothing.answer import per_point
from optlab.methods.smoothing.certify import Certify
from optlab.methods.smoothing.tally import tally


@dataclass(frozen=True)
class CertifyWald(Certify):
    """radius = noise_std Phi^-1(q - Phi^-1(1 - alpha) sqrt(q (1 - q) / n)), q the share of c in n fresh votes."""

    def certificate(self, first, second):
        from scipy.special import ndtri

        c, count, n = tally(first, second)
        q = count / n
        low = at_least(q + ndtri(self.alpha) * (q * (1 - q) / n) ** 0.5, 0.0)
        return Certificate(c, radius_gaussian(low, per_point(self.noise_std)), low < 0.5, 1 - self.alpha, "l2", n)
