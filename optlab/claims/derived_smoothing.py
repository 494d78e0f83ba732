"""Derived here. Two consequences for smoothed classifiers.

Related: Salman et al. 2019; Cohen, Rosenfeld and Kolter 2019. The certified radius noise_std max(z, -z), z = Phi^-1(p), is 1-Lipschitz
because noise_std z is. Of the two tails of PREDICT's test only one returns the less likely of two classes.
"""

from sympy import Rational

from optlab.claim import Claim, On, false
from optlab.methods.smoothing.majority_vote import MajorityVote
from optlab.methods.smoothing.predict import Predict
from optlab.settings import CLASSIFIER
from optlab.smoothing_metrics import overreach, radius_slope

radius_is_lipschitz = Claim(
    id="derived-smoothing/radius-is-lipschitz",
    setting=CLASSIFIER,
    method=None,
    metric=radius_slope,
    bound=1,
    kind="certificate",
    false_neighbours=(Rational(1, 2),),
    tight_on=On("half_space", {"dim": 1}),
    provenance="derived",
)

predict_two_classes = Claim(
    id="derived-smoothing/predict-two-classes",
    setting=CLASSIFIER,
    method=Predict(n=100, alpha=0.2),
    metric=overreach,
    bound=1,
    kind="high-probability",
    delta=0.1,
    steps=1,
    replicas=4000,
    false_neighbours=(
        false(delta=0.05, on=On("half_space")),
        false(method=MajorityVote(n=100, alpha=0.2)),
    ),
    provenance="derived",
)
