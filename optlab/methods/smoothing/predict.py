"""PREDICT, Cohen, Rosenfeld and Kolter 2019."""

from dataclasses import dataclass

from optlab.certificate import predict
from optlab.method import Method, Scalar
from optlab.methods.smoothing.answer import noted, unasked
from optlab.symbols import noise_std


@dataclass(frozen=True)
class Predict(Method):
    """The most frequent class of n votes, where a two-sided binomial test at level alpha tells it from the second one."""

    noise_std: Scalar = noise_std
    n: int = 1000
    alpha: float = 0.001

    def init(self, x0):
        return unasked(x0)

    def step(self, s, oracle):
        return noted(s.x, predict(oracle.votes(s.x, self.n, self.noise_std, oracle.sample()), self.alpha))
