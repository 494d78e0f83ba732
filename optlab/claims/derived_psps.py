"""Derived here; related: Abdukhakimov, Xiang, Kamzolov and Takac 2023, whose method it is, of whom the abstract was read.

The step is the projection on a hyperplane that separates x from the minimizers of the sampled component, in the norm of its
preconditioner. So x comes closer to a shared minimizer in this norm, and in no other; over many steps only if the norm stays. With the
diagonal of the Hessian the units of the features cancel; samples of single components estimate it badly where features are short, for
what other features add to an estimate does not shrink with it.
"""

from typing import Any

from optlab.arrays import Array, dot
from optlab.claim import Claim, On, false
from optlab.methods.polyak.psps import PSPS, AdaGradPSPS, DiagonalPSPS
from optlab.methods.polyak.sps_max import SPSMax
from optlab.metrics import gap, sqdist_drop, sqmove, units
from optlab.noise import Minibatch
from optlab.polyak_settings import UNEVEN_FEATURES
from optlab.settings import FINITE_SUM, INTERPOLATION, LINEAR_MODEL, MINIMIZER, QUADRATIC
from optlab.symbols import f_star, first, letter, prev

scaled_move = letter("scaled_move", (1, 0), nonnegative=True)
sqlength = letter("sqlength", (0, 2), nonnegative=True)
gap_before = letter("gap_before", (1, 0), nonnegative=True)
SAMPLED = FINITE_SUM & INTERPOLATION & LINEAR_MODEL & MINIMIZER
UNEVEN = On("scaled_features")


@units(1, 0)
def scaled_drop(exact: Any, s: Any, before: Any) -> Array:
    """||x_(k-1) - x_star||^2 - ||x_k - x_star||^2 in the norm of the step into x_k, without cancellation."""
    x_star = exact.problem.x_star
    return dot(s.scale * (before.x - s.x), (before.x - x_star) + (s.x - x_star))


@units(1, 0)
def scaled_sqmove(exact: Any, s: Any, before: Any) -> Array:
    """||x_k - x_(k-1)||^2 in the norm of the step into x_k."""
    return dot(s.scale * (s.x - before.x), s.x - before.x)


@units(1, 0)
def scaled_sqdist(exact: Any, s: Any) -> Array:
    """||x_k - x_star||^2 in the norm of the step into x_k."""
    e = s.x - exact.problem.x_star
    return dot(s.scale * e, e)


@units(1, 0)
def linear_drop(exact: Any, s: Any, before: Any) -> Array:
    """<grad f(x_(k-1)), x_(k-1) - x_k>, by which the linearized f falls."""
    return dot(exact.grad(before.x), before.x - s.x)


linearized = Claim(
    id="derived-psps/zero-of-the-linearization",
    setting=QUADRATIC & MINIMIZER,
    method=AdaGradPSPS(f_star=f_star),
    metric=linear_drop,
    given={gap_before: gap},
    bound=gap_before,
    kind="identity",
    steps=20,
    false_neighbours=(gap_before / 2, false(method=AdaGradPSPS(f_star=f_star, share=0.5))),
    provenance="derived",
    paper=107,
)

closer = Claim(
    id="derived-psps/closer-in-its-norm",
    setting=SAMPLED,
    method=PSPS(decay=0.9, probes=20),
    metric=scaled_drop,
    given={scaled_move: scaled_sqmove},
    bound=scaled_move,
    kind="lower-bound",
    oracle=Minibatch(),
    steps=30,
    false_neighbours=(4 * scaled_move, false(metric=sqdist_drop, given={sqlength: sqmove}, bound=sqlength, on=UNEVEN)),
    provenance="derived",
    paper=107,
)

fixed = Claim(
    id="derived-psps/fixed-norm",
    setting=SAMPLED,
    method=PSPS(decay=1.0, probes=20),
    metric=scaled_sqdist,
    given={scaled_move: scaled_sqmove},
    bound=prev - scaled_move,
    oracle=Minibatch(),
    start=2,
    steps=30,
    false_neighbours=(prev - 4 * scaled_move, false(method=PSPS(decay=0.5, probes=20), on=UNEVEN)),
    provenance="derived",
    paper=107,
)

faster = Claim(
    id="derived-psps/uneven-features",
    setting=UNEVEN_FEATURES & MINIMIZER,
    method=DiagonalPSPS(),
    against=SPSMax(),
    metric=gap,
    bound=first,
    kind="phenomenon",
    oracle=Minibatch(),
    steps=200,
    margin=1e6,
    false_neighbours=(
        false(on=On("scaled_features", {"decades": 0.1})),
        false(method=PSPS(floor=0.0)),
        false(method=AdaGradPSPS()),
    ),
    provenance="derived",
    paper=107,
)
