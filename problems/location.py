"""Densities on the line whose place is to be estimated: mixtures of centred Gaussians, whose smoothing by a Gaussian has a closed form."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from optlab.arrays import Array
from optlab.location_settings import GAUSSIAN_DENSITY, LOCATION
from optlab.problem import Family, Problem
from optlab.rng import Rng

# Nodes of the trapezoidal rule in u, t = scale sinh(u), and how many of the largest deviations it reaches.
NODES, REACH = 2001, 13.0


@dataclass(frozen=True, kw_only=True)
class ScaleMixture(Problem):
    """The density sum_j shares_j N(0, stds_j^2), observed at an unknown place, which is 0; x (B, S, 1) is the width of smoothing.

    Attributes:
        shares, stds: (B, J).
        n: observations in a sample.
    """

    shares: Array
    stds: Array
    n: int

    def to(self, where: Any) -> Problem:
        """Never.

        Raises:
            ValueError: always.
        """
        raise ValueError(f"{type(self).__name__} draws its samples with NumPy, which is on the CPU only; run it without a device")

    def points(self, rng, many=32):
        """Widths over four decades about the deviation."""
        deviation = np.sqrt((self.shares * self.stds**2).sum(-1))[:, None, None]
        return deviation * 10 ** (4 * rng.uniform(many, stream=91).reshape(len(self.x0), many, 1) - 3)

    def score(self, t: Array, width: Array) -> Array:
        """-d log f_r / dt at points t (B, S, n), for the density smoothed by width r (B, S, 1)."""
        return self._parts(t, width)[1]

    def information(self, width: Array) -> Array:
        """The Fisher information of the smoothed density, (B, S, 1) to (B, S, 1)."""
        if width.shape[1] > 1 and (width == width[:, :1]).all():
            return self.information(width[:, :1]) + 0 * width
        variances = self.stds[:, None, :] ** 2 + width**2
        scale = np.sqrt(variances.min(-1, keepdims=True))
        top = np.arcsinh(REACH * np.sqrt(variances.max(-1, keepdims=True)) / scale)
        u = np.linspace(0, 1, NODES) * top
        t = scale * np.sinh(u)
        density, score = self._parts(t, width)
        inside = density * score**2 * scale * np.cosh(u)
        # Even in u: the trapezoidal rule on the whole line is twice that on the half, and exponentially exact.
        return (2 * inside.sum(-1, keepdims=True) - inside[..., :1]) * top / (NODES - 1)

    def cloud(self, rng: Any, token: int) -> Array:
        """A sample, (B, S, n, 1)."""
        u, v = rng.uniform(self.n, stream=2 * token + 1), rng.normal(self.n, stream=2 * token + 3)
        edges = np.cumsum(self.shares, axis=-1)[:, None, None, :-1]
        which = (u[..., None] > edges).sum(-1)
        stds = np.take_along_axis(self.stds[:, None, :] + 0 * u[..., :1], which, axis=-1)
        return (stds * v)[..., None]

    def _parts(self, t, width):
        """The smoothed density and its score."""
        v = self.stds[:, None, None, :] ** 2 + width[..., None] ** 2
        each = self.shares[:, None, None, :] * np.exp(-(t[..., None] ** 2) / (2 * v)) / np.sqrt(2 * np.pi * v)
        density = each.sum(-1)
        return density, t * (each / v).sum(-1) / density


def _made(shares, stds, n, settings, B):
    shares, stds = (np.broadcast_to(v, (B, shares.shape[-1])) for v in (shares, stds))
    variance = (shares * stds**2).sum(-1, keepdims=True)
    made = ScaleMixture(shares=shares, stds=stds, n=n, x0=0.5 * np.sqrt(variance)[..., None], settings=settings)
    constants = {"variance": variance, "information": made.information(np.zeros((B, 1, 1)))[:, 0], "n": np.full((B, 1), float(n))}
    return made._with(constants=constants)


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


spiked = Family(spiked_location, LOCATION, {"spike": (0.003, 0.3), "share": (0.05, 0.5), "n": (20, 400)})
mixed = Family(mixed_location, LOCATION, {"parts": (2, 6), "n": (20, 400)})
gaussian = Family(gaussian_location, LOCATION & GAUSSIAN_DENSITY, {"std": (0.1, 10.0), "n": (20, 400)}, worst_case=True)
