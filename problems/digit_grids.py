"""Scores of small nets on two by two digits, as functions of the picture or of what a later layer sees; for attributions."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from optlab.arrays import Array
from optlab.attribution import gradient, seen_by
from optlab.digit_grids import convolutional, grids
from optlab.digits import one_thread
from optlab.problem import Problem

Layer = Literal["input", "second", "third", "last"]


@dataclass(frozen=True, kw_only=True)
class DigitGrids(Problem):
    """f(x) = the score of the explained class, x (B, S, channels * h * w) what the rest of a net sees; B nets, S grids. On NumPy only.

    Attributes:
        nets, rests: B torch modules each, the whole nets and what follows the explained layer, (n, channels, h, w) to (n, 10).
        pictures: (1, S, 1, 16, 16) what the whole nets see.
        labels: (1, S) classes that are explained.
        cells: (1, S) where each of them is.
    """

    nets: tuple[Any, ...]
    rests: tuple[Any, ...]
    pictures: Array
    labels: Array
    cells: Array

    def value(self, x):
        import torch

        with torch.no_grad(), one_thread():
            scores = np.stack([self.rests[i](torch.from_numpy(v)).numpy() for i, v in zip(self.ids, self._pictures(x), strict=True)])
        return np.take_along_axis(scores, self._explained(x), axis=-1)[..., 0].astype(float)

    def grad(self, x):
        labels = self._explained(x)[0, :, 0]
        g = [gradient(self.rests[i], v, labels) for i, v in zip(self.ids, self._pictures(x), strict=True)]
        return np.stack(g).reshape(x.shape).astype(float)

    def _pictures(self, x):
        return x.reshape(*x.shape[:2], *self.blocks[0]).astype(np.float32)

    def _explained(self, x):
        # Points of a path are folded into S, those of one grid side by side.
        return np.repeat(self.labels, x.shape[1] // self.labels.shape[1], axis=1)[..., None]


def digit_grids(layer: Layer = "input", many: int = 128, *, B: int = 3, seed: int = 0) -> Problem:
    """B nets that differ in the seed of their training, and as many grids that all of them see.

    Args:
        layer: whose input is explained: the picture, or what the second or third convolution of 3 x 3 sees, or the one of 1 x 1.

    Raises:
        ValueError: there is no such layer.
    """
    if layer not in get_args(Layer):
        raise ValueError(f"nets are explained at {', '.join(get_args(Layer))}, but layer is {layer!r}; name one of them")
    nets, depth = tuple(convolutional(seed=seed + b) for b in range(B)), get_args(Layer).index(layer)
    four = grids(nets, many, seed=seed)
    seen = np.stack([seen_by(net[:depth], four.images) for net in nets])
    return DigitGrids(
        nets=nets, rests=tuple(net[depth:] for net in nets), pictures=four.images[None], labels=four.labels[None], cells=four.cells[None],
        x0=seen.reshape(B, many, -1).astype(float), blocks=(seen.shape[2:],),
    )  # fmt: skip
