"""PREDICT that always answers: wrong nearly every other time at a near-tie, for a false neighbour."""

from dataclasses import dataclass

from optlab.certificate import Certificate
from optlab.methods.smoothing.answer import noted
from optlab.methods.smoothing.predict import Predict
from optlab.methods.smoothing.tally import tally


@dataclass(frozen=True)
class MajorityVote(Predict):
    """The most frequent class of n votes."""

    def step(self, s, oracle):
        votes = oracle.votes(s.x, self.n, self.noise_std, oracle.sample())
        c, _, n = tally(votes, votes)
        return noted(s.x, Certificate(c, 0.0 * c, c < 0, 1 - self.alpha, "l2", n))
