"""Least squares with fewer equations than unknowns: convex and gradient dominated, but not strongly convex."""

import numpy as np

from optlab.arrays import norm
from optlab.problem import Family, Problem
from optlab.problems.quadratic import Diagonal
from optlab.rng import Rng
from optlab.settings import CONVEX, MINIMIZER, PL, SMOOTH


def rank_deficient(dim: int = 12, rank: int = 6, kappa: float = 20.0, curvature: float = 1.0, *, B: int = 48, seed: int = 0) -> Problem:
    """f(x) = 1/2 ||A (x - x_star)||^2 in the eigenbasis of A' A: `rank` eigenvalues log-uniform in [mu, L], both ends taken, the others 0.

    Here mu is the least nonzero eigenvalue, and x_star one of many minimizers. At most dim - 1 of `rank` count.
    """
    rng = Rng(seed, np.arange(B))
    rank = min(rank, dim - 1)
    eigenvalues = curvature * kappa ** -rng.uniform(dim)
    eigenvalues[..., 0], eigenvalues[..., rank - 1 :] = curvature, curvature / kappa if rank > 1 else curvature
    eigenvalues[..., rank:] = 0.0
    mu = curvature / kappa if rank > 1 else curvature
    x_star, e = rng.normal(dim, stream=2), rng.normal(dim, stream=3)
    x0, ones = x_star + e, np.ones((B, 1))
    constants = {"L": curvature * ones, "mu": mu * ones, "f_star": 0 * ones, "R": norm(x0 - x_star)[..., 0]}
    return Diagonal(eigenvalues=eigenvalues, x_star=x_star, x0=x0, settings=CONVEX & SMOOTH & PL & MINIMIZER, constants=constants)


family = Family(
    rank_deficient, CONVEX & SMOOTH & PL & MINIMIZER, {"dim": (2, 20), "rank": (1, 10), "kappa": (1.5, 1e4), "curvature": (0.1, 10.0)}
)
