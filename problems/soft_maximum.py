"""Soft maxima of linear functions, temperature log mean_i exp(f_i / temperature): Nesterov's smoothing of the largest of them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from optlab.arrays import Array, norm, space
from optlab.problem import Family, Problem
from optlab.problems.max_affine import max_affine
from optlab.settings import CONVEX, LIPSCHITZ, SMOOTH, SOFT_MAXIMUM

SETTINGS = CONVEX & SMOOTH & LIPSCHITZ & SOFT_MAXIMUM


@dataclass(frozen=True, kw_only=True)
class SoftMaximum(Problem):
    """f(x) = temperature log mean_i exp(<a_i, x - x_star> / temperature); 0 at x_star, which need not minimize it.

    Attributes:
        base: f0(x) = max_i <a_i, x - x_star>, with `slopes` (B, m, d), a_i, and `x_star` (B, 1, d).
        temperature: (B, 1, 1).
    """

    base: Any
    temperature: Array

    def value_and_grad(self, x):
        xp, a = space(x), self.base.slopes
        p = (x - self.base.x_star) @ a.mT / self.temperature
        top = xp.max(p, axis=-1, keepdims=True)
        w = xp.exp(p - top)
        total = xp.sum(w, axis=-1, keepdims=True)
        return (self.temperature * (top + xp.log(total / p.shape[-1])))[..., 0], (w / total) @ a

    def points(self, rng, many=32):
        return self.base.points(rng, many)

    def smoothing_error(self, x: Array) -> Array:
        """temperature log sum_i exp(<a_i, x - x_star> / temperature) - f0(x), (B, S)."""
        xp = space(x)
        p = (x - self.base.x_star) @ self.base.slopes.mT / self.temperature
        others = xp.exp(p - xp.max(p, axis=-1, keepdims=True))
        return self.temperature[..., 0] * xp.log(xp.sum(others, axis=-1))


def soft_maximum(base: Problem, temperature: float) -> SoftMaximum:
    """Nesterov's smoothing of a maximum: L = D_slopes^2 / (4 temperature), D_slopes the largest distance of two slopes; G remains.

    The Hessian is the covariance of a random slope over the temperature. A minimizer is not known, so that the problem has none.

    Args:
        base: a maximum of linear functions, with `slopes` and `x_star`, such as `MaxAffine`.

    Raises:
        TypeError: `base` has no slopes.
        ValueError: temperature is not positive and finite.
    """
    if not hasattr(base, "slopes"):
        raise TypeError(f"a soft maximum needs the slopes of linear functions, which {type(base).__name__} does not have; choose another")
    if not 0 < temperature < float("inf"):
        raise ValueError(f"a soft maximum needs a positive and finite temperature, but it is {temperature}; choose one")
    ones, a = np.ones((base.x0.shape[0], 1)), base.slopes
    apart = np.linalg.norm(a[:, :, None] - a[:, None], axis=-1).max((1, 2))[:, None] * (1 + 1e-14)
    constants = {
        "L": apart**2 / (4 * temperature), "G": base.constants["G"], "D_slopes": apart,
        "temperature": temperature * ones, "pieces": a.shape[1] * ones,
        "R_unsmoothed": norm(base.x0 - base.x_star)[..., 0],
    }  # fmt: skip
    return SoftMaximum(base=base, temperature=temperature * ones[..., None], x0=base.x0, settings=SETTINGS, constants=constants)


def soft_max_affine(dim: int = 5, extra: int = 3, temperature: float = 0.1, *, B: int = 32, seed: int = 0) -> SoftMaximum:
    """Of the slopes in `max_affine`; with dim = extra = 1 they are 1 and -1, or -1 and 1."""
    return soft_maximum(max_affine(dim, extra, B=B, seed=seed), temperature)


family = Family(soft_max_affine, SETTINGS, {"dim": (1, 12), "extra": (1, 12), "temperature": (0.001, 10.0)}, worst_case=True)
