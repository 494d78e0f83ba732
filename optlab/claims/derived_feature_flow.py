"""Derived here; related: Wu, Lan, Zhang and Xiang 2023. Feature flow regularization: improving structured sparsity in deep neural networks.

Length and curvature of the samples' paths through a residual net, as a penalty on the training loss of 100 digits: the heavier it is, the
fewer filters do anything, and those that do nothing can be taken out of the net without loss. At 0.1 hardly any is left, and the net is
nearly a linear map; it knows the digits of other writers no worse.
"""

from sympy import Rational

from optlab.claim import Claim, false
from optlab.feature_flow_metrics import error_when_pruned, filters_that_count
from optlab.methods.adaptive.adam import Adam
from optlab.methods.stochastic.feature_flow import FeatureFlow
from optlab.network_metrics import training_loss
from optlab.network_settings import NET, RESIDUAL
from optlab.symbols import first

NETS, STEPS = NET & RESIDUAL, 60
ADAM = Adam(0.03)
LIGHT, HEAVY = FeatureFlow(ADAM, 0.03, 0.03), FeatureFlow(ADAM, 0.1, 0.1)

light = Claim(
    id="derived-feature-flow/fewer-filters",
    setting=NETS,
    method=LIGHT,
    against=ADAM,
    metric=filters_that_count,
    bound=first,
    kind="phenomenon",
    margin=1.1,
    steps=STEPS,
    false_neighbours=(false(margin=20.0), false(metric=training_loss)),
    provenance="derived",
    paper=145,
)

heavy = Claim(
    id="derived-feature-flow/still-fewer-filters",
    setting=NETS,
    method=HEAVY,
    against=LIGHT,
    metric=filters_that_count,
    bound=first,
    kind="phenomenon",
    margin=1.5,
    steps=STEPS,
    false_neighbours=(false(method=LIGHT, against=HEAVY),),
    provenance="derived",
    paper=145,
)

a_third = Claim(
    id="derived-feature-flow/more-than-thirty-percent",
    setting=NETS,
    method=HEAVY,
    metric=filters_that_count,
    bound=Rational(7, 10),
    kind="phenomenon",
    steps=STEPS,
    false_neighbours=(false(method=ADAM),),
    provenance="derived",
    paper=145,
)

no_loss = Claim(
    id="derived-feature-flow/pruned-without-loss",
    setting=NETS,
    method=HEAVY,
    against=ADAM,
    metric=error_when_pruned,
    bound=first,
    kind="phenomenon",
    steps=STEPS,
    false_neighbours=(false(margin=2.0), false(metric=training_loss)),
    provenance="derived",
    paper=145,
)
