"""The judges: true claims at the boundary survive, false ones fall, and nothing is said of nothing."""

import numpy as np
import pytest
from sympy import Integer, log, sqrt

from optlab.claim import Claim
from optlab.compare import Comparison
from optlab.judge import decay, judge
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import gap, sqdist
from optlab.noise import Minibatch
from optlab.problems.two_component import two_component
from optlab.rng import Paths
from optlab.runner import run
from optlab.settings import CONVEX
from optlab.statistics import binomial_tail, binomial_threshold
from optlab.symbols import N, R, k

ALPHA = 1e-6
KINDS = ("deterministic", "identity", "expectation", "high-probability", "rate", "lower-bound", "certificate", "phenomenon")


def claim(kind, bound=1, **fields):
    return Claim(id="test/claim", setting=CONVEX, method=GradientDescent(), metric=gap, bound=Integer(bound), kind=kind, **fields)


def seen(metric, bound=1.0, compared=True, at=None):
    """A comparison of metric (T, B, S) with a bound and a mask that broadcast to it."""
    metric = np.asarray(metric, float)
    at = np.arange(1, len(metric) + 1) if at is None else np.asarray(at)
    bounds, mask = np.broadcast_to(bound, metric.shape).astype(float), np.broadcast_to(compared, metric.shape)
    return Comparison(at, np.full(len(at), at[-1]), metric, bounds, mask)


def outcome(kind, metric, bound=1.0, compared=True, alpha=ALPHA, other=None, **fields):
    return judge(claim(kind, **fields), seen(metric, bound, compared), alpha, other=other).outcome


LAWS = {
    "gaussian quadratic": lambda rng, shape: rng.normal(size=shape) ** 2,
    "chi-square of 5 / 5": lambda rng, shape: rng.chisquare(5, size=shape) / 5,
    "lognormal": lambda rng, shape: np.exp(1.5 * rng.normal(size=shape) - 1.5**2 / 2),
    "infinite variance": lambda rng, shape: (rng.pareto(1.5, size=shape) + 1) / 3,
    "rare small values": lambda rng, shape: (rng.random(shape) < 0.99) / 0.99,
}


@pytest.mark.parametrize("law", LAWS)
def test_expectation_at_the_boundary_is_refuted_no_more_often_than_alpha_allows(law):
    rng, alpha, seeds = np.random.default_rng(0), 0.02, 400
    refuted = sum(outcome("expectation", LAWS[law](rng, (1, 1, 200)), alpha=alpha) == "refuted" for _ in range(seeds))
    assert refuted < binomial_threshold(seeds, alpha, 1e-6)


def test_expectation_at_the_boundary_at_many_iterations_and_instances_keeps_the_level():
    rng, alpha, seeds = np.random.default_rng(1), 0.05, 100

    def run_at_the_boundary():
        # A walk over k: the cells are as dependent as those of a run.
        return np.cumprod(np.exp(0.2 * rng.normal(size=(20, 2, 200)) - 0.02), 0)

    refuted = sum(outcome("expectation", run_at_the_boundary(), alpha=alpha) == "refuted" for _ in range(seeds))
    assert refuted < binomial_threshold(seeds, alpha, 1e-6)


@pytest.mark.parametrize("law", ["gaussian quadratic", "chi-square of 5 / 5", "rare small values"])
def test_expectation_half_again_too_large_is_refuted_nine_times_in_ten(law):
    rng, many = np.random.default_rng(2), 800 if law == "gaussian quadratic" else 400
    refuted = sum(outcome("expectation", 1.5 * LAWS[law](rng, (1, 1, many))) == "refuted" for _ in range(60))
    # With power 0.9, fewer than 40 of 60 have probability below 1e-6.
    assert binomial_tail(40, 60, 0.9) > 1 - 1e-6
    assert refuted >= 40


def test_expectation_of_a_sample_too_small_to_tell_is_undecided():
    rng = np.random.default_rng(3)
    assert outcome("expectation", 0.5 * rng.chisquare(1, size=(1, 1, 12))) == "undecided"


def test_expectation_of_zeros_shows_nothing():
    assert outcome("expectation", np.zeros((1, 1, 400))) == "undecided"


def test_enumeration_equals_the_closed_form_to_rounding():
    eta, problem = 0.3, two_component(B=4)
    paths = Paths(2, 12, problem.ids)
    trace = run(GradientDescent(eta), problem.replicate(2**12), 12, record=(sqdist,), at=range(13), oracle=Minibatch(), rng=paths)
    steps = np.arange(13)[:, None]
    shrunk = (1 - eta) ** (2 * steps)
    exact = shrunk * problem.constants["R"][:, 0] ** 2 + eta**2 * (1 - shrunk) / (1 - (1 - eta) ** 2)
    assert np.allclose(trace["sqdist"].mean(-1), exact, rtol=1e-13)
    for factor, said in ((1.0, "holds"), (1 - 1e-6, "refuted")):
        side_by_side = seen(trace["sqdist"][1:], factor * exact[1:, :, None])
        assert judge(claim("expectation"), side_by_side, ALPHA, enumerated=True).outcome == said
    assert np.isclose(exact[-1, 0], 0.3 / 1.7, rtol=1e-3)


def test_enumerated_lower_bound_is_of_the_mean():
    paths = np.array([0.0, 2.0])[None, None]
    assert judge(claim("lower-bound"), seen(paths, 1.0), ALPHA, enumerated=True).outcome == "holds"
    assert judge(claim("lower-bound"), seen(paths, 1.001), ALPHA, enumerated=True).outcome == "refuted"


def test_a_bound_that_is_random_itself_is_compared_by_its_mean():
    paths, bounds = np.array([4.0, 1.0])[None, None], np.array([3.0, 1.9])[None, None]
    assert judge(claim("lower-bound"), seen(paths, bounds), ALPHA, enumerated=True).outcome == "holds"
    assert judge(claim("lower-bound"), seen(paths, bounds[..., ::-1]), ALPHA, enumerated=True).outcome == "holds"
    assert judge(claim("lower-bound"), seen(paths, bounds + 0.1), ALPHA, enumerated=True).outcome == "refuted"


def test_enumerated_nan_is_a_violation():
    assert judge(claim("expectation"), seen([[[0.5, np.nan]]]), ALPHA, enumerated=True).outcome == "refuted"


def test_high_probability_at_the_boundary_is_refuted_no_more_often_than_alpha_allows():
    rng, alpha, seeds = np.random.default_rng(4), 0.02, 500
    refuted = sum(
        outcome("high-probability", 2.0 * (rng.random((1, 1, 300)) < 0.1), alpha=alpha, delta=0.1) == "refuted" for _ in range(seeds)
    )
    assert refuted < binomial_threshold(seeds, alpha, 1e-6)


def test_high_probability_that_fails_twice_as_often_as_claimed_is_refuted():
    metric = 2.0 * (np.random.default_rng(5).random((1, 1, 1000)) < 0.2)
    assert outcome("high-probability", metric, delta=0.1) == "refuted"
    assert outcome("high-probability", metric, delta=0.2) == "holds"


def test_run_that_fails_at_several_iterations_fails_once():
    metric = np.zeros((3, 1, 1000))
    metric[:, 0, :100] = 2.0
    assert judge(claim("high-probability", delta=0.1), seen(metric), ALPHA).sample["failed"] == 100
    apart = np.zeros((3, 1, 1000))
    apart[0, 0, :70], apart[1, 0, 70:140], apart[2, 0, 140:200] = 2.0, 2.0, 2.0
    assert judge(claim("high-probability", delta=0.1), seen(apart), ALPHA).outcome == "refuted"


def test_high_probability_of_few_runs_is_undecided():
    assert outcome("high-probability", np.zeros((1, 1, 20)), delta=0.1) == "undecided"


@pytest.mark.parametrize("kind", ["deterministic", "certificate", "identity", "lower-bound", "expectation", "high-probability"])
def test_nan_is_a_violation(kind):
    metric = np.ones((2, 1, 1000))
    assert outcome(kind, metric) == "holds"
    metric[1] = np.nan
    assert outcome(kind, metric) == "refuted"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_compared_is_undecided(kind):
    said = judge(claim(kind), seen(np.full((2, 1, 4), 9.0), 1.0, compared=False), ALPHA, other=seen(np.full((2, 1, 4), 9.0)))
    assert (said.outcome, said.ratio.max()) == ("undecided", -np.inf)


@pytest.mark.parametrize("kind", ["deterministic", "certificate", "lower-bound", "identity"])
def test_violation_outside_of_where_does_not_count(kind):
    metric = np.array([1.0, 5.0])[:, None, None] if kind != "lower-bound" else np.array([1.0, 0.2])[:, None, None]
    assert outcome(kind, metric, compared=np.array([True, False])[:, None, None]) == "holds"
    assert outcome(kind, metric) == "refuted"


def test_deterministic_bound_allows_rounding_and_no_more():
    assert outcome("deterministic", [[[1 + 5e-10]]]) == "holds"
    assert outcome("deterministic", [[[1 + 5e-9]]]) == "refuted"


def test_positive_metric_above_a_bound_of_zero_is_a_violation():
    assert outcome("deterministic", [[[1e-300]]], bound=0.0) == "refuted"
    assert outcome("deterministic", [[[0.0]]], bound=0.0) == "holds"


def test_lower_bound_is_refuted_from_below_only():
    assert outcome("lower-bound", [[[7.0]]]) == "holds"
    assert outcome("lower-bound", [[[0.999]]]) == "refuted"


def test_identity_is_refuted_from_both_sides():
    assert outcome("identity", [[[1 + 1e-12]]]) == "holds"
    assert outcome("identity", [[[1.001]]]) == outcome("identity", [[[0.999]]]) == "refuted"


def test_identity_of_two_methods_compares_their_metrics_and_not_the_bound():
    assert outcome("identity", [[[3.0]]], other=seen([[[3.0]]])) == "holds"
    assert outcome("identity", [[[1.0]]], other=seen([[[3.0]]])) == "refuted"


def test_phenomenon_is_decided_both_ways_and_left_open_in_between():
    rng = np.random.default_rng(6)
    ours, theirs = rng.random((1, 2, 100)), rng.random((1, 2, 100))
    assert outcome("phenomenon", ours, other=seen(theirs + 5), margin=2.0) == "holds"
    assert outcome("phenomenon", ours + 5, other=seen(theirs), margin=2.0) == "refuted"
    assert outcome("phenomenon", ours, other=seen(theirs)) == "undecided"


def test_phenomenon_short_of_its_margin_is_refuted():
    ours = np.ones((1, 1, 100))
    assert outcome("phenomenon", ours, other=seen(1.9 * ours), margin=2.0) == "refuted"
    assert outcome("phenomenon", ours, other=seen(2.1 * ours), margin=2.0) == "holds"


def test_phenomenon_counts_a_lost_run_against_the_side_that_lost_it():
    ours, lost = np.ones((1, 1, 100)), np.full((1, 1, 100), np.nan)
    assert outcome("phenomenon", ours, other=seen(lost)) == "holds"
    assert outcome("phenomenon", lost, other=seen(ours)) == "refuted"


def test_phenomenon_leaves_out_instances_that_where_excludes():
    ours, theirs = np.ones((1, 2, 100)), np.stack([np.full(100, 9.0), np.full(100, 0.1)])[None]
    assert outcome("phenomenon", ours, other=seen(theirs), compared=np.array([True, False])[:, None]) == "holds"
    assert outcome("phenomenon", ours, other=seen(theirs)) == "undecided"


DYADIC = 2 ** np.arange(3, 14)


def rate(values, bound, compared=True):
    c = Claim(id="test/rate", setting=CONVEX, method=GradientDescent(), metric=gap, bound=bound, kind="rate")
    return judge(c, seen(np.asarray(values)[:, None, None], 1.0, compared, at=DYADIC), ALPHA)


def test_rate_holds_for_the_true_exponent_and_is_refuted_for_twice_it():
    assert rate(7.0 / DYADIC, 1 / k).outcome == "holds"
    assert rate(7.0 / DYADIC, k**-2).outcome == "refuted"
    assert rate(7.0 / DYADIC**2, 1 / k).outcome == "holds"


def test_rate_with_fewer_than_eight_points_after_the_burn_in_is_undecided():
    flat = np.ones(len(DYADIC))
    assert rate(flat, 1 / k).outcome == "refuted"
    assert rate(flat, 1 / k, (DYADIC >= 64)[:, None, None]).outcome == "refuted"
    assert rate(flat, 1 / k, (DYADIC >= 128)[:, None, None]).outcome == "undecided"


def test_decay_reads_exponent_and_logarithm_of_a_bound():
    assert decay(R / sqrt(k)) == (0.5, 0.0)
    assert decay(R * log(k) / k**2) == (2.0, 1.0)
    assert decay(1 / N) == (1.0, 0.0)
    with pytest.raises(ValueError, match="a rate looks like"):
        decay(2**-k)
