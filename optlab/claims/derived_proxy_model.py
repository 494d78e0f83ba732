"""Derived here: the mean of a doubly robust kernel estimate in a linear Gaussian proxy model, where both bridges are known in closed form.

Related: Wu and others 2023, who make proximal causal inference doubly robust for continuous treatments; their abstract was read, and no
theorem of theirs is claimed. A Gaussian kernel of width b multiplies sin(frequency a) by exp(-frequency^2 b^2 / 2), and leaves a straight
line alone. With the right outcome bridge the weights do not matter; with the right weights the bias is that of the kernel; with neither the
confounder stays in.
"""

from sympy import Integer, exp

from optlab.claim import Claim, On, false
from optlab.kernel_metrics import bandwidth
from optlab.proxy_metrics import both_bridges, bridged_weight, naive_weight, no_bridge, outcome_bridge, weight_bridge
from optlab.proxy_settings import PROXIES, confounding, frequency, response
from optlab.symbols import letter

b = letter("bandwidth")
HERE = On("proxy_model")
SMOOTHED = response * exp(-(frequency**2) * b**2 / 2)

weights = Claim(
    id="derived-proxy-model/weights-are-a-bridge",
    setting=PROXIES,
    method=None,
    metric=bridged_weight,
    bound=Integer(1),
    kind="identity",
    false_neighbours=(false(metric=naive_weight),),
    provenance="derived",
    paper=150,
)

either = Claim(
    id="derived-proxy-model/outcome-bridge-suffices",
    setting=PROXIES,
    method=None,
    metric=outcome_bridge,
    bound=response,
    kind="identity",
    false_neighbours=(response + confounding, false(metric=no_bridge), false(metric=weight_bridge)),
    provenance="derived",
    paper=150,
)

both = Claim(
    id="derived-proxy-model/both-bridges",
    setting=PROXIES,
    method=None,
    metric=both_bridges,
    bound=response,
    kind="identity",
    false_neighbours=(2 * response / 3, response + confounding / 2),
    provenance="derived",
    paper=150,
)

kernel = Claim(
    id="derived-proxy-model/bias-of-the-kernel",
    setting=PROXIES,
    method=None,
    metric=weight_bridge,
    given={b: bandwidth},
    bound=SMOOTHED,
    kind="identity",
    false_neighbours=(response, response * exp(-(frequency**2) * b**2), response * exp(-frequency * b)),
    provenance="derived",
    paper=150,
)

neither = Claim(
    id="derived-proxy-model/without-a-bridge",
    setting=PROXIES,
    method=None,
    metric=no_bridge,
    given={b: bandwidth},
    bound=SMOOTHED + confounding,
    kind="identity",
    false_neighbours=(SMOOTHED, response + confounding),
    provenance="derived",
    paper=150,
)
