"""Derived here. Heavy ball with the step of Polyak's kind, on samples of components that share a minimizer.

Related: Wang, Johansson and Zhang 2023, whose method it is. The step minimizes what convexity of the sampled f_i leaves of
||x+ - x_star||^2, and never goes backwards: so it comes closer than momentum alone by the square of its own length, on every path. Taken
with too low a least value it does not.
"""

from typing import Any

from optlab.arrays import Array, dot
from optlab.claim import Claim, On, false
from optlab.methods.polyak.alr_hb import ALRHB
from optlab.metrics import ahead_drop, sqdist_drop, units
from optlab.noise import Minibatch
from optlab.settings import FINITE_SUM, INTERPOLATION, MINIMIZER
from optlab.symbols import L_max, R, letter

nearer = letter("nearer", (0, 2))


@units(0, 2)
def sqpull(exact: Any, s: Any) -> Array:
    """||x_k - y_k||^2, where momentum alone would have led to y_k, `s.ahead`."""
    return dot(s.x - s.ahead, s.x - s.ahead)


@units(0, 2)
def nearer_than_ahead(exact: Any, s: Any, before: Any) -> Array:
    """||y_k - x_star||^2 - ||x_k - x_star||^2."""
    return ahead_drop(exact, s)


closer_than_momentum = Claim(
    id="derived-polyak-on-samples/closer-than-momentum",
    setting=FINITE_SUM & INTERPOLATION & MINIMIZER,
    method=ALRHB(momentum=0.5, f_star=0.0),
    metric=sqpull,
    given={nearer: nearer_than_ahead},
    bound=nearer,
    oracle=Minibatch(),
    steps=40,
    false_neighbours=(
        nearer / 4,
        false(given={nearer: sqdist_drop}, on=On("interpolating_least_squares", {"n": 16})),
        false(method=ALRHB(momentum=0.5, f_star=-L_max * R**2 / 10)),
    ),
    provenance="derived",
)
