"""A linear Gaussian model with a hidden confounder and two proxies of it, in which both bridges are known exactly."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array
from optlab.problem import Family, Problem
from optlab.proxy_settings import PROXIES
from optlab.rng import Rng

# Nodes of Gauss-Hermite rules, for U and Z, and for the kernel.
NODES = 48


@dataclass(frozen=True, kw_only=True)
class ProxyModel(Problem):
    """U ~ N(0, 1), A = pull U + spread e, Z = clear U + blur e', W = U + e'', Y = sin(frequency A) + push U + e'''; x is the bandwidth.

    The effect of a dose is sin(frequency dose). The weights q(a, z) with E[q(a, Z) | U] = 1 / p(a | U) are a Gaussian with the sign turned,
    and the outcome h(a, w) = sin(frequency a) + push w has E[h(a, W) | U] = E[Y | A = a, U].

    Attributes:
        dose, pull, spread, clear, blur, push, frequency: (B, 1) each.
    """

    dose: Array
    pull: Array
    spread: Array
    clear: Array
    blur: Array
    push: Array
    frequency: Array

    def points(self, rng, many=32):
        """At most eight bandwidths over two decades: each is a threefold integral."""
        few = min(many, 8)
        return 10 ** (2 * rng.uniform(few, stream=91).reshape(len(self.x0), few, 1) - 2)

    def density(self, a: Array, u: Array) -> Array:
        """p(a | u)."""
        return np.exp(-(((a - self._beside(self.pull, a) * u) / self._beside(self.spread, a)) ** 2) / 2) / (
            self._beside(self.spread, a) * (2 * np.pi) ** 0.5
        )

    def weights(self, a: Array, z: Array) -> Array:
        """q(a, z)."""
        s, k, c, b = (self._beside(v, a) for v in (self.spread, self.pull, self.clear, self.blur))
        bend = k**2 / (2 * (s**2 * c**2 + k**2 * b**2))
        return (2 * np.pi) ** 0.5 * s * (1 - 2 * bend * b**2) ** 0.5 * np.exp(bend * (z - c * a / k) ** 2)

    def naive_weights(self, a: Array) -> Array:
        """1 / p(a), those of someone who sees no confounder."""
        variance = self._beside(self.pull, a) ** 2 + self._beside(self.spread, a) ** 2
        return (2 * np.pi * variance) ** 0.5 * np.exp(a**2 / (2 * variance))

    def bridge(self, a: Array, u: Array) -> Array:
        """E[q(a, Z) | U = u], by quadrature over Z."""
        nodes, shares = _normal()
        z = self._beside(self.clear, a)[..., None] * u[..., None] + self._beside(self.blur, a)[..., None] * nodes
        return (self.weights(a[..., None] + 0 * z, z) * shares).sum(-1)

    def estimate(self, bandwidth: Array, *, weighted: bool, modelled: bool) -> Array:
        """The mean of K(A - dose) q (Y - h(A, W)) + h(dose, W), (B, S), with the right or the naive weights, and the right h or h = 0.

        Args:
            bandwidth: (B, S, 1), the standard deviation of the Gaussian kernel K.
        """
        nodes, shares = _normal()
        a = (self.dose[..., None] + bandwidth * nodes)[..., None]
        u = nodes + 0 * a
        q = self.bridge(a + 0 * u, u) if weighted else self.naive_weights(a + 0 * u)
        # Given A and U the mean of Y - h is push U - push E[W | U], or all of Y's.
        rest = 0 * u if modelled else np.sin(self._beside(self.frequency, a) * a) + self._beside(self.push, a) * u
        inner = (self.density(a + 0 * u, u) * q * rest * shares).sum(-1)
        model = np.sin(self.frequency * self.dose) if modelled else 0.0
        return (inner * shares).sum(-1) + model

    def _beside(self, v, like):
        return v.reshape(-1, *(1,) * (like.ndim - 1))


def _normal():
    """Nodes and weights for expectations of functions of a standard normal."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    return nodes, weights / weights.sum()


def proxy_model(pull: float = 0.5, push: float = 1.0, frequency: float = 2.0, *, B: int = 4, seed: int = 0) -> Problem:
    """Doses uniform in [0.2, 1.2], and proxies of random clarity; x0 is a bandwidth of 0.3."""
    rng = Rng(seed, np.arange(B))
    dose, clear, blur = (rng.uniform(1, stream=i)[:, 0] for i in (1, 3, 5))
    dose, clear, blur, ones = 0.2 + dose, 0.8 + 0.4 * clear, 0.3 + 0.3 * blur, np.ones((B, 1))
    constants = {
        "frequency": frequency * ones,
        "response": np.sin(frequency * dose),
        "confounding": push * pull / (pull**2 + 1) * dose,
    }
    return ProxyModel(
        dose=dose, pull=pull * ones, spread=ones, clear=clear, blur=blur, push=push * ones, frequency=frequency * ones,
        x0=np.full((B, 1, 1), 0.3), settings=PROXIES, constants=constants,
    )  # fmt: skip


family = Family(proxy_model, PROXIES, {"pull": (0.3, 0.6), "push": (0.5, 2.0), "frequency": (0.5, 3.0)})
