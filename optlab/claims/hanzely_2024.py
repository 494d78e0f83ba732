"""Hanzely, Abdukhakimov, Takac 2024. Damped Newton method with near-optimal global O(k^-3) convergence rate. arXiv 2405.18926.

Rule, assumption and certificate recalled from a note about the paper, not from the paper itself. The certificate holds at every step;
the rate that follows from it speaks of constants of the path, and the power of one of them is unverified, so that the rate is not
claimed.
"""

from sympy import Rational

from optlab.claim import Claim, On, false
from optlab.methods.second_order.newton import Newton
from optlab.methods.second_order.root_newton import RootNewton
from optlab.metrics import along_newton, decrement, gap, gradient_seen_from_before
from optlab.settings import BOUNDED_BELOW, SEMI_STRONG, THIRD_LOCAL
from optlab.symbols import L_local, L_local3, lam, letter, prev

seen = letter("seen", (0.5, 0), nonnegative=True)


def certified(theta):
    """||grad f(x+)||^2 / (2 alpha theta) with alpha = 1 / (1 + theta)."""
    return seen**2 * (1 + theta) / (2 * theta)


quartic, cubic = (9 * L_local3 * lam**2) ** Rational(1, 3), (9 * L_local * lam) ** Rational(1, 2)
WEAK = On("tempered_log_cosh", {"dim": 1, "mu": 0.05, "steepest": 2.0, "tilt": 0.0})

third_order = Claim(
    id="hanzely-2024/certificate-third-derivative",
    setting=THIRD_LOCAL,
    method=RootNewton(smoothness=L_local3, q=4.0),
    steps=50,
    metric=along_newton,
    given={lam: decrement, seen: gradient_seen_from_before},
    kind="lower-bound",
    bound=certified(quartic),
    false_neighbours=(
        2 * certified(quartic),
        false(method=RootNewton(smoothness=L_local3 / 9000, q=4.0), bound=certified(quartic / 9000 ** Rational(1, 3)), on=WEAK),
    ),
    paper=11,
)

second_order = Claim(
    id="hanzely-2024/certificate-hessian",
    setting=SEMI_STRONG,
    method=RootNewton(smoothness=L_local, q=3.0),
    steps=50,
    metric=along_newton,
    given={lam: decrement, seen: gradient_seen_from_before},
    kind="lower-bound",
    bound=certified(cubic),
    false_neighbours=(
        2 * certified(cubic),
        false(method=RootNewton(smoothness=L_local / 9000, q=3.0), bound=certified(cubic / 9000 ** Rational(1, 2)), on=WEAK),
    ),
    paper=11,
)

monotone = Claim(
    id="hanzely-2024/monotone",
    setting=THIRD_LOCAL & BOUNDED_BELOW,
    method=RootNewton(smoothness=L_local3, q=4.0),
    steps=50,
    metric=gap,
    bound=prev,
    false_neighbours=(false(method=Newton(), on=WEAK),),
    paper=11,
)
