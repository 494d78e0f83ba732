"""Derived here. What noise leaves of constant steps: second moments of gradient descent and of momentum on quadratics, exactly.

Related: Polyak 1964 and 1987 for momentum, Mandt, Hoffman and Blei 2017 for the stationary covariance. The second moments of error and
velocity obey a linear recursion of three numbers for each eigenvalue h; its fixed point is the floor. At the same step momentum raises it
where step h < 1 + momentum, and lowers it beyond; below that of the step step / (1 - momentum), as long in effect, it always is.
"""

from sympy import Expr, Rational

from optlab.claim import Claim, On, false
from optlab.claims.derived_cyclic_steps import mean_square
from optlab.methods.stochastic.expected_momentum import ExpectedMomentum
from optlab.methods.stochastic.expected_sgd import ExpectedSGD
from optlab.settings import NOISY_QUADRATIC
from optlab.symbols import L, first, k, momentum, mu, sigma, step_size

HALF = Rational(1, 2)
STEP = HALF / L
LATE = (160,)


def floor(step: Expr, beta: Expr | float, curvature: Expr) -> Expr:
    """Stationary E e^2 of momentum along an eigenvector, where the noise has the variance sigma^2."""
    return step * sigma**2 * (1 + beta) / (curvature * (1 - beta) * (2 * (1 + beta) - step * curvature))


one_eigenvalue = Claim(
    id="derived-sgd-floor/gradient-descent",
    setting=NOISY_QUADRATIC,
    method=ExpectedSGD(step_size=STEP),
    metric=mean_square,
    bound=(1 - step_size * L) ** (2 * k) * first + floor(step_size, 0, L) * (1 - (1 - step_size * L) ** (2 * k)),
    where=L <= mu,
    kind="identity",
    steps=60,
    false_neighbours=(
        (1 - step_size * L) ** (2 * k) * first + step_size * sigma**2 / (2 * L) * (1 - (1 - step_size * L) ** (2 * k)),
        (1 - step_size * L) ** k * first + floor(step_size, 0, L) * (1 - (1 - step_size * L) ** k),
    ),
    provenance="derived",
)

many_eigenvalues = Claim(
    id="derived-sgd-floor/many-eigenvalues",
    setting=NOISY_QUADRATIC,
    method=ExpectedSGD(step_size=STEP),
    metric=mean_square,
    bound=(1 - step_size * mu) ** (2 * k) * first + floor(step_size, 0, mu),
    false_neighbours=(
        (1 - step_size * mu) ** (2 * k) * first + floor(step_size, 0, L) / 2,
        (1 - step_size * L) ** (2 * k) * first + floor(step_size, 0, mu),
    ),
    tight_on=On("noisy_quadratic"),
    provenance="derived",
)

of_momentum = Claim(
    id="derived-sgd-floor/momentum",
    setting=NOISY_QUADRATIC,
    method=ExpectedMomentum(step_size=STEP, momentum=HALF),
    metric=mean_square,
    over="end",
    horizons=LATE,
    bound=floor(step_size, momentum, L),
    where=L <= mu,
    kind="identity",
    false_neighbours=(
        floor(step_size, 0, L),
        floor(step_size / (1 - momentum), 0, L),
        false(method=ExpectedMomentum(step_size=STEP, momentum=Rational(1, 4)), bound=floor(step_size, HALF, L)),
    ),
    provenance="derived",
)
