"""A long valley in the plane, for pictures: the same level lines at every start."""

import numpy as np

from optlab.arrays import norm
from optlab.problem import Family, Problem
from optlab.problems.quadratic import SETTINGS, Diagonal
from optlab.rng import Rng


def plane_valley(kappa: float = 30.0, height: float = 0.5, *, B: int = 16, seed: int = 0) -> Problem:
    """f(x) = (x_1^2 / kappa + x_2^2) / 2, from (-1, height) in the first instance, from anywhere in [-1, 1]^2 in the others."""
    rng = Rng(seed, np.arange(B))
    x0 = 2 * rng.uniform(2) - 1
    x0[0] = (-1.0, height)
    ones, eigenvalues = np.ones((B, 1)), np.broadcast_to([1 / kappa, 1.0], (B, 1, 2))
    constants = {"L": ones, "mu": ones / kappa, "M": 0 * ones, "f_star": 0 * ones, "R": norm(x0)[..., 0]}
    return Diagonal(eigenvalues=eigenvalues, x_star=0 * x0, x0=x0, settings=SETTINGS, constants=constants)


family = Family(plane_valley, SETTINGS, {"kappa": (1.0, 1e4), "height": (0.01, 1.0)})
