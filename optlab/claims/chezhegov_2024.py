"""Chezhegov, Klyukin, Semenov, Beznosikov, Gasnikov, Horváth, Takáč, Gorbunov 2024. Gradient clipping improves AdaGrad when the noise is
heavy-tailed. arXiv 2406.04443.

The claim and the one-dimensional instance are the paper's; steps, level and margin are chosen here.
"""

from sympy import And

from optlab.claim import Claim, false
from optlab.methods.adaptive.clip_radagradd import ClipRAdaGradD
from optlab.metrics import gap
from optlab.settings import HEAVY_TAILED, MINIMIZER, QUADRATIC, UNBIASED
from optlab.symbols import L, R, first, mu, sigma_p

CLIPPED = ClipRAdaGradD(gamma=sigma_p / (4 * L), b0=sigma_p, level=2 * sigma_p)
UNCLIPPED = ClipRAdaGradD(gamma=sigma_p / (4 * L), b0=sigma_p, level=float("inf"))

clipping_helps = Claim(
    id="chezhegov-2024/clipping-helps",
    setting=QUADRATIC & MINIMIZER & UNBIASED & HEAVY_TAILED,
    method=CLIPPED,
    against=UNCLIPPED,
    metric=gap,
    bound=first,
    where=And(1.01 * mu >= L, sigma_p >= R * L),
    kind="phenomenon",
    steps=300,
    replicas=1000,
    margin=2.0,
    false_neighbours=(false(method=UNCLIPPED, against=CLIPPED),),
    paper=81,
)
