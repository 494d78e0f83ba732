"""Documents of tokens whose lengths have heavy tails, and so have the gradients of a model that learns from whole documents."""

from dataclasses import replace

import numpy as np

from optlab.network_settings import NET
from optlab.problem import Family, Problem
from optlab.problems.neural.losses import cross_entropy
from optlab.problems.neural.network import network
from optlab.problems.neural.synthetic import heavy_tailed_tokens
from optlab.rng import Rng
from optlab.setting import assumption
from optlab.settings import MEAN

ZIPF_DOCUMENTS = assumption("token documents", "a table of bigrams learns from whole documents of tokens, whose lengths have heavy tails")
SETTINGS = NET & ZIPF_DOCUMENTS & MEAN
# After its end a document goes on with ends, which is sure from the start: e^-60 is nothing to 1.
SURE = 60.0


def zipf_documents(vocabulary: int = 12, longest: int = 64, tail: float = 1.1, samples: int = 512, *, B: int = 8, seed: int = 0) -> Problem:
    """A table of logits of the next token for each token, from 0; a sample's loss is the sum of cross entropies over it, by `longest`.

    Convex; the infimum f_star is the entropy of the bigrams that are there. Tokens are those of `heavy_tailed_tokens`. All instances read
    the same documents and start from the same table, so that only their minibatches differ.

    Args:
        longest: tokens of a document, at which lengths are cut: else P(length > m) = m^-tail.
        samples: documents.
    """

    def build():
        import torch
        from torch import nn

        class Bigrams(nn.Module):
            def __init__(self):
                super().__init__()
                self.table = nn.Parameter(torch.empty(vocabulary, vocabulary + 1))

            def forward(self, inputs):
                end = torch.zeros_like(self.table[:1])
                end[:, -1] = SURE
                return torch.cat([self.table, end])[inputs]

        return Bigrams()

    rng = Rng(seed, [0])
    train, test = (_documents(rng, many, longest, vocabulary, tail, stream) for many, stream in ((samples, 2), (200, 5)))
    problem = network(build, cross_entropy, train, test, settings=SETTINGS, gain=0.0, B=B, seed=seed)
    least = 0 * problem.constants["n"] + _entropy(train[0], train[1], vocabulary)
    return replace(problem, constants={**problem.constants, "f_star": least})


def _documents(rng, n, longest, vocabulary, tail, stream):
    tokens, following = heavy_tailed_tokens(rng, n, longest, vocabulary, stream)
    length = np.ceil(rng.uniform(n, stream=stream + 1)[:, 0] ** (-1 / tail))[..., None]
    place = np.arange(longest)
    return np.where(place < length, tokens, vocabulary), np.where(place < length - 1, following, vocabulary)


def _entropy(inputs, targets, vocabulary):
    """The least mean over places of the cross entropy, over all tables."""
    counts = np.zeros((vocabulary, vocabulary + 1))
    there = inputs < vocabulary
    np.add.at(counts, (inputs[there], targets[there]), 1)
    share = counts / np.maximum(counts.sum(1, keepdims=True), 1)
    return -float((counts * np.log(np.where(counts > 0, share, 1.0))).sum()) / inputs.size


family = Family(
    zipf_documents, SETTINGS, {"vocabulary": (2, 16), "longest": (2, 64), "tail": (1.05, 3.0), "samples": (10, 1000)},
)  # fmt: skip
