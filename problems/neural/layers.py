"""Layers that torch.nn lacks, without buffers and without randomness, so that they run on weights from anywhere."""

from typing import Any

import torch
from torch import nn


class Diagonal(nn.Module):
    """Inputs (n, width) times weights (width, 1), entry by entry."""

    def __init__(self, width: int):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(width, 1))

    def forward(self, inputs):
        return inputs * self.weight[:, 0]


class Total(nn.Module):
    """(n, width) to their sums (n, 1)."""

    def forward(self, inputs):
        return inputs.sum(-1, keepdim=True)


class Squared(nn.Module):
    """Inputs to their squares, entry by entry."""

    def forward(self, inputs):
        return inputs * inputs


class Last(nn.Module):
    """(n, T, width) to what stands at the last place, (n, width)."""

    def forward(self, inputs):
        return inputs[:, -1]


class Normalized(nn.Module):
    """(..., width) less its mean over the width, over the root of eps plus its variance there; layer normalization without weights.

    Second derivatives in forward mode of torch's own one are wrong up to 2.13, https://github.com/pytorch/pytorch/issues/196700.
    """

    def __init__(self, eps: float):
        super().__init__()
        self.eps = eps

    def forward(self, inputs):
        e = inputs - inputs.mean(-1, keepdim=True)
        return e / (self.eps + (e * e).mean(-1, keepdim=True)).sqrt()


class Tokens(nn.Module):
    """Tokens (n, T) to the vector of each plus that of its place, (n, T, width)."""

    def __init__(self, vocabulary: int, length: int, width: int):
        super().__init__()
        self.token = nn.Parameter(torch.empty(vocabulary, width))
        self.place = nn.Parameter(torch.empty(length, width))

    def forward(self, inputs):
        return self.token[inputs] + self.place


class Attention(nn.Module):
    """Softmax attention of every place to itself and those before it, (n, T, width) to the same.

    Args:
        heads: a divisor of the width.
    """

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.asked = nn.Linear(width, 3 * width, bias=False)
        self.mixed = nn.Linear(width, width, bias=False)

    def forward(self, inputs):
        n, T, width = inputs.shape
        asked = self.asked(inputs).reshape(n, T, 3, self.heads, width // self.heads)
        q, k, v = asked.permute(2, 0, 3, 1, 4)
        score = q @ k.mT / (width // self.heads) ** 0.5
        later = torch.ones(T, T, dtype=torch.bool, device=inputs.device).triu(1)
        weights = score.masked_fill(later, float("-inf")).softmax(-1)
        return self.mixed((weights @ v).transpose(1, 2).reshape(n, T, width))


class Block(nn.Module):
    """x + attention(norm(x)), then x + mlp(norm(x)); the norms have no weights of their own."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.norm = Normalized(1e-5)
        self.attention = Attention(width, heads)
        self.mlp = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))

    def forward(self, inputs):
        mixed = inputs + self.attention(self.norm(inputs))
        return mixed + self.mlp(self.norm(mixed))


class ResidualNet(nn.Module):
    """x_0 = A u, then x_(l+1) = x_l + V_l relu(W_l x_l) in each of `blocks`, and linear answers of the last; no biases but of those.

    Args:
        filters: numbers within a block.
    """

    def __init__(self, inputs: int, width: int, filters: int, blocks: int, classes: int):
        super().__init__()
        self.first = nn.Linear(inputs, width, bias=False)
        self.into = nn.ModuleList(nn.Linear(width, filters, bias=False) for _ in range(blocks))
        self.out = nn.ModuleList(nn.Linear(filters, width, bias=False) for _ in range(blocks))
        self.bend = nn.ReLU()
        self.answers = nn.Linear(width, classes)

    def forward(self, inputs, kept=None, whole=False):
        """Answers (n, classes) with the filters `kept` (blocks, filters), ones and zeros; or, for `whole`, all x_l (blocks + 1, n, width)
        and what each filter adds, its squared length averaged over the inputs, (blocks, filters)."""
        x = self.first(inputs)
        features, sizes = [x], []
        for i, (into, out) in enumerate(zip(self.into, self.out, strict=True)):
            z = self.bend(into(x))
            weight: Any = out.weight
            sizes.append((z**2).mean(0) * weight.square().sum(0))
            x = x + out(z if kept is None else z * kept[i])
            features.append(x)
        return (torch.stack(features), torch.stack(sizes)) if whole else self.answers(x)
