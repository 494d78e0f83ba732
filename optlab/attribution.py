"""Attributions of a net's score to its input, or to what one of its layers sees, and where in a picture they lie.

Gradient (Simonyan et al. 2014), input x gradient (Shrikumar et al. 2016), integrated gradients (Sundararajan et al. 2017); smoothing of the
map and comparison layer by layer after Rao, Boehle and Schiele 2022 and 2024, of which the abstracts were read. An attribution at a layer
is that of the rest of the net, with what the layer hands on as its input.
"""

from typing import Any

import numpy as np

from optlab.digits import one_thread
from optlab.gaussian_blur import gaussian_matrix


def gradient(net: Any, x: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """d score_label / dx, (n, ...) like x.

    Args:
        net: a torch module, (n, ...) to scores (n, classes).
        labels: (n,) the score that is explained.
    """
    import torch

    z = torch.as_tensor(x).clone().requires_grad_()
    with torch.enable_grad(), one_thread():
        scores = net(z)
        chosen = scores.gather(1, torch.as_tensor(np.asarray(labels, np.int64))[:, None])
        (g,) = torch.autograd.grad(chosen.sum(), z)
    return g.numpy()


def input_times_gradient(net: Any, x: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """x * d score_label / dx, (n, ...)."""
    return x * gradient(net, x, labels)


def integrated_gradients(net: Any, x: np.ndarray, labels: np.ndarray, midpoints: int = 16) -> np.ndarray:
    """x * the mean of the gradient over the way from 0 to x, by the midpoint rule, (n, ...)."""
    total = np.zeros_like(x)
    for t in (np.arange(midpoints) + 0.5) / midpoints:
        total = total + gradient(net, x.dtype.type(t) * x, labels)
    return x * total / midpoints


def seen_by(body: Any, x: np.ndarray) -> np.ndarray:
    """What the rest of the net gets from `body`, its first layers."""
    import torch

    with torch.no_grad(), one_thread():
        return body(torch.as_tensor(x)).numpy()


def heat_map(attribution: np.ndarray) -> np.ndarray:
    """The sum over channels, (n, channels, h, w) to (n, h, w)."""
    return attribution.sum(1)


def smoothed(maps: np.ndarray, pixels: float) -> np.ndarray:
    """Maps (..., h, w) after a Gaussian of standard deviation `pixels`; each keeps its sum."""
    *_, h, w = maps.shape
    return gaussian_matrix(h, pixels) @ maps @ gaussian_matrix(w, pixels)


def localisation(maps: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Share of the positive attribution that lies in the right quarter, (n, h, w) to (n,); 1/4 where there is none.

    Args:
        cells: (n,) 0, 1 above and 2, 3 below.
    """
    n, h, w = maps.shape
    quarters = np.maximum(maps, 0.0).reshape(n, 2, h // 2, 2, w // 2).sum((2, 4)).reshape(n, 4)
    total = quarters.sum(1)
    return np.divide(quarters[np.arange(n), cells], total, out=np.full(n, 0.25), where=total > 0)
