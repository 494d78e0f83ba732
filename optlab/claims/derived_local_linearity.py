"""Derived here. How far a function is from linear between two random points of a box, which ELLE holds small in training against attacks.

Related: Abad Rocamora, Liu, Chrysos, Olmos and Cevher 2024. With H the Hessian, u = y - y' and a the share of y', a quadratic's error
is -a (1 - a) u'Hu / 2, which lies between those of mu I and L I, as any function's with such curvatures does. The entries of u have
second moment 2/3 and fourth 16/15 times powers of half the side of the box, and E (a (1 - a))^2 = 1/30: so the mean of the square grows
with the fourth power of the side, not the second.
"""

from typing import Any

from sympy import Rational

from optlab.arrays import Array, dot, space
from optlab.claim import Claim, On, false
from optlab.methods.stochastic.linearity_error import LinearityError, half_side
from optlab.metrics import units
from optlab.settings import EVERYWHERE, MINIMIZER, QUADRATIC, SMOOTH, STRONGLY_CONVEX
from optlab.symbols import L, R, letter, mu

room = letter("room_to_bend", (0, 2))
squared_trace = letter("squared_trace", (2, -4))
squared_entries = letter("squared_entries", (2, -4))
squared_diagonal = letter("squared_diagonal", (2, -4))


@units(1, 0)
def interpolation_error(exact: Any, s: Any) -> Array:
    """The mean over draws of |f(z) - (1 - a) f(y) - a f(y')|."""
    return space(s.x).mean(space(s.x).abs(s.residual), axis=-1)


@units(2, 0)
def squared_interpolation_error(exact: Any, s: Any) -> Array:
    """The mean of its squares: the penalty of ELLE."""
    return space(s.x).mean(s.residual**2, axis=-1)


@units(0, 2)
def room_to_bend(exact: Any, s: Any, before: Any) -> Array:
    """The mean over draws of a (1 - a) ||y - y'||^2."""
    return space(s.x).mean(s.room, axis=-1)


@units(2, -4)
def trace_of_hessian(exact: Any, s: Any) -> Array:
    """(sum_i H_ii)^2."""
    return space(s.x).sum(_diagonal(exact, s), axis=-1) ** 2


@units(2, -4)
def entries_of_hessian(exact: Any, s: Any) -> Array:
    """sum_ij H_ij^2."""
    H = exact.hess(s.x)
    return space(s.x).sum(H * H, axis=(-2, -1))


@units(2, -4)
def diagonal_of_hessian(exact: Any, s: Any) -> Array:
    """sum_i H_ii^2."""
    h = _diagonal(exact, s)
    return dot(h, h)


def _diagonal(exact, s):
    xp, H = space(s.x), exact.hess(s.x)
    return xp.sum(H * xp.eye(s.x.shape[-1], dtype=s.x.dtype), axis=-1)


NEAR, FAR = LinearityError(half_side=R / 2), LinearityError(half_side=R, draws=16)

at_most = Claim(
    id="derived-local-linearity/at-most",
    setting=SMOOTH & EVERYWHERE & MINIMIZER,
    method=NEAR,
    metric=interpolation_error,
    given={room: room_to_bend},
    bound=L * room / 2,
    steps=6,
    false_neighbours=(
        false(bound=L * room / 4, on=On("quadratic", {"kappa": 1.5})),
        false(method=LinearityError(half_side=R), bound=mu * room / 2, on=On("quadratic")),
    ),
    tight_on=On("quadratic", {"kappa": 1.0}),
    provenance="derived",
    paper=89,
)

at_least = Claim(
    id="derived-local-linearity/at-least",
    setting=STRONGLY_CONVEX & EVERYWHERE & MINIMIZER,
    method=NEAR,
    metric=interpolation_error,
    given={room: room_to_bend},
    bound=mu * room / 2,
    kind="lower-bound",
    steps=6,
    false_neighbours=(mu * room, false(bound=L * room / 2, on=On("quadratic"))),
    tight_on=On("quadratic", {"kappa": 1.0}),
    provenance="derived",
    paper=89,
)

MEAN_SQUARE = half_side**4 * (5 * squared_trace + 10 * squared_entries - 3 * squared_diagonal) / 1350

of_quadratics = Claim(
    id="derived-local-linearity/of-quadratics",
    setting=QUADRATIC & EVERYWHERE & MINIMIZER,
    method=FAR,
    metric=squared_interpolation_error,
    given={squared_trace: trace_of_hessian, squared_entries: entries_of_hessian, squared_diagonal: diagonal_of_hessian},
    bound=MEAN_SQUARE,
    kind="expectation",
    steps=2,
    false_neighbours=(
        false(bound=Rational(9, 10) * MEAN_SQUARE, on=On("quadratic")),
        half_side**4 * (5 * squared_trace + 7 * squared_diagonal) / 1350,
        false(method=LinearityError(half_side=2 * R, draws=16), bound=R**2 * MEAN_SQUARE / half_side**2),
    ),
    provenance="derived",
    paper=89,
)
