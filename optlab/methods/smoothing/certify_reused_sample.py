"""CERTIFY with one sample for both its purposes: unsound, for a false neighbour."""

from dataclasses import dataclass

from optlab.methods.smoothing.answer import noted
from optlab.methods.smoothing.certify import Certify


@dataclass(frozen=True)
class CertifyReusedSample(Certify):
    """The n votes that bound the probability of a class have also chosen it; n0 is not used."""

    def step(self, s, oracle):
        votes = oracle.votes(s.x, self.n, self.noise_std, oracle.sample())
        return noted(s.x, self.certificate(votes, votes))
