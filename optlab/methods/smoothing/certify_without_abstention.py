"""CERTIFY that always answers: unsound, for a false neighbour."""

from dataclasses import dataclass

from optlab.arrays import space
from optlab.certificate import Certificate
from optlab.methods.smoothing.answer import per_point
from optlab.methods.smoothing.certify import Certify
from optlab.methods.smoothing.tally import tally
from optlab.statistics import clopper_pearson


@dataclass(frozen=True)
class CertifyWithoutAbstention(Certify):
    """radius = noise_std |Phi^-1(lower limit)|, also where the limit is below 1/2."""

    def certificate(self, first, second):
        from scipy.special import ndtri

        c, count, n = tally(first, second)
        low, _ = clopper_pearson(count, n, self.alpha)
        radius = per_point(self.noise_std) * space(low).abs(ndtri(low))
        return Certificate(c, radius, c < 0, 1 - self.alpha, "l2", n)
