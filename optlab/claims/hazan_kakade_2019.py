"""Hazan, Kakade 2019. Revisiting the Polyak step size. arXiv 1905.00313."""

from optlab.claim import Claim, false
from optlab.methods.polyak.polyak import Polyak
from optlab.metrics import gap
from optlab.settings import CONVEX, MINIMIZER, SMOOTH
from optlab.symbols import L, R, k

convex_smooth = Claim(
    id="hazan-kakade-2019/convex-smooth",
    setting=CONVEX & SMOOTH & MINIMIZER,
    method=Polyak(),
    metric=gap,
    bound=2 * L * R**2 / (k + 1),
    over="best",
    false_neighbours=(2 * L * R**2 / (k + 1) ** 3, false(method=Polyak(scale=4.0))),
)
