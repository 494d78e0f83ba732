"""A deep, narrow net on few digits that starts where its loss is flat: small enough to ask 32 of them for their sharpness."""

from optlab.network_settings import DEEP_TANGENTS, NET
from optlab.problem import Family, Problem
from optlab.problems.neural.mlp import one_hot_mlp
from optlab.settings import MEAN

SETTINGS = NET & DEEP_TANGENTS & MEAN


def deep_tangents(width: int = 8, depth: int = 5, samples: int = 100, *, B: int = 4, seed: int = 0) -> Problem:
    """`one_hot_mlp` whose weights have the deviation that torch's own starts have: layer by layer, signals shrink by root 3."""
    return one_hot_mlp(width, depth, samples, 3**-0.5, B=B, seed=seed)._with(settings=SETTINGS)


family = Family(deep_tangents, SETTINGS, {"width": (4, 16), "depth": (4, 6), "samples": (50, 300)})
