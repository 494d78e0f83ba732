"""CERTIFY for a mixture of a smoothed classifier with another one: Bai, Anderson and Sojoudi 2024, with the exact radius."""

from dataclasses import dataclass
from typing import NamedTuple

from optlab.arrays import Array, space
from optlab.certificate_mixing import certify_mixing
from optlab.method import Method, Scalar
from optlab.methods.smoothing.answer import per_point, unasked
from optlab.symbols import noise_std


class MixedAnswer(NamedTuple):
    """An `Answer` with the shares of votes that it rests on."""

    x: Array  # (B, S, d)
    prediction: Array  # (B, S) integers, -1 where abstained
    radius: Array  # (B, S)
    abstained: Array  # (B, S) of bool
    shares: Array  # (B, S, C), of the votes of the smoothed classifier; (B, S, 0) before any
    weight: float  # of the smoothed classifier


@dataclass(frozen=True)
class CertifyMixture(Method):
    """c = most frequent class of n0 votes; its radius, from n fresh votes at level alpha, no partner of weight 1 - weight can spoil."""

    noise_std: Scalar = noise_std
    weight: float = 0.7
    n0: int = 100
    n: int = 500
    alpha: float = 0.001

    def init(self, x0):
        return MixedAnswer(*unasked(x0), x0[..., :0], self.weight)

    def step(self, s, oracle):
        first = oracle.votes(s.x, self.n0, self.noise_std, oracle.sample())
        second = oracle.votes(s.x, self.n, self.noise_std, oracle.sample())
        said = certify_mixing(first, second, self.weight, per_point(self.noise_std), self.alpha)
        shares = second / space(second).sum(second, axis=-1, keepdims=True)
        return MixedAnswer(s.x, said.prediction, said.radius, said.abstained, shares, self.weight)
