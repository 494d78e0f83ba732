"""Densities on the line whose place is to be estimated: mixtures of centred Gaussians, and Laplace's, whose smoothing has a closed form."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from optlab.arrays import Array
from optlab.location_settings import GAUSSIAN_DENSITY, LOCATION
from optlab.problem import Family, Problem
from optlab.rng import Rng

# Nodes of the trapezoidal rule in u, t = scale sinh(u), and how many of the largest deviations it reaches.
NODES, REACH = 2001, 13.0


@dataclass(frozen=True, kw_only=True)
class Density(Problem):
    """A symmetric density, observed at an unknown place, which is 0; x (B, S, 1) is the width of smoothing.

    Attributes:
        n: observations in a sample.
    """

    on_the_cpu: ClassVar[str] = "draws its samples with NumPy"

    n: int

    def points(self, rng, many=32):
        """Widths over four decades about the deviation."""
        deviation = np.sqrt(self.constants["variance"])[:, None]
        return deviation * 10 ** (4 * rng.uniform(many, stream=91).reshape(len(self.x0), many, 1) - 3)

    def score(self, t: Array, width: Array) -> Array:
        """-d log f_r / dt at points t (B, S, n), for the density smoothed by width r (B, S, 1)."""
        return self._parts(t, width)[1]

    def information(self, width: Array) -> Array:
        """The Fisher information of the smoothed density, (B, S, 1) to (B, S, 1)."""
        if width.shape[1] > 1 and (width == width[:, :1]).all():
            return self.information(width[:, :1]) + 0 * width
        scale, end = self._extent(width)
        top = np.arcsinh(end / scale)
        u = np.linspace(0, 1, NODES) * top
        t = scale * np.sinh(u)
        density, score = self._parts(t, width)
        inside = density * score**2 * scale * np.cosh(u)
        # Even in u: the trapezoidal rule on the whole line is twice that on the half, and exponentially exact.
        return (2 * inside.sum(-1, keepdims=True) - inside[..., :1]) * top / (NODES - 1)

    @abstractmethod
    def _parts(self, t: Array, width: Array) -> tuple[Array, Array]:
        """The smoothed density and its score."""

    @abstractmethod
    def _extent(self, width: Array) -> tuple[Array, Array]:
        """The scale of its finest feature, and a deviation beyond which there is nothing."""


@dataclass(frozen=True, kw_only=True)
class ScaleMixture(Density):
    """The density sum_j shares_j N(0, stds_j^2).

    Attributes:
        shares, stds: (B, J).
    """

    shares: Array
    stds: Array

    def cloud(self, rng: Any, token: int) -> Array:
        """A sample, (B, S, n, 1)."""
        u, v = rng.uniform(self.n, stream=2 * token + 1), rng.normal(self.n, stream=2 * token + 3)
        edges = np.cumsum(self.shares, axis=-1)[:, None, None, :-1]
        which = (u[..., None] > edges).sum(-1)
        stds = np.take_along_axis(self.stds[:, None, :] + 0 * u[..., :1], which, axis=-1)
        return (stds * v)[..., None]

    def _parts(self, t, width):
        v = self.stds[:, None, None, :] ** 2 + width[..., None] ** 2
        each = self.shares[:, None, None, :] * np.exp(-(t[..., None] ** 2) / (2 * v)) / np.sqrt(2 * np.pi * v)
        density = each.sum(-1)
        return density, t * (each / v).sum(-1) / density

    def _extent(self, width):
        variances = self.stds[:, None, :] ** 2 + width**2
        return np.sqrt(variances.min(-1, keepdims=True)), REACH * np.sqrt(variances.max(-1, keepdims=True))


@dataclass(frozen=True, kw_only=True)
class Laplace(Density):
    """The density exp(-|t| / scale) / (2 scale).

    Attributes:
        scale: (B, 1).
    """

    scale: Array

    def cloud(self, rng: Any, token: int) -> Array:
        """A sample, (B, S, n, 1), by inversion."""
        u = rng.uniform(self.n, stream=2 * token + 1) - 0.5
        return (-self.scale[..., None] * np.sign(u) * np.log1p(-2 * np.abs(u)))[..., None]

    def _parts(self, t, width):
        from scipy.special import log_ndtr

        s, r = t / self.scale[..., None], width / self.scale[..., None]
        # Derivatives of the two normal distribution functions cancel, so that the score needs none.
        right, left = log_ndtr(s / r - r) - s, log_ndtr(-s / r - r) + s
        density, score = np.exp(r**2 / 2 + np.logaddexp(right, left)) / 2, np.tanh((right - left) / 2)
        return density / self.scale[..., None], score / self.scale[..., None]

    def _extent(self, width):
        return width, 3 * REACH * self.scale[..., None] + REACH * width


def _made(shares, stds, n, settings, B):
    shares, stds = (np.broadcast_to(v, (B, shares.shape[-1])) for v in (shares, stds))
    variance = (shares * stds**2).sum(-1, keepdims=True)
    constants = {"variance": variance, "n": np.full((B, 1), float(n))}
    made = ScaleMixture(shares=shares, stds=stds, n=n, x0=0.5 * np.sqrt(variance)[..., None], settings=settings, constants=constants)
    return made._with(constants={**constants, "information": made.information(np.zeros((B, 1, 1)))[:, 0]})


def spiked_location(spike: float = 0.01, share: float = 0.2, n: int = 200, *, B: int = 8, seed: int = 0) -> Problem:
    """A spike of deviation `spike` under N(0, 1), with that share; all in units that are log-uniform in [0.1, 10]."""
    unit = 10 ** (2 * Rng(seed, np.arange(B)).uniform(1)[:, 0] - 1)
    return _made(np.array([[share, 1 - share]]), unit * np.array([[spike, 1.0]]), n, LOCATION, B)


def mixed_location(parts: int = 4, n: int = 200, *, B: int = 16, seed: int = 0) -> Problem:
    """Random shares and deviations over two decades."""
    rng = Rng(seed, np.arange(B))
    shares = rng.uniform(parts, stream=1)[:, 0] + 0.02
    stds = 10 ** (2 * rng.uniform(parts, stream=3)[:, 0] - 1)
    return _made(shares / shares.sum(-1, keepdims=True), stds, n, LOCATION, B)


def gaussian_location(std: float = 1.0, n: int = 200, *, B: int = 4, seed: int = 0) -> Problem:
    """N(0, std^2), in units that are log-uniform in [0.1, 10]."""
    unit = 10 ** (2 * Rng(seed, np.arange(B)).uniform(1)[:, 0] - 1)
    return _made(np.ones((1, 1)), unit * std, n, LOCATION & GAUSSIAN_DENSITY, B)


def laplace_location(scale: float = 1.0, n: int = 200, *, B: int = 4, seed: int = 0) -> Problem:
    """Laplace's density, in units that are log-uniform in [0.1, 10]; its Fisher information is 1 / scale^2, twice that of its variance."""
    scales = scale * 10 ** (2 * Rng(seed, np.arange(B)).uniform(1)[:, 0] - 1)
    constants = {"variance": 2 * scales**2, "information": 1 / scales**2, "n": np.full((B, 1), float(n))}
    return Laplace(scale=scales, n=n, x0=0.5 * scales[..., None], settings=LOCATION, constants=constants)


spiked = Family(spiked_location, LOCATION, {"spike": (0.003, 0.3), "share": (0.05, 0.5), "n": (20, 400)})
mixed = Family(mixed_location, LOCATION, {"parts": (2, 6), "n": (20, 400)})
gaussian = Family(gaussian_location, LOCATION & GAUSSIAN_DENSITY, {"std": (0.1, 10.0), "n": (20, 400)}, worst_case=True)
laplace = Family(laplace_location, LOCATION, {"scale": (0.1, 10.0), "n": (20, 400)})
