"""The larger of the distances to two lines through the origin: the sharp function on which Polyak's step is slowest."""

import numpy as np

from optlab.arrays import norm
from optlab.problem import Family, Problem
from optlab.problems.max_affine import MaxAffine
from optlab.rng import Rng
from optlab.settings import CONVEX, LIPSCHITZ, MINIMIZER, SHARP


def two_lines(angle: float = 0.3, *, B: int = 32, seed: int = 0) -> Problem:
    """f(x) = max(|<a, x>|, |<b, x>|) in the plane, a and b = (+-cos angle, sin angle), so sharp = min(sin angle, cos angle).

    The first instance starts at (0, 1), where f is least on the unit circle for angles up to pi/4; the others at random.

    Args:
        angle: in radians, between 0 and pi/2, ends excluded; half the angle between the lines.
    """
    c, s = np.cos(angle), np.sin(angle)
    slopes = np.array([[[c, s], [-c, -s], [-c, s], [c, -s]]])
    x0 = Rng(seed, np.arange(B)).normal(2).copy()
    x0[0] = [0.0, 1.0]
    zeros = np.zeros((B, 1))
    constants = {"G": zeros + 1, "sharp": zeros + min(c, s), "f_star": zeros, "R": norm(x0)[..., 0]}
    return MaxAffine(slopes=slopes, x_star=np.zeros((1, 1, 2)), x0=x0, settings=CONVEX & LIPSCHITZ & SHARP & MINIMIZER, constants=constants)


family = Family(two_lines, CONVEX & LIPSCHITZ & SHARP & MINIMIZER, {"angle": (0.02, 1.5)}, worst_case=True)
