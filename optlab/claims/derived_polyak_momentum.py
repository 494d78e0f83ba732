"""Derived here. Constants for steps of Polyak's kind with momentum.

Related: Wang, Johansson and Zhang 2023, whose methods these are. By induction <d_k, x_k - x_star> >= f(x_k) - f_star, since
<d_{k-1}, x_k - x_star> = <d_{k-1}, x_{k-1} - x_star> - (f(x_{k-1}) - f_star) >= 0. In the smooth case ||d_k||^2 is at most
sum_j momentum^j 2 L (f(x_{k-j}) - f_star) / (1 - momentum). Steps that gain less than 1e-5 R^2 are left out: on functions with many
minimizers their difference of squares is rounding.
"""

from sympy import sqrt, true

from optlab.claim import Claim, On, false
from optlab.methods.polyak.alr_hb import ALRHB
from optlab.methods.polyak.alr_mag import ALRMAG
from optlab.methods.polyak.polyak import Polyak
from optlab.metrics import ahead_drop, ahead_gain, direction_gain, gap, sqdist, sqdist_drop
from optlab.settings import CONVEX, EVERYWHERE, LIPSCHITZ, MINIMIZER, SMOOTH
from optlab.symbols import G, L, R, k, letter, momentum, prev

gain = letter("gain", (0, 2), nonnegative=True)

certificate = Claim(
    id="derived-polyak-momentum/alr-mag-certificate",
    setting=CONVEX & EVERYWHERE & MINIMIZER,
    method=ALRMAG(momentum=0.9),
    metric=sqdist_drop,
    given={gain: direction_gain},
    bound=gain,
    where=gain > 1e-5 * R**2,
    kind="lower-bound",
    false_neighbours=(1.1 * gain,),
    tight_on=On("l1_norm", {"dim": 1}),
    provenance="derived",
    paper=40,
)

lipschitz = Claim(
    id="derived-polyak-momentum/alr-mag-lipschitz",
    setting=CONVEX & LIPSCHITZ & MINIMIZER,
    method=ALRMAG(momentum=0.9),
    metric=gap,
    bound=G * R / ((1 - momentum) * sqrt(k + 1)),
    over="best",
    false_neighbours=(false(bound=G * R / sqrt(k + 1), on=On("linf_norm", {"dim": 40})),),
    provenance="derived",
    paper=40,
)

smooth = Claim(
    id="derived-polyak-momentum/alr-mag-smooth",
    setting=CONVEX & SMOOTH & MINIMIZER,
    method=ALRMAG(momentum=0.5),
    metric=gap,
    bound=2 * L * R**2 / ((1 - momentum) ** 2 * (k + 1)),
    over="mean",
    start=0,
    false_neighbours=(false(method=ALRMAG(momentum=0.9, scale=2.0), bound=2 * L * R**2 / ((1 - momentum) ** 2 * (k + 1))),),
    provenance="derived",
    paper=40,
)

heavy_ball_certificate = Claim(
    id="derived-polyak-momentum/alr-hb-certificate",
    setting=CONVEX & EVERYWHERE & MINIMIZER,
    method=ALRHB(momentum=0.9),
    metric=ahead_drop,
    given={gain: ahead_gain},
    bound=gain,
    where=gain > 1e-5 * R**2,
    kind="lower-bound",
    false_neighbours=(
        1.1 * gain,
        false(
            metric=gap,
            bound=G * R / sqrt(k + 1),
            given={},
            where=true,
            kind="deterministic",
            over="best",
            setting=CONVEX & LIPSCHITZ & MINIMIZER,
            on=On("linf_norm"),
        ),
    ),
    tight_on=On("linf_norm"),
    provenance="derived",
    paper=40,
)

no_momentum = Claim(
    id="derived-polyak-momentum/alr-hb-without-momentum-is-polyak",
    setting=CONVEX & EVERYWHERE & MINIMIZER,
    method=ALRHB(momentum=0.0),
    against=Polyak(),
    metric=sqdist,
    bound=prev,
    kind="identity",
    false_neighbours=(false(method=ALRHB(momentum=0.01)),),
    provenance="derived",
    paper=40,
)
