"""The effect of a dose, seen through a kernel: doses on the whole line, and doses that have an edge where the effect is wanted."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from optlab.arrays import Array
from optlab.kernel_settings import DOSES, GAUSSIAN_DOSES
from optlab.problem import Family, Problem
from optlab.rng import Rng

NODES, PANELS = 48, 64


@dataclass(frozen=True, kw_only=True)
class DoseResponse(Problem):
    """Y = 1 + sin(frequency A) + noise e, with A and e independent and e ~ N(0, 1); x (B, S, 1) is the bandwidth.

    Attributes:
        frequency, noise: (B, 1).
        n: pairs in a sample.
        edge: A is uniform on [0, 1] rather than N(0, 1).
    """

    frequency: Array
    noise: Array
    n: int
    edge: bool

    def to(self, where: Any) -> Problem:
        """Never.

        Raises:
            ValueError: always.
        """
        raise ValueError(f"{type(self).__name__} draws its samples with NumPy, which is on the CPU only; run it without a device")

    @property
    def truth(self) -> Array:
        """g(dose), (B, 1)."""
        return 1 + np.sin(self.frequency * self.constants["dose"])

    def points(self, rng, many=16):
        """Bandwidths over one and a half decades, up to 0.3."""
        return 0.3 * 10 ** (-1.5 * rng.uniform(many, stream=91).reshape(len(self.x0), many, 1))

    def mean(self, bandwidth: Array) -> Array:
        """The mean of a kernel estimate, (B, S, 1) to (B, S): K_h(a - dose) g(a) integrated over all a that there are."""
        nodes, shares = _legendre() if self.edge else _normal()
        a = nodes + 0 * bandwidth if self.edge else self.constants["dose"][..., None] + bandwidth * nodes
        g = 1 + np.sin(self.frequency[..., None] * a)
        if self.edge:
            g = g * np.exp(-(((a - self.constants["dose"][..., None]) / bandwidth) ** 2) / 2) / (bandwidth * (2 * np.pi) ** 0.5)
        return (g * shares).sum(-1)

    def cloud(self, rng: Any, token: int) -> Array:
        """A sample of pairs (A - dose, Y / p(A)), (B, S, n, 2)."""
        stream = 2 * token
        a = rng.uniform(self.n, stream=stream + 1) if self.edge else rng.normal(self.n, stream=stream + 1)
        noise = self.noise[..., None] * rng.normal(self.n, stream=stream + 3)
        weight = 1.0 if self.edge else (2 * np.pi) ** 0.5 * np.exp(a**2 / 2)
        outcome = 1 + np.sin(self.frequency[..., None] * a) + noise
        return np.stack([a - self.constants["dose"][..., None], outcome * weight], axis=-1)


def _normal():
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    return nodes, weights / weights.sum()


def _legendre():
    """On [0, 1], in equal panels."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    left = np.arange(PANELS)[:, None] / PANELS
    return (left + (nodes + 1) / (2 * PANELS)).ravel(), np.tile(weights / (2 * PANELS), PANELS)


def _made(frequency, noise, bandwidth, n, dose, edge, settings, B):
    ones = np.ones((B, 1))
    constants = {
        "dose": dose,
        "response_curvature": frequency**2 * ones,
        "outcome_square": (4 + noise**2) * ones,
        "n": n * ones,
    }
    x0 = np.full((B, 1, 1), float(bandwidth))
    return DoseResponse(frequency=frequency * ones, noise=noise * ones, n=n, edge=edge, x0=x0, settings=settings, constants=constants)


def gaussian_doses(
    frequency: float = 2.0, noise: float = 0.5, bandwidth: float = 0.2, n: int = 500, *, B: int = 4, seed: int = 0
) -> Problem:
    """A ~ N(0, 1): the effect is wanted at its peak, and at doses that are uniform in [-1, 1]."""
    dose = 2 * Rng(seed, np.arange(B)).uniform(1)[:, 0] - 1
    dose[0] = np.pi / (2 * frequency)
    return _made(frequency, noise, bandwidth, n, dose, False, DOSES & GAUSSIAN_DOSES, B)


def bounded_doses(
    frequency: float = 2.0, noise: float = 0.5, bandwidth: float = 0.2, n: int = 500, *, B: int = 4, seed: int = 0
) -> Problem:
    """A is uniform on [0, 1]: the effect is wanted at the edge 0, where half of the kernel sees nothing, and at doses in between."""
    dose = Rng(seed, np.arange(B)).uniform(1)[:, 0].copy()
    dose[0] = 0
    return _made(frequency, noise, bandwidth, n, dose, True, DOSES, B)


gaussian = Family(
    gaussian_doses, DOSES & GAUSSIAN_DOSES, {"frequency": (1.6, 4.0), "noise": (0.1, 1.0), "bandwidth": (0.02, 0.3), "n": (50, 1000)}
)
bounded = Family(bounded_doses, DOSES, {"frequency": (1.0, 4.0), "noise": (0.1, 1.0), "bandwidth": (0.02, 0.3), "n": (50, 1000)})
