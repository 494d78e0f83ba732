"""The digits, with an adversary who moves their points, a little or much."""

from dataclasses import fields

from optlab.network_settings import ATTACKED, NET
from optlab.problem import Family, Problem
from optlab.problems.neural.attacked import AttackedNet
from optlab.problems.neural.mlp import digits_mlp
from optlab.settings import MEAN

SETTINGS = NET & ATTACKED & MEAN


def attacked_digits(
    reach: float = 0.3, width: int = 32, samples: int = 1437, attack_steps: int = 1, *, B: int = 32, seed: int = 0
) -> Problem:
    """`digits_mlp` of two layers under attacks.

    Args:
        reach: in standard deviations of a point's grey; one is 6 of the 16 levels.
        attack_steps: of the adversary in training.
    """
    net = digits_mlp(width, 2, samples, B=B, seed=seed)
    held = {f.name: getattr(net, f.name) for f in fields(net)}
    constants = {**net.constants, "attack_reach": 0 * net.constants["n"] + reach}
    return AttackedNet(**{**held, "settings": SETTINGS, "constants": constants}, reach=reach, attack_steps=attack_steps)


def strongly_attacked_digits(
    reach: float = 0.6, width: int = 32, samples: int = 1437, attack_steps: int = 1, *, B: int = 32, seed: int = 0
) -> Problem:
    """The same under attacks of a reach at which training against those of one step fails."""
    return attacked_digits(reach, width, samples, attack_steps, B=B, seed=seed)


RANGES = {"width": (1, 64), "samples": (10, 1437), "attack_steps": (1, 5)}
weakly = Family(attacked_digits, SETTINGS, {"reach": (0.1, 0.4), **RANGES})
strongly = Family(strongly_attacked_digits, SETTINGS, {"reach": (0.5, 0.8), **RANGES})
