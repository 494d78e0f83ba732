"""Barre, Taylor, d'Aspremont 2020. Complexity guarantees for Polyak steps with momentum. Conference on Learning Theory.

Propositions 1 and 2, read in the documentation of PEPit's examples on Polyak steps. Where the step of proposition 2 is 1/L, one step
ends at the minimum: a bound of 0, which floats cannot tell from rounding, so steps within a millionth of it are left out.
"""

from sympy import And

from optlab.claim import Claim, On, false
from optlab.methods.polyak.polyak import Polyak
from optlab.methods.polyak.polyak_by_value import PolyakByValue
from optlab.metrics import gap, polyak_step, sqdist, sqdist_drop
from optlab.settings import BOUNDED_BELOW, MINIMIZER, SMOOTH, STRONGLY_CONVEX
from optlab.symbols import L, R, first, letter, mu, prev

sqdist_before = letter("sqdist_before", (0, 2))
step_before = letter("step_before", (-1, 2))
t = 2 * step_before
u = (2 - 1 / (2 * L * step_before)) / L

proposition_1 = Claim(
    id="barre-taylor-daspremont-2020/proposition-1",
    setting=STRONGLY_CONVEX & SMOOTH & MINIMIZER,
    method=Polyak(scale=2.0),
    metric=sqdist_drop,
    given={sqdist_before: sqdist, step_before: polyak_step},
    bound=t**2 * L * mu / (t * (L + mu) - 1) * sqdist_before,
    where=sqdist_before > 1e-9 * R**2,
    kind="lower-bound",
    false_neighbours=(1.1 * t**2 * L * mu / (t * (L + mu) - 1) * sqdist_before, t**2 * L * mu / (t * L - 1) * sqdist_before),
    tight_on=On("quadratic", {"dim": 2}),
    provenance="read",
)

proposition_1_worst = Claim(
    id="barre-taylor-daspremont-2020/proposition-1-worst-step",
    setting=STRONGLY_CONVEX & SMOOTH & MINIMIZER,
    method=Polyak(scale=2.0),
    metric=sqdist,
    bound=((L - mu) / (L + mu)) ** 2 * prev,
    false_neighbours=(((L - mu) / (L + mu)) ** 4 * prev, false(method=Polyak(), on=On("quadratic", {"dim": 2, "kappa": 3.0}))),
    tight_on=On("quadratic", {"dim": 2}),
    provenance="read",
)

proposition_2 = Claim(
    id="barre-taylor-daspremont-2020/proposition-2",
    setting=STRONGLY_CONVEX & SMOOTH & BOUNDED_BELOW,
    method=PolyakByValue(),
    metric=gap,
    given={step_before: polyak_step},
    bound=(L * u - 1) * (L * u * (3 - u * (L + mu)) - 1) * prev,
    where=And(L * u > 1 + 1e-6, prev > 1e-9 * first),
    false_neighbours=((L * u - 1) * (L * u * (3 - u * (L + 2 * mu)) - 1) * prev,),
    tight_on=On("quadratic", {"dim": 2}),
    provenance="read",
)

proposition_2_worst = Claim(
    id="barre-taylor-daspremont-2020/proposition-2-worst-step",
    setting=STRONGLY_CONVEX & SMOOTH & BOUNDED_BELOW,
    method=PolyakByValue(),
    metric=gap,
    bound=((L - mu) / (L + mu)) ** 2 * prev,
    false_neighbours=(((L - mu) / (L + mu)) ** 4 * prev,),
    tight_on=On("quadratic", {"dim": 2}),
    provenance="read",
)
