"""Log-cosh ridges over a bowl: every constant of first, second and third order is exact, in the local norms too."""

from dataclasses import dataclass

import numpy as np

from optlab.arrays import Array, dot, norm, space
from optlab.problem import Family, Problem
from optlab.problems.softplus import sigmoid, softplus_divergence
from optlab.rng import Rng
from optlab.settings import LIPSCHITZ_HESSIAN, MINIMIZER, SEMI_STRONG, SMOOTH, STRONGLY_CONVEX, THIRD_LOCAL


@dataclass(frozen=True, kw_only=True)
class TemperedLogCosh(Problem):
    """f(x) = mu / 2 ||x||^2 + sum_i log cosh(s_i q_i.x - b_i), plus the affine term that plants x_star with f_star = 0.

    Attributes:
        Q: (B, d, d) with orthonormal rows q_i.
        steepness: (B, 1, d), s.
        floor: (B, 1, 1), mu.
        low: (B, 1, d), the logistic function at 2 (s_i q_i.x_star - b_i), and `high`, at minus that.
        x_star: (B, 1, d).
    """

    Q: Array
    steepness: Array
    floor: Array
    low: Array
    high: Array
    x_star: Array

    def _ridges(self, e):
        """Bregman divergences of log cosh from x_star, with first and second derivatives: log cosh t is softplus(2 t) - t - log 2."""
        f, slope, bend = softplus_divergence(2 * self.steepness * (e @ self.Q.mT), self.low, self.high)
        return f, 2 * self.steepness * slope, 4 * self.steepness**2 * bend

    def value_and_grad(self, x):
        e = x - self.x_star
        f, slope, _ = self._ridges(e)
        return 0.5 * self.floor[..., 0] * dot(e, e) + space(x).sum(f, axis=-1), self.floor * e + slope @ self.Q

    def hess(self, x):
        _, _, bend = self._ridges(x - self.x_star)
        eye = space(x).eye(x.shape[-1], dtype=x.dtype, device=x.device)
        return self.floor[..., None] * eye + self.Q[:, None, :, :].mT @ (bend[..., None] * self.Q[:, None, :, :])


SETTINGS = STRONGLY_CONVEX & SMOOTH & LIPSCHITZ_HESSIAN & SEMI_STRONG & THIRD_LOCAL & MINIMIZER


def tempered_log_cosh(
    dim: int = 4, mu: float = 0.1, steepest: float = 2.0, tilt: float = 1.0, spread: float = 8.0, *, B: int = 32, seed: int = 0
) -> Problem:
    """Steepness log-uniform in [steepest / 6, steepest] with the upper end taken, b uniform in +-tilt, starts at distances from 0.01 to
    `spread`.

    The largest derivatives of log cosh are 1, 4 / (3 sqrt 3) and 2, of second, third and fourth order. As hess f >= mu, M / mu^(3/2)
    serves as Lipschitz constant of the Hessian in local norms, and 2 steepest^4 / mu^2 as that of the third derivative.
    """
    rng = Rng(seed, np.arange(B))
    s = steepest * 6 ** -rng.uniform(dim, stream=1)
    s[..., 0] = steepest
    Q = np.linalg.qr(rng.normal((dim, dim), stream=2).reshape(B, dim, dim)).Q
    x_star, e = rng.normal(dim, stream=3), rng.normal(dim, stream=4)
    v = tilt * (2 * rng.uniform(dim, stream=5) - 1)
    x0 = x_star + np.geomspace(0.01, spread, B)[:, None, None] * e / norm(e)
    ones, M = np.ones((B, 1)), 4 / 27**0.5 * steepest**3
    known = {"L": mu + steepest**2, "mu": mu, "M": M, "L_local": M / mu**1.5, "L_local3": 2 * steepest**4 / mu**2, "f_star": 0.0}
    constants = {name: c * ones for name, c in known.items()} | {"R": norm(x0 - x_star)[..., 0]}
    return TemperedLogCosh(
        Q=Q, steepness=s, floor=mu * ones[..., None], low=sigmoid(2 * v), high=sigmoid(-2 * v),
        x_star=x_star, x0=x0, settings=SETTINGS, constants=constants,
    )  # fmt: skip


family = Family(
    tempered_log_cosh, SETTINGS, {"dim": (1, 8), "mu": (0.01, 1.0), "steepest": (0.5, 4.0), "tilt": (0.0, 1.5), "spread": (1.0, 20.0)}
)
