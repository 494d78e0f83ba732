"""Polyak 1969. Minimization of unsmooth functionals. USSR Comput. Math. Math. Phys. 9(3).

Every step comes closer to x_star by what its gain is. Where that is below 1e-5 R^2 and x_star is not the only minimizer, the
difference of squares is rounding, so such steps are left out.
"""

from sympy import sqrt

from optlab.claim import Claim, On, false
from optlab.methods.polyak.polyak import Polyak
from optlab.metrics import gap, polyak_step, sqdist, sqdist_drop
from optlab.settings import CONVEX, EVERYWHERE, LIPSCHITZ, MINIMIZER, SHARP
from optlab.symbols import G, R, k, letter, sharp

gap_before = letter("gap_before", (1, 0))
sqdist_before = letter("sqdist_before", (0, 2))
step_before = letter("step_before", (-1, 2))

closer = Claim(
    id="polyak-1969/closer-in-every-step",
    setting=CONVEX & EVERYWHERE & MINIMIZER,
    method=Polyak(),
    metric=sqdist_drop,
    given={gap_before: gap, step_before: polyak_step},
    bound=step_before * gap_before,
    where=step_before * gap_before > 1e-5 * R**2,
    kind="lower-bound",
    false_neighbours=(1.1 * step_before * gap_before, false(method=Polyak(scale=2.5))),
    tight_on=On("linf_norm"),
)

lipschitz = Claim(
    id="polyak-1969/lipschitz",
    setting=CONVEX & LIPSCHITZ & MINIMIZER,
    method=Polyak(),
    metric=gap,
    bound=G * R / sqrt(k + 1),
    over="best",
    false_neighbours=(
        false(bound=G * R / sqrt(k + 2), on=On("max_function")),
        false(method=Polyak(scale=2.0), on=On("l1_norm", {"dim": 1})),
    ),
    tight_on=On("max_function"),
)

sharp_functions = Claim(
    id="polyak-1969/sharp",
    setting=CONVEX & LIPSCHITZ & SHARP & MINIMIZER,
    method=Polyak(),
    metric=sqdist_drop,
    given={sqdist_before: sqdist},
    bound=sharp**2 / G**2 * sqdist_before,
    kind="lower-bound",
    false_neighbours=(false(bound=(1 - (1 - sharp / G) ** 2) * sqdist_before, on=On("two_lines")),),
    tight_on=On("two_lines"),
)
