"""Moreau envelopes, M(x) = min_y f0(y) + ||x - y||^2 / (2 step): smooth, with the minimizers and the minimum of f0."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from optlab.arrays import Array, dot
from optlab.problem import Family, Problem
from optlab.problems.norms import l1_norm
from optlab.problems.quadratic import quadratic
from optlab.settings import BOUNDED_BELOW, CONVEX, LIPSCHITZ, MINIMIZER, MOREAU_ENVELOPE, PROXIMABLE, SMOOTH, STRONGLY_CONVEX, Setting

SETTINGS = CONVEX & SMOOTH & LIPSCHITZ & PROXIMABLE & MINIMIZER & MOREAU_ENVELOPE


@dataclass(frozen=True, kw_only=True)
class Moreau(Problem):
    """The envelope of a problem whose prox is known.

    Attributes:
        base: f0, closed and convex, with `resolvent` and `displacement`, x less the resolvent.
        step: (B, 1, 1).
    """

    base: Any
    step: Array

    @property
    def x_star(self) -> Array:
        return self.base.x_star

    def value_and_grad(self, x):
        moved = self.base.displacement(x, self.step)
        g = moved / self.step
        return self.base.value(x - moved) + dot(g, moved) / 2, g

    def resolvent(self, x, step):
        """A point on the way to the prox of f0 with the sum of both steps."""
        return x + step / (self.step + step) * (self.base.resolvent(x, self.step + step) - x)

    def smoothing_error(self, x: Array) -> Array:
        """f0(x) - M(x), (B, S)."""
        return self.base.value(x) - self.value(x)


def moreau(base: Problem, step: float) -> Moreau:
    """The Moreau envelope of a problem: L = 1 / step, or 1 / (step + 1 / L) where the problem is L-smooth; mu becomes mu / (1 + step mu).

    Args:
        base: a proximable problem that knows its `displacement`, such as `L1Distance`.
        step: in the units of x^2 / f.

    Raises:
        TypeError: the prox of `base` is not known.
        ValueError: step is not positive and finite.
    """
    has = base.settings.closure()
    if not (PROXIMABLE <= has and hasattr(base, "displacement")):
        raise TypeError(f"an envelope needs a proximable problem with a displacement, which {type(base).__name__} is not; choose another")
    if not 0 < step < float("inf"):
        raise ValueError(f"an envelope needs a positive and finite step, but it is {step}; choose one")
    ones = np.ones((base.x0.shape[0], 1))
    kept = Setting(has.atoms & (LIPSCHITZ & MINIMIZER & BOUNDED_BELOW & STRONGLY_CONVEX).atoms)
    settings = kept & CONVEX & SMOOTH & PROXIMABLE
    constants = {name: base.constants[name] for name in ("G", "R", "f_star") if name in base.constants}
    constants["L"] = ones / (step + 1 / base.constants["L"] if SMOOTH <= has else step)
    if STRONGLY_CONVEX <= has:
        constants["mu"] = base.constants["mu"] / (1 + step * base.constants["mu"])
    if LIPSCHITZ <= has:
        settings = settings & MOREAU_ENVELOPE
        constants["smoothing_step"] = step * ones
    return Moreau(base=base, step=step * ones[..., None], x0=base.x0, settings=settings, constants=constants)


def moreau_l1(dim: int = 6, step: float = 0.3, *, B: int = 32, seed: int = 0) -> Moreau:
    """A Huber function of every coordinate."""
    return moreau(l1_norm(dim, B=B, seed=seed), step)


def moreau_quadratic(dim: int = 8, kappa: float = 100.0, step: float = 1.0, *, B: int = 32, seed: int = 0) -> Moreau:
    """Diagonal quadratics, whose eigenvalues t become t / (1 + step t)."""
    return moreau(quadratic(dim, kappa, B=B, seed=seed), step)


l1 = Family(moreau_l1, SETTINGS, {"dim": (1, 20), "step": (0.01, 10.0)}, worst_case=True)
curved = Family(
    moreau_quadratic, STRONGLY_CONVEX & SMOOTH & PROXIMABLE & MINIMIZER, {"dim": (2, 12), "kappa": (1.5, 1e4), "step": (0.01, 100.0)}
)
