"""A small net for scikit-learn's digits, trained under noise: a recipe of seconds, so that nobody has to trust weights."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np

SIGMA = 0.25
HELD_OUT = 360


@cache
def split() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """X (1437, 64) in [0, 1] and y to train on, and the last 360 of the 1797 images, which are by other writers: X, y."""
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    X = (X / 16).astype(np.float32)
    return X[:-HELD_OUT], y[:-HELD_OUT], X[-HELD_OUT:], y[-HELD_OUT:]


def held_out() -> tuple[np.ndarray, np.ndarray]:
    """X (360, 64) in [0, 1], y (360,)."""
    return split()[2:]


@cache
def trained(sigma: float = SIGMA, *, width: int = 128, epochs: int = 60, seed: int = 0) -> Any:
    """A torch net 64 - width - width - 10, trained by Adam on images with fresh Gaussian noise of standard deviation sigma in each epoch.

    Cohen, Rosenfeld and Kolter 2019 train so. The same bits on every call on one machine.
    """
    import torch

    X, y = (torch.from_numpy(v) for v in split()[:2])
    g = torch.Generator().manual_seed(seed)
    net = layered((X.shape[1], width, width, 10), g)
    fit(net, X, y, sigma, epochs, g)
    return net.eval()


def layered(sizes: tuple[int, ...], generator: Any) -> Any:
    """Linear layers of these sizes with ReLU between them; weights uniform within 1 / sqrt(inputs), biases 0."""
    import torch

    layers: list[Any] = []
    for a, b in zip(sizes, sizes[1:], strict=False):
        layer = torch.nn.Linear(a, b)
        torch.nn.init.uniform_(layer.weight, -(a**-0.5), a**-0.5, generator=generator)
        torch.nn.init.zeros_(layer.bias)
        layers += [layer, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def fit(net: Any, X: Any, y: Any, sigma: float, epochs: int, generator: Any) -> None:
    """Adam on the cross entropy of net(X + sigma u), with fresh noise u in each epoch."""
    import torch

    adam = torch.optim.Adam(net.parameters(), lr=3e-3)
    with one_thread():
        for _ in range(epochs):
            for part in torch.randperm(len(X), generator=generator).split(128):
                noise = torch.randn(len(part), X.shape[1], generator=generator)
                loss = torch.nn.functional.cross_entropy(net(X[part] + sigma * noise), y[part])
                adam.zero_grad()
                loss.backward()
                adam.step()


@contextmanager
def one_thread() -> Iterator[None]:
    """A block in which torch uses one thread: matrices of this size are slower on two."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
