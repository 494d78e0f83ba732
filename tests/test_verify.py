"""Verdicts: what holds, what falls, what rounding only pretends, and what nobody can say."""

from dataclasses import dataclass, replace
from types import SimpleNamespace

import numpy as np
import pytest
from flint import arb

from optlab.arrays import Array, norm, quotient, space, sqnorm
from optlab.ball import Ball
from optlab.claim import Claim
from optlab.claims.derived_sgd_floor import of_momentum
from optlab.compare import compare
from optlab.confirm import _difference, confirmed
from optlab.method import Iterate, Method
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import gap, sqdist, units
from optlab.noise import GaussianNoise, TwoPointNoise
from optlab.oracle import Oracle
from optlab.problem import Problem
from optlab.problems.huber import huber
from optlab.problems.noisy_quadratic import noisy_quadratic
from optlab.problems.quadratic import quadratic
from optlab.settings import BOUNDED_VARIANCE, CONVEX, LIPSCHITZ, MINIMIZER, SMOOTH, STRONGLY_CONVEX, UNBIASED
from optlab.symbols import L, R, first, k, mu, prev, sigma, step_size
from optlab.verify import measure, samples, verify

classic = Claim(
    id="test/classic",
    setting=CONVEX & SMOOTH & MINIMIZER,
    method=GradientDescent(step_size=1 / L),
    metric=gap,
    bound=L * R**2 / (4 * k + 2),
)


def test_a_theorem_holds_and_its_tightness_is_reported():
    verdict = verify(classic, huber())
    assert verdict
    assert verdict.tightness == pytest.approx(1, abs=1e-9)
    assert verdict.coverage > 0.9
    assert str(verdict).startswith("test/classic holds")


def test_a_constant_a_little_too_small_is_refuted_in_balls():
    verdict = verify(replace(classic, bound=L * R**2 / (4 * k + 3)), huber())
    assert verdict.outcome == "refuted"
    assert verdict.note == "Confirmed in ball arithmetic"
    assert {"instance", "replica", "k", "N", "metric", "bound"} <= set(verdict.witness)


def test_a_problem_without_the_setting_is_refused():
    with pytest.raises(ValueError, match=r"test/classic assumes .*; Diagonal under Oracle lacks Lipschitz"):
        verify(replace(classic, setting=LIPSCHITZ), quadratic(B=2))


def test_starts_and_constants_that_are_not_numbers_are_refused():
    problem = quadratic(B=2)
    with pytest.raises(ValueError, match="starts must be finite, but x0 of Diagonal has a NaN"):
        verify(classic, problem._with(x0=problem.x0 * float("nan")))
    with pytest.raises(ValueError, match="constants are exact numbers, but L of Diagonal has a NaN"):
        verify(classic, problem._with(constants={**problem.constants, "L": problem.constants["L"] * float("nan")}))


def test_a_hyper_parameter_that_is_not_a_number_is_refused():
    with pytest.raises(ValueError, match="GradientDescent.step_size must be a number"):
        verify(replace(classic, method=GradientDescent(step_size=float("nan"))), quadratic(B=2))


def test_an_enclosure_of_the_least_value_favours_the_claim():
    problem = quadratic(B=2)
    low = {**problem.constants, "f_star_low": problem.constants["f_star"] - 1.0}
    above_one = replace(classic, kind="lower-bound", bound=1 + 0 * first, steps=60)
    assert verify(above_one, problem._with(constants=low)).outcome == "holds"
    assert verify(above_one, problem).outcome == "refuted"


def test_a_start_at_the_minimizer_is_refused():
    problem = quadratic(B=2)
    with pytest.raises(ValueError, match="every start is a minimizer"):
        verify(classic, problem.start(problem.x_star))


def test_a_claim_that_compares_nothing_is_undecided():
    verdict = verify(replace(classic, where=k < 0), huber())
    assert verdict.outcome == "undecided"
    assert verdict.coverage == 0


def test_a_nan_metric_is_a_violation():
    @units(1, 0)
    def missing(exact, s):
        return gap(exact, s) * float("nan")

    assert verify(replace(classic, metric=missing), quadratic(B=2)).outcome != "holds"


def test_divergence_refutes():
    assert verify(replace(classic, method=GradientDescent(step_size=5 / L)), quadratic(B=3)).outcome == "refuted"


@dataclass(frozen=True)
class PolyakStep(Method):
    def step(self, s, oracle):
        f, g = oracle.value_and_grad(s.x)
        return Iterate(s.x - quotient(f, sqnorm(g)) * g)


@dataclass(frozen=True, kw_only=True)
class NaiveLogCosh(Problem):
    """sum log cosh x written so that it cancels: |x| + log1p(exp(-2|x|)) - log 2."""

    x_star: Array

    def value_and_grad(self, x):
        xp = space(x)
        a = xp.abs(x)
        two = xp.exp(0 * a) + 1
        return xp.sum(a + xp.log1p(xp.exp(-2 * a)) - xp.log(two), axis=-1), xp.tanh(x)


def naive(B=40, d=4):
    x0 = np.random.default_rng(0).normal(size=(B, 1, d))
    constants = {"L": np.ones((B, 1)), "R": norm(x0)[..., 0], "f_star": np.zeros((B, 1))}
    return NaiveLogCosh(x0=x0, x_star=0 * x0, constants=constants, settings=CONVEX & SMOOTH & MINIMIZER)


def test_balls_see_through_the_violations_that_cancellation_fakes():
    closer = Claim(id="test/fejer", setting=CONVEX & MINIMIZER, method=PolyakStep(), metric=sqdist, bound=prev, steps=60)
    problem = naive()
    (sample,) = samples(closer, problem, Oracle())
    seen = compare(closer, problem.constants, measure([closer], problem, Oracle(), sample)["method"], floor=0.0)
    assert (seen.metric[1:] > 1.01 * seen.bound[1:]).any(), "floats should see violations below 1e-15"
    b = int((seen.metric > 1.01 * seen.bound).any((0, 2)).argmax())
    rows = np.flatnonzero((seen.metric > 1.01 * seen.bound)[:, b, 0])
    assert confirmed(closer, problem[b : b + 1], sample.steps, sample.at, rows) == "holds"


def test_an_identity_between_zeros_does_not_fail_for_the_width_of_its_balls():
    def side(mid):
        return SimpleNamespace(metric=np.array([Ball(1.0), Ball(arb(mid, 1e-79))], dtype=object)[:, None, None])

    assert _difference(side(1e-80), side(-1e-80), np.array([1]))[1] < 1e-30
    assert _difference(side(1e-20), side(-1e-20), np.array([1]))[1] > 1


@pytest.mark.parametrize("factor", [2, 1.0001])
def test_an_identity_that_fails_is_not_saved_by_the_width_of_balls_after_a_long_run(factor):
    # A recursion of second moments with factors of both signs widens balls by far more than it shrinks their centres.
    wrong = replace(of_momentum, bound=factor * of_momentum.bound, horizons=(400,))
    assert verify(wrong, noisy_quadratic(B=1)).outcome == "refuted"


same = Claim(
    id="test/same", kind="identity", setting=STRONGLY_CONVEX & SMOOTH & MINIMIZER, method=GradientDescent(step_size=1 / L), metric=sqdist,
    bound=first, against=GradientDescent(step_size=2 / (2 * L)), steps=20,
)  # fmt: skip


def test_an_identity_of_two_methods_holds_and_its_neighbour_falls():
    assert verify(same, quadratic(B=4))
    assert verify(replace(same, against=GradientDescent(step_size=1.01 / L)), quadratic(B=4)).outcome == "refuted"


def test_a_lower_bound_is_read_the_other_way_round():
    above = replace(classic, kind="lower-bound", method=GradientDescent(step_size=1 / (2 * L)), bound=first / 4**k, steps=10)
    assert verify(above, quadratic(B=4))
    assert verify(replace(above, bound=first / 3**k), quadratic(B=4)).outcome == "refuted"


noisy = Claim(
    id="test/noisy",
    kind="expectation",
    setting=STRONGLY_CONVEX & SMOOTH & MINIMIZER & UNBIASED & BOUNDED_VARIANCE,
    method=GradientDescent(step_size=1 / (2 * L)),
    metric=sqdist,
    bound=(1 - step_size * mu) ** k * R**2 + step_size * sigma**2 / mu,
    steps=50,
)


@pytest.mark.parametrize("oracle", [GaussianNoise(), TwoPointNoise()], ids=str)
def test_an_expectation_holds_under_noise(oracle):
    assert verify(noisy, quadratic(6, 10.0, B=4), oracle=oracle)


def test_two_point_noise_is_enumerated():
    verdict = verify(replace(noisy, bound=(1 - step_size * mu) ** k * R**2 / 2), quadratic(6, 10.0, B=4), oracle=TwoPointNoise(0.01))
    assert verdict.outcome == "refuted"


def test_a_false_expectation_is_refuted_twice():
    verdict = verify(replace(noisy, bound=noisy.bound / 3), quadratic(6, 2.0, B=4), oracle=GaussianNoise())
    assert verdict.outcome == "refuted"


def test_too_few_replicas_leave_an_expectation_undecided():
    assert verify(noisy, quadratic(6, 10.0, B=4), oracle=GaussianNoise(), replicas=5).outcome == "undecided"
