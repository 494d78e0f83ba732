"""CERTIFY, Cohen, Rosenfeld and Kolter 2019."""

from dataclasses import dataclass

from optlab.certificate import certify
from optlab.method import Method, Scalar
from optlab.methods.smoothing.answer import noted, per_point, unasked
from optlab.symbols import noise_std


@dataclass(frozen=True)
class Certify(Method):
    """c = most frequent class of n0 votes; radius = noise_std Phi^-1(lower limit of c's probability from n fresh votes, at level alpha)."""

    noise_std: Scalar = noise_std
    n0: int = 100
    n: int = 100_000
    alpha: float = 0.001

    def init(self, x0):
        return unasked(x0)

    def step(self, s, oracle):
        first = oracle.votes(s.x, self.n0, self.noise_std, oracle.sample())
        second = oracle.votes(s.x, self.n, self.noise_std, oracle.sample())
        return noted(s.x, self.certificate(first, second))

    def certificate(self, first, second):
        """From both samples' counts (B, S, C)."""
        return certify(first, second, per_point(self.noise_std), self.alpha)
