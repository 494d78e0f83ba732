"""Derived here. A smoothed classifier of which at most so much is mixed away keeps its answer, whatever it is mixed with.

Related: Bai, Anderson, Sojoudi 2024, of which only the abstract was read: the first radius is theirs as recalled, the second one solves the
worst case. With p and q of the likeliest two classes, the mixture's lead is weight (p - q) - (1 - weight) at least.
"""

from typing import Any

import numpy as np
from sympy import Rational

from optlab.arrays import Array
from optlab.certificate_mixing import radius_mixing, radius_mixing_exact
from optlab.claim import Claim, On, false
from optlab.metrics import units
from optlab.smoothing_settings import MIXTURE, robust_weight
from optlab.symbols import letter

flip = letter("flip_distance", (0, 1))
margin = letter("robust_margin")


def _two(exact, s):
    h = np.sort(exact.problem.smoothed(s.x), axis=-1)
    c = exact.problem.constants
    return h[..., -1], h[..., -2], np.broadcast_to(c["robust_weight"], h.shape[:2]), c["noise_std"]


@units(0, 0)
def robust_margin(exact: Any, s: Any) -> Array:
    """p - q of the smoothed classifier."""
    p, q, _, _ = _two(exact, s)
    return p - q


@units(0, 0)
def protected_lead(exact: Any, s: Any) -> Array:
    """1 - weight, and how far the mixture is ahead with the class that the smoothed classifier answers, or behind."""
    chosen, p = exact.problem.smoothed(s.x).argmax(-1)[..., None], exact.problem.mixed(s.x)
    ahead = np.take_along_axis(p, chosen, -1)[..., 0] - np.where(np.arange(3) == chosen, -1.0, p).max(-1)
    return ahead + 1 - exact.problem.constants["robust_weight"]


@units(0, 1)
def mixed_radius(exact: Any, s: Any) -> Array:
    """noise_std / 2 (Phi^-1(weight p) - Phi^-1(weight q + 1 - weight))."""
    return radius_mixing(*_two(exact, s))


@units(0, 1)
def exact_mixed_radius(exact: Any, s: Any) -> Array:
    """The radius at which parallel half-spaces have lost the margin that the weight needs."""
    return radius_mixing_exact(*_two(exact, s))


@units(0, 1)
def inherited_radius(exact: Any, s: Any) -> Array:
    """noise_std / 2 (Phi^-1(p) - Phi^-1(q)), that of the smoothed classifier alone."""
    p, q, a, noise_std = _two(exact, s)
    return radius_mixing(p, q, np.ones_like(a), noise_std)


@units(0, 1)
def flip_distance(exact: Any, s: Any) -> Array:
    """Distance of x to the nearest point where some partner changes the answer."""
    return exact.problem.flip_distance(s.x)


lead = Claim(
    id="derived-mixed-classifiers/lead",
    setting=MIXTURE,
    method=None,
    metric=protected_lead,
    given={margin: robust_margin},
    bound=robust_weight * margin,
    kind="lower-bound",
    false_neighbours=(
        false(bound=margin, on=On("mixed_half_space")),
        false(bound=1 - robust_weight, where=margin >= Rational(9, 10), on=On("mixed_half_space", {"weight": 0.4})),
    ),
    tight_on=On("mixed_half_space"),
    provenance="derived",
    paper=97,
)

closed_radius = Claim(
    id="derived-mixed-classifiers/closed-radius",
    setting=MIXTURE,
    method=None,
    metric=mixed_radius,
    given={flip: flip_distance},
    bound=flip,
    kind="certificate",
    false_neighbours=(
        false(bound=flip / 2, on=On("mixed_half_space")),
        false(metric=inherited_radius, on=On("mixed_half_space")),
    ),
    provenance="derived",
    paper=97,
)

exact_radius = Claim(
    id="derived-mixed-classifiers/exact-radius",
    setting=MIXTURE,
    method=None,
    metric=exact_mixed_radius,
    given={flip: flip_distance},
    bound=flip,
    kind="certificate",
    false_neighbours=(
        false(bound=flip / 2, on=On("mixed_half_space")),
        false(metric=inherited_radius, on=On("mixed_half_space")),
    ),
    tight_on=On("mixed_half_space"),
    provenance="derived",
    paper=97,
)
