"""Salman, Li, Razenshteyn, Zhang, Zhang, Bubeck, Yang 2019. Provably robust deep learning via adversarially trained smoothed classifiers.
NeurIPS 32.

Recalled, as lemmas on the smoothed probability p; that p itself is Lipschitz follows, since the normal density is at most 1/sqrt(2 pi).
"""

from sympy import pi, sqrt

from optlab.claim import Claim, On, false
from optlab.settings import CLASSIFIER
from optlab.smoothing_metrics import probability_slope, probit_slope
from optlab.symbols import noise_std

probit_is_lipschitz = Claim(
    id="salman-2019/probit-is-lipschitz",
    setting=CLASSIFIER,
    method=None,
    metric=probit_slope,
    bound=1 / noise_std,
    kind="certificate",
    false_neighbours=(1 / (2 * noise_std),),
    tight_on=On("half_space", {"dim": 1}),
)

probability_is_lipschitz = Claim(
    id="salman-2019/probability-is-lipschitz",
    setting=CLASSIFIER,
    method=None,
    metric=probability_slope,
    bound=1 / (noise_std * sqrt(2 * pi)),
    kind="certificate",
    false_neighbours=(false(bound=1 / (2 * noise_std * sqrt(2 * pi)), on=On("half_space", {"dim": 1})),),
    tight_on=On("half_space", {"dim": 1}),
)
