"""Regression without residuals whose features are measured in units of their own: where plain steps see the longest column alone."""

from optlab.polyak_settings import UNEVEN_FEATURES
from optlab.problem import Family, Problem
from optlab.problems.least_squares import SETTINGS as OF_LEAST_SQUARES
from optlab.problems.least_squares import interpolating_least_squares
from optlab.settings import INTERPOLATION

SETTINGS = OF_LEAST_SQUARES & INTERPOLATION & UNEVEN_FEATURES


def scaled_features(n: int = 8, dim: int = 4, decades: float = 3.0, *, B: int = 48, seed: int = 0) -> Problem:
    """`interpolating_least_squares` with columns of lengths sqrt(n) 10^(-decades) to sqrt(n), both taken.

    Args:
        dim: at least 2.
        decades: at least 3 for the assumption to be true.
    """
    problem = interpolating_least_squares(n, dim, 10 ** (2 * decades), B=B, seed=seed)
    # A unit in the last place of L may be a part in 10^9 of mu, and some bounds contain differences of such.
    widened = {"L": problem.constants["L"] * (1 + 1e-14), "mu": problem.constants["mu"] * (1 - 1e-14)}
    return problem._with(settings=SETTINGS, constants={**problem.constants, **widened})


family = Family(scaled_features, SETTINGS, {"n": (4, 12), "dim": (2, 5), "decades": (3.0, 4.0)})
