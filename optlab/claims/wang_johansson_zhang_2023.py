"""Wang, Johansson, Zhang 2023. Generalized Polyak step size for first order optimization with momentum. International Conference on
Machine Learning.
"""

from optlab.claim import Claim, false
from optlab.methods.polyak.alr_hb import ALRHB
from optlab.methods.polyak.alr_mag import ALRMAG
from optlab.metrics import sqdist
from optlab.settings import CONVEX, EVERYWHERE, MINIMIZER
from optlab.symbols import prev

monotone = Claim(
    id="wang-johansson-zhang-2023/alr-mag-monotone",
    setting=CONVEX & EVERYWHERE & MINIMIZER,
    method=ALRMAG(momentum=0.9),
    metric=sqdist,
    bound=prev,
    false_neighbours=(false(method=ALRMAG(momentum=0.9, scale=2.0)), false(method=ALRHB(momentum=0.9))),
    paper=40,
)
