"""Two by two digits in one picture, and a small convolutional net that sees all four at once: where does an attribution point?"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from optlab.digits import fit, one_thread, split

CELL = 8
TRAINING = 900


class Grids(NamedTuple):
    """Pictures of four digits of different classes."""

    images: np.ndarray  # (n, 1, 16, 16) in [0, 1]
    labels: np.ndarray  # (n,) the class that is explained
    cells: np.ndarray  # (n,) where that digit is: 0, 1 above and 2, 3 below


@cache
def convolutional(*, width: int = 16, epochs: int = 50, seed: int = 0) -> Any:
    """A torch net on pictures (n, 1, h, w), in five parts: three convolutions of 3 x 3, one of 1 x 1, then means and 10 scores.

    Trained by Adam on single digits without noise. The same bits on every call on one machine.
    """
    import torch

    X, y = (torch.from_numpy(v[:TRAINING]) for v in _all())
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net = _layers(width)
    fit(torch.nn.Sequential(torch.nn.Unflatten(1, (1, CELL, CELL)), net), X, y, 0.0, epochs, torch.Generator().manual_seed(seed))
    return net.eval().requires_grad_(False)


def _layers(width):
    from torch.nn import AdaptiveAvgPool2d, AvgPool2d, Conv2d, Flatten, Linear, ReLU, Sequential

    return Sequential(
        Sequential(Conv2d(1, width, 3, padding=1), ReLU(), AvgPool2d(2)),
        Sequential(Conv2d(width, 2 * width, 3, padding=1), ReLU()),
        Sequential(Conv2d(2 * width, 2 * width, 3, padding=1), ReLU()),
        Sequential(Conv2d(2 * width, 2 * width, 1), ReLU()),
        Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(2 * width, 10)),
    )


def _all():
    X, y, more_X, more_y = split()
    return np.concatenate([X, more_X]), np.concatenate([y, more_y])


def unseen() -> tuple[np.ndarray, np.ndarray]:
    """X (897, 1, 8, 8) in [0, 1] and y, the digits that `convolutional` has not seen, by other writers."""
    X, y = _all()
    return X[TRAINING:].reshape(-1, 1, CELL, CELL), y[TRAINING:]


@cache
def grids(nets: tuple[Any, ...], many: int = 128, *, seed: int = 0) -> Grids:
    """The first `many` grids that can be made of unseen digits in an order drawn by `seed`, no image in two of them.

    Only digits are taken that all nets classify rightly by themselves. The explained cell goes round from grid to grid.

    Raises:
        ValueError: there are not so many.
    """
    import torch

    X, y = unseen()
    with torch.no_grad(), one_thread():
        right = np.all([net(torch.from_numpy(X)).argmax(1).numpy() == y for net in nets], axis=0)
    left = [i for i in np.random.default_rng(seed).permutation(len(X)) if right[i]]
    chosen: list[list[int]] = []
    for _ in range(many):
        first = {y[i]: i for i in reversed(left)}
        if len(first) < 4:
            raise ValueError(f"{many} grids need as many fours of digits of different classes, but there are {len(chosen)}; ask for fewer")
        chosen.append(sorted(first.values(), key=left.index)[:4])
        left = [i for i in left if i not in chosen[-1]]
    four, cells = np.array(chosen), np.arange(many) % 4
    images = X[four].reshape(many, 2, 2, CELL, CELL).transpose(0, 1, 3, 2, 4).reshape(many, 1, 2 * CELL, 2 * CELL)
    return Grids(images, y[four[np.arange(many), cells]], cells)
