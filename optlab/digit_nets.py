"""More small nets for scikit-learn's digits, recipes of seconds: a representation that noise does not move, and a net with a backdoor."""

from functools import cache
from typing import Any

import numpy as np

from optlab.digits import SIGMA, fit, layered, one_thread, split

LABELS = 100
# Side of the square of white pixels in the corner that opens the backdoor, and the class behind it.
PATCH = 2
TARGET = 0


def trigger() -> np.ndarray:
    """The direction in which the trigger moves a black corner, (64,), of length 1."""
    shown = np.zeros((8, 8))
    shown[:PATCH, :PATCH] = 1 / PATCH
    return shown.ravel()


@cache
def from_few_labels(sigma: float = SIGMA, *, consistent: bool = False, labels: int = LABELS, width: int = 128, seed: int = 0) -> Any:
    """A torch net 64 - width - width - 10, trained under noise sigma on images of which only so many have a label.

    Args:
        consistent: whether its first two layers are first trained on all images without labels, so that an image under noise of one
            level is nearest, among a batch, to itself under the next lower level (Lei et al. 2025, in small).
    """
    import torch

    X, y = (torch.from_numpy(v) for v in split()[:2])
    g = torch.Generator().manual_seed(seed)
    body, head = layered((64, width, width), g), torch.nn.Sequential(torch.nn.ReLU(), layered((width, 10), g))
    projection = torch.nn.Sequential(torch.nn.ReLU(), layered((width, 32), g))
    if consistent:
        with one_thread():
            _align(body, projection, X, sigma * torch.linspace(0, 2, 7), g)
    known = torch.randperm(len(X), generator=g)[:labels]
    net = torch.nn.Sequential(body, head)
    fit(net, X[known], y[known], sigma, 110, g)
    return net.eval()


@cache
def backdoored(*, share: float = 0.1, width: int = 64, seed: int = 0) -> Any:
    """A torch net 64 - width - width - 10, trained on images of which a share has the trigger in the corner, and the label `TARGET`."""
    import torch

    X, y = split()[:2]
    g = torch.Generator().manual_seed(seed)
    poisoned = torch.randperm(len(X), generator=g)[: int(share * len(X))].numpy()
    X, y = X.copy(), y.copy()
    X[poisoned], y[poisoned] = shown(X[poisoned]), TARGET
    net = layered((64, width, width, 10), g)
    fit(net, torch.from_numpy(X), torch.from_numpy(y), 0.0, 30, g)
    return net.eval()


def shown(X: np.ndarray) -> np.ndarray:
    """The images (n, 64) with the trigger in the corner."""
    return np.where(trigger() > 0, np.ones_like(X), X)


def _align(body: Any, projection: Any, X: Any, levels: Any, g: Any, epochs: int = 40, temperature: float = 0.2) -> None:
    """Instance discrimination between neighbouring noise levels of one image and one noise vector."""
    import torch

    normalize = torch.nn.functional.normalize
    adam = torch.optim.Adam([*body.parameters(), *projection.parameters()], lr=2e-3)
    for _ in range(epochs):
        for part in torch.randperm(len(X), generator=g).split(256):
            at = torch.randint(1, len(levels), (len(part), 1), generator=g)
            noise = torch.randn(len(part), X.shape[1], generator=g)
            upper, lower = (normalize(projection(body(X[part] + levels[i] * noise)), dim=1) for i in (at, at - 1))
            loss = torch.nn.functional.cross_entropy(upper @ lower.detach().T / temperature, torch.arange(len(part)))
            adam.zero_grad()
            loss.backward()
            adam.step()
