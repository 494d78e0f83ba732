"""Small transformers: sums modulo p, and a stream of tokens of which most are rare."""

from optlab.network_settings import NET
from optlab.problem import Family, Problem
from optlab.problems.neural.losses import cross_entropy
from optlab.problems.neural.network import network
from optlab.problems.neural.synthetic import heavy_tailed_tokens, sums
from optlab.rng import Rng
from optlab.settings import MEAN

HEADS = 2


def modular_addition(p: int = 7, width: int = 16, share: float = 0.6, *, B: int = 2, seed: int = 0) -> Problem:
    """One block reads a, b and "equals" and answers a + b mod p, with the cross entropy; all instances learn from the same sums.

    Args:
        width: an even number.
        share: of the p^2 sums that are trained on; the others are the test.
    """

    def build():
        from torch import nn

        from optlab.problems.neural.layers import Block, Last, Tokens

        return nn.Sequential(Tokens(p + 1, 3, width), Block(width, HEADS), Last(), nn.Linear(width, p))

    return network(build, cross_entropy, *sums(Rng(seed, [0]), p, share), B=B, seed=seed)


def token_stream(vocabulary: int = 32, length: int = 6, width: int = 16, samples: int = 64, *, B: int = 2, seed: int = 0) -> Problem:
    """One block predicts each next token of `heavy_tailed_tokens`, with the cross entropy; all instances read the same stream.

    Args:
        width: an even number.
        samples: windows of `length` tokens.
    """

    def build():
        from torch import nn

        from optlab.problems.neural.layers import Block, Tokens

        return nn.Sequential(Tokens(vocabulary, length, width), Block(width, HEADS), nn.Linear(width, vocabulary))

    rng = Rng(seed, [0])
    train, test = (heavy_tailed_tokens(rng, many, length, vocabulary, stream) for many, stream in ((samples, 2), (200, 3)))
    return network(build, cross_entropy, train, test, B=B, seed=seed)


EVEN = [4, 8, 16]
addition = Family(modular_addition, NET & MEAN, {"p": (2, 11), "width": EVEN, "share": (0.3, 0.8)})
stream = Family(token_stream, NET & MEAN, {"vocabulary": (2, 64), "length": (1, 8), "width": EVEN, "samples": (4, 128)})
