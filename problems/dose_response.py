"""The effect of a dose, seen through a kernel: doses on the whole line, and doses that have an edge where the effect is wanted."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optlab.arrays import Array
from optlab.kernel_settings import DOSES, GAUSSIAN_DOSES
from optlab.problem import Family, Problem
from optlab.rng import Rng

NODES, PANELS = 48, 64


@dataclass(frozen=True, kw_only=True)
class DoseResponse(Problem, ABC):
    """Y = 1 + sin(frequency A) + noise e, with A and e independent and e ~ N(0, 1); x (B, S, 1) is the bandwidth.

    Attributes:
        frequency, noise: (B, 1).
        n: pairs in a sample.
    """

    on_the_cpu: ClassVar[str] = "draws its samples with NumPy"

    frequency: Array
    noise: Array
    n: int

    @abstractmethod
    def doses(self, rng: Rng, stream: int) -> Array:
        """A sample of A, (B, S, n)."""

    @abstractmethod
    def density(self, a: Array) -> Array:
        """Of A."""

    @abstractmethod
    def seen(self, bandwidth: Array) -> tuple[Array, Array]:
        """Places a (B, S, Q) where there are doses, and weights: a sum over them is an integral against K_h(a - dose)."""

    @property
    def dose(self) -> Array:
        """(B, 1, 1)."""
        return self.constants["dose"][..., None]

    def response(self, a: Array) -> Array:
        """g(a), (B, S, n)."""
        return 1 + np.sin(self.frequency[..., None] * a)

    @property
    def truth(self) -> Array:
        """g(dose), (B, 1)."""
        return self.response(self.dose)[..., 0]

    def points(self, rng, many=16):
        """Bandwidths over one and a half decades, up to 0.3."""
        return 0.3 * 10 ** (-1.5 * rng.uniform(many, stream=91).reshape(len(self.x0), many, 1))

    def mean(self, bandwidth: Array) -> Array:
        """The mean of a kernel estimate, (B, S, 1) to (B, S): K_h(a - dose) g(a) integrated over all a that there are."""
        a, weights = self.seen(bandwidth)
        return (self.response(a) * weights).sum(-1)

    def cloud(self, rng: Rng, token: int) -> Array:
        """A sample of pairs (A - dose, Y / p(A)), (B, S, n, 2)."""
        a = self.doses(rng, 2 * token + 1)
        outcome = self.response(a) + self.noise[..., None] * rng.normal(self.n, stream=2 * token + 3)
        return np.stack([a - self.dose, outcome / self.density(a)], axis=-1)


class GaussianDoses(DoseResponse):
    """A ~ N(0, 1)."""

    def doses(self, rng, stream):
        return rng.normal(self.n, stream=stream)

    def density(self, a):
        return _normal(a)

    def seen(self, bandwidth):
        nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
        return self.dose + bandwidth * nodes, weights / weights.sum()


class BoundedDoses(DoseResponse):
    """A is uniform on [0, 1]."""

    def doses(self, rng, stream):
        return rng.uniform(self.n, stream=stream)

    def density(self, a):
        return np.ones_like(a)

    def seen(self, bandwidth):
        nodes, weights = np.polynomial.legendre.leggauss(NODES)
        left = np.arange(PANELS)[:, None] / PANELS
        a = (left + (nodes + 1) / (2 * PANELS)).ravel()
        return a, np.tile(weights / (2 * PANELS), PANELS) * _normal((a - self.dose) / bandwidth) / bandwidth


def _normal(a):
    return np.exp(-(a**2) / 2) / (2 * np.pi) ** 0.5


def _made(kind, frequency, noise, bandwidth, n, dose, settings, B):
    ones = np.ones((B, 1))
    constants = {
        "dose": dose,
        "response_curvature": frequency**2 * ones,
        "outcome_square": (4 + noise**2) * ones,
        "n": n * ones,
    }
    x0 = np.full((B, 1, 1), float(bandwidth))
    return kind(frequency=frequency * ones, noise=noise * ones, n=n, x0=x0, settings=settings, constants=constants)


def gaussian_doses(
    frequency: float = 2.0, noise: float = 0.5, bandwidth: float = 0.2, n: int = 500, *, B: int = 4, seed: int = 0
) -> Problem:
    """A ~ N(0, 1): the effect is wanted at its peak, and at doses that are uniform in [-1, 1]."""
    dose = 2 * Rng(seed, np.arange(B)).uniform(1)[:, 0] - 1
    dose[0] = np.pi / (2 * frequency)
    return _made(GaussianDoses, frequency, noise, bandwidth, n, dose, DOSES & GAUSSIAN_DOSES, B)


def bounded_doses(
    frequency: float = 2.0, noise: float = 0.5, bandwidth: float = 0.2, n: int = 500, *, B: int = 4, seed: int = 0
) -> Problem:
    """A is uniform on [0, 1]: the effect is wanted at the edge 0, where half of the kernel sees nothing, and at doses in between."""
    dose = Rng(seed, np.arange(B)).uniform(1)[:, 0].copy()
    dose[0] = 0
    return _made(BoundedDoses, frequency, noise, bandwidth, n, dose, DOSES, B)


gaussian = Family(
    gaussian_doses, DOSES & GAUSSIAN_DOSES, {"frequency": (1.6, 4.0), "noise": (0.1, 1.0), "bandwidth": (0.02, 0.3), "n": (50, 1000)}
)
bounded = Family(bounded_doses, DOSES, {"frequency": (1.0, 4.0), "noise": (0.1, 1.0), "bandwidth": (0.02, 0.3), "n": (50, 1000)})
