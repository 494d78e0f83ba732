"""The gradient of a smoothed classifier from the answers to noise alone, by Stein's identity.

The classifier itself has the gradient 0 nearly everywhere.
"""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from optlab.arrays import Array, space
from optlab.method import Method, Scalar
from optlab.symbols import noise_std


class Estimate(NamedTuple):
    """The gradient estimated at x."""

    x: Array  # (B, S, d)
    gradient: Array  # (B, S, d)
    n: float = 0.0  # noise vectors that were used


@dataclass(frozen=True)
class SmoothedGradient(Method):
    """gradient = sum_i (f(x + e_i) - mean f) e_i / ((n - 1) noise_std^2), e_i ~ N(0, noise_std^2 I), f the class 0 or 1; x stays.

    Its expectation is the gradient of P(f(x + e) = 1). Divided by n it would be too short by a factor 1 - 1 / n, for the mean contains e_i.
    """

    random: ClassVar[bool] = True
    noise_std: Scalar = noise_std
    n: int = 40

    def init(self, x0):
        return Estimate(x0, 0.0 * x0)

    def step(self, s, oracle):
        xp, e = space(s.x), oracle.normal(s.x, (self.n, s.x.shape[-1]))
        f = oracle.classify(s.x[:, :, None, :] + _on_axes(self.noise_std) * e)
        return Estimate(s.x, xp.sum(self.weights(xp, f)[..., None] * e, axis=2) / self.noise_std, float(self.n))

    def weights(self, xp, f):
        """Of the standard normal directions, (B, S, n)."""
        return (f - xp.mean(f, axis=-1, keepdims=True)) / (self.n - 1)


def _on_axes(v):
    """A column (B, S, 1) as (B, S, 1, 1)."""
    return v[..., None] if getattr(v, "ndim", 0) == 3 else v
