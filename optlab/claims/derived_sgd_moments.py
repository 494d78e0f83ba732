"""Derived here. Bounds of stochastic gradient descent on least squares, one component at a time, by exact second moments.

Related: Bach and Moulines 2011, Needell, Srebro and Ward 2014, Schmidt and Le Roux 2013 and Vaswani, Bach and Schmidt 2019: the bounds are
those of the sampled claims. A step is affine in the error, so its second moments follow a linear recursion, and nothing has to be sampled.
"""

from optlab.claim import Claim, On, false
from optlab.methods.stochastic.expected_sgd import ExpectedSGD
from optlab.moments_metrics import expected_gap, expected_sqdist
from optlab.moments_settings import INTERPOLATION_MOMENTS, SUM_MOMENTS
from optlab.symbols import L, L_max, R, first, growth, k, mu, sigma_star, step_size

NEAR = {"start": 1e-3}


def shrunk(smoothness):
    """Twice the step, less what the noise of a component takes of it."""
    return 2 * step_size * (1 - 2 * step_size * smoothness)


average = Claim(
    id="derived-sgd-moments/average",
    setting=SUM_MOMENTS,
    method=ExpectedSGD(step_size=1 / (4 * L_max)),
    metric=expected_gap,
    over="mean",
    bound=R**2 / (shrunk(L_max) * (k + 1)) + 2 * step_size**2 * sigma_star**2 / shrunk(L_max),
    steps=200,
    false_neighbours=(
        false(bound=R**2 / (shrunk(L_max) * (k + 1)) + step_size * sigma_star**2 / 4, on=On("two_component_moments", NEAR)),
        false(
            method=ExpectedSGD(step_size=1 / (4 * L)),
            bound=R**2 / (shrunk(L) * (k + 1)) + 2 * step_size**2 * sigma_star**2 / shrunk(L),
            on=On("least_squares_moments", {"n": 48, "dim": 12, "kappa": 1.0, "noise": 0.0}),
        ),
    ),
    provenance="derived",
)

constant_step = Claim(
    id="derived-sgd-moments/constant-step",
    setting=SUM_MOMENTS,
    method=ExpectedSGD(step_size=1 / (2 * L_max)),
    metric=expected_sqdist,
    bound=(1 - step_size * mu) ** k * R**2 + 2 * step_size * sigma_star**2 / mu,
    steps=200,
    false_neighbours=(
        false(bound=(1 - step_size * mu) ** k * R**2 + step_size * sigma_star**2 / (2 * mu), on=On("two_component_moments", NEAR)),
        false(
            bound=(1 - 2 * step_size * mu) ** k * R**2 + 2 * step_size * sigma_star**2 / mu,
            on=On("least_squares_moments", {"noise": 0.0}),
        ),
    ),
    provenance="derived",
)

strong_growth = Claim(
    id="derived-sgd-moments/strong-growth",
    setting=INTERPOLATION_MOMENTS,
    method=ExpectedSGD(step_size=1 / (growth * L)),
    metric=expected_gap,
    bound=(1 - mu / (growth * L)) ** k * first,
    steps=200,
    false_neighbours=(
        (1 - 2 * mu / (growth * L)) ** k * first,
        false(method=ExpectedSGD(step_size=1 / L), on=On("interpolating_moments", {"n": 16, "dim": 4})),
    ),
    tight_on=On("coordinate_moments"),
    provenance="derived",
)
