"""Derived here. What attributions to the input of a net must satisfy.

Related: Sundararajan, Taly and Yan 2017, for integrated gradients and their completeness; Rao, Boehle and Schiele 2022 and 2024, whose
abstracts were read, for inputs that are disconnected by construction, comparisons at one layer and the smoothing of maps. An attribution at
a layer is that of the rest of the net to what the layer hands on, so that everything here holds at every layer. Along the way from 0 to x
the slope of f is t^(degree - 1) times the one at x, for a homogeneous f; and the midpoint rule with n points errs on the mean of a function
on [0, 1] by at most K / (4 n) if it is K-Lipschitz, half of that if it also rises, and K / (24 n^2) if its derivative is K-Lipschitz.
"""

from typing import Any

from sympy import Eq, Rational, exp

from optlab.arrays import Array, at_least, dot, norm, quotient, space
from optlab.attribution_settings import DISCONNECTED, HOMOGENEOUS, PICTURE, degree, midpoints
from optlab.claim import Claim, On, false
from optlab.methods.smoothing.attribution import GradientMap, InputTimesGradient
from optlab.methods.smoothing.integrated_gradients import IntegratedGradients
from optlab.methods.smoothing.smoothed_attribution import SmoothedAttribution
from optlab.metrics import units
from optlab.settings import CONVEX, LIPSCHITZ_HESSIAN, SMOOTH
from optlab.symbols import L, M, letter

rise = letter("rise", (1, 0), real=True)
length = letter("input_length", (0, 1))
attributed = letter("attributed", (1, 0), nonnegative=True)
before_smoothing = letter("total_before_smoothing", (1, 0), real=True)
sqlength_of_product = letter("sqlength_of_product", (2, 0))


def _size(v):
    return space(v).sum(space(v).abs(v), axis=-1)


@units(0, 0)
def share_on_connected(exact: Any, s: Any) -> Array:
    """Of all of |map| before smoothing, what lies on connected coordinates."""
    return quotient(_size(exact.problem.connected * s.map), _size(s.unsmoothed))


@units(0, 0)
def share_on_right(exact: Any, s: Any) -> Array:
    """Of all of |map| before smoothing, what lies on the right half of the picture."""
    return quotient(_size(exact.problem.right * s.map), _size(s.unsmoothed))


@units(1, 0)
def total_attribution(exact: Any, s: Any) -> Array:
    """sum_i map_i."""
    return space(s.map).sum(s.map, axis=-1)


@units(1, 0)
def positive_attribution(exact: Any, s: Any) -> Array:
    """sum_i max(map_i, 0)."""
    return space(s.map).sum(at_least(s.map, 0.0), axis=-1)


@units(1, 0)
def total_before_smoothing(exact: Any, s: Any, before: Any) -> Array:
    """sum_i map_i of the map that was smoothed."""
    return space(s.unsmoothed).sum(s.unsmoothed, axis=-1)


@units(1, 0)
def size_of_attribution(exact: Any, s: Any, before: Any) -> Array:
    """sum_i |map_i|, before smoothing."""
    return _size(s.unsmoothed)


@units(1, 0)
def rise_from_zero(exact: Any, s: Any, before: Any) -> Array:
    """f(x) - f(0)."""
    return exact.value(s.x) - exact.value(0.0 * s.x)


@units(1, 0)
def incompleteness(exact: Any, s: Any) -> Array:
    """|sum_i map_i - (f(x) - f(0))|."""
    return space(s.x).abs(total_attribution(exact, s) - rise_from_zero(exact, s, s))


@units(0, 1)
def length_of_input(exact: Any, s: Any, before: Any) -> Array:
    """||x||."""
    return norm(s.x)[..., 0]


@units(2, 0)
def product_with_input_times_gradient(exact: Any, s: Any) -> Array:
    """<map, x * grad f(x)>."""
    return dot(s.map, s.x * exact.grad(s.x))


@units(2, 0)
def sqlength_of_input_times_gradient(exact: Any, s: Any, before: Any) -> Array:
    """||x * grad f(x)||^2."""
    v = s.x * exact.grad(s.x)
    return dot(v, v)


nothing_on_disconnected_inputs, nothing_of_gradients, nothing_of_products = (
    Claim(
        id=f"derived-attribution/{name}",
        setting=DISCONNECTED,
        method=method,
        metric=share_on_connected,
        given={attributed: size_of_attribution},
        bound=1,
        where=attributed > 0,
        kind="identity",
        steps=1,
        false_neighbours=(Rational(999, 1000), false(method=SmoothedAttribution(method, pixels=0.5))),
        provenance="derived",
        paper=1,
    )
    for name, method in (
        ("integrated-gradients-of-disconnected-inputs", IntegratedGradients()),
        ("gradient-of-disconnected-inputs", GradientMap()),
        ("input-times-gradient-of-disconnected-inputs", InputTimesGradient()),
    )
)

# The mean of t^(degree - 1) over the midpoints of [0, 1], times degree, for a SMALL_DEGREE.
SMALL_DEGREE = Eq((degree - 1) * (degree - 2) * (degree - 3), 0)
OF_MIDPOINTS = 1 - (degree - 1) * (degree - 2) / (8 * midpoints**2)

completeness = Claim(
    id="derived-attribution/completeness",
    setting=HOMOGENEOUS & DISCONNECTED,
    method=IntegratedGradients(midpoints=3),
    metric=total_attribution,
    given={rise: rise_from_zero},
    bound=OF_MIDPOINTS * rise,
    where=SMALL_DEGREE,
    kind="identity",
    steps=1,
    false_neighbours=(
        false(bound=rise, on=On("disconnected_net", {"degree": 3})),
        false(method=InputTimesGradient(), bound=rise, on=On("disconnected_net", {"degree": 2})),
        false(setting=DISCONNECTED, bound=rise, where=True, on=On("biased_net")),
    ),
    provenance="derived",
    paper=1,
)

euler = Claim(
    id="derived-attribution/input-times-gradient-of-a-homogeneous-net",
    setting=HOMOGENEOUS & DISCONNECTED,
    method=InputTimesGradient(),
    metric=total_attribution,
    given={rise: rise_from_zero},
    bound=degree * rise,
    kind="identity",
    steps=1,
    false_neighbours=(
        false(bound=rise, on=On("disconnected_net", {"degree": 2})),
        false(setting=DISCONNECTED, bound=rise, on=On("biased_net")),
    ),
    provenance="derived",
    paper=2,
)

same_at_one_layer = Claim(
    id="derived-attribution/input-times-gradient-is-integrated-gradients",
    setting=HOMOGENEOUS & DISCONNECTED,
    method=IntegratedGradients(midpoints=3),
    metric=product_with_input_times_gradient,
    given={sqlength_of_product: sqlength_of_input_times_gradient},
    bound=OF_MIDPOINTS * sqlength_of_product / degree,
    where=SMALL_DEGREE,
    kind="identity",
    steps=1,
    false_neighbours=(
        false(bound=sqlength_of_product, on=On("disconnected_net", {"degree": 2})),
        false(setting=DISCONNECTED, bound=sqlength_of_product, where=True, on=On("biased_net")),
    ),
    provenance="derived",
    paper=2,
)

smoothing_keeps_the_total = Claim(
    id="derived-attribution/smoothing-keeps-the-total",
    setting=PICTURE,
    method=SmoothedAttribution(pixels=1.0),
    metric=total_attribution,
    given={before_smoothing: total_before_smoothing},
    bound=before_smoothing,
    kind="identity",
    steps=1,
    false_neighbours=(Rational(999, 1000) * before_smoothing, false(metric=positive_attribution)),
    provenance="derived",
    paper=1,
)

PIXELS = Rational(1, 2)
# A column next to the border hands to the right half what its Gaussian of reach 2 has on one side.
CENTRE = 1 / (1 + 2 * exp(-1 / (2 * PIXELS**2)) + 2 * exp(-4 / (2 * PIXELS**2)))

smoothing_leaks = Claim(
    id="derived-attribution/what-smoothing-leaks",
    setting=DISCONNECTED & PICTURE,
    method=SmoothedAttribution(pixels=float(PIXELS)),
    metric=share_on_right,
    given={attributed: size_of_attribution},
    bound=(1 - CENTRE) / 2,
    where=attributed > 0,
    steps=1,
    false_neighbours=(
        false(bound=(1 - CENTRE) / 4, on=On("disconnected_net", {"at_border": True})),
        false(method=SmoothedAttribution(pixels=1.0), on=On("disconnected_net", {"at_border": True})),
    ),
    tight_on=On("disconnected_net", {"at_border": True}),
    provenance="derived",
    paper=1,
)

incompleteness_of_convex = Claim(
    id="derived-attribution/midpoints-of-a-smooth-convex-function",
    setting=CONVEX & SMOOTH,
    method=IntegratedGradients(midpoints=4),
    metric=incompleteness,
    given={length: length_of_input},
    bound=L * length**2 / (8 * midpoints),
    steps=1,
    false_neighbours=(
        false(bound=L * length**2 / (16 * midpoints), on=On("stairs")),
        false(bound=L * length**2 / (8 * midpoints**2), on=On("stairs")),
    ),
    tight_on=On("stairs"),
    provenance="derived",
    paper=1,
)

incompleteness_of_smooth = Claim(
    id="derived-attribution/midpoints-of-a-smooth-function",
    setting=SMOOTH,
    method=IntegratedGradients(midpoints=4),
    metric=incompleteness,
    given={length: length_of_input},
    bound=L * length**2 / (4 * midpoints),
    steps=1,
    false_neighbours=(
        false(bound=L * length**2 / (8 * midpoints), on=On("zigzag_slope")),
        false(bound=L * length**2 / (4 * midpoints**2), on=On("zigzag_slope")),
    ),
    tight_on=On("zigzag_slope"),
    provenance="derived",
    paper=1,
)

incompleteness_with_lipschitz_hessian = Claim(
    id="derived-attribution/midpoints-with-a-lipschitz-hessian",
    setting=LIPSCHITZ_HESSIAN,
    method=IntegratedGradients(midpoints=4),
    metric=incompleteness,
    given={length: length_of_input},
    bound=M * length**3 / (24 * midpoints**2),
    steps=1,
    false_neighbours=(
        false(bound=M * length**3 / (48 * midpoints**2), on=On("fading_curvature")),
        false(bound=M * length**3 / (24 * midpoints**3)),
    ),
    tight_on=On("fading_curvature"),
    provenance="derived",
    paper=1,
)
