"""The runner: what is recorded, counted, split, stopped and refused."""

from dataclasses import dataclass
from typing import NamedTuple

import array_api_strict
import numpy as np
import pytest
import torch

from optlab.arrays import Array, dot
from optlab.method import Iterate, Method
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import gap, sqdist, sqgrad, units
from optlab.noise import GaussianNoise
from optlab.problems.quadratic import quadratic
from optlab.runner import checkpoints, run
from optlab.symbols import L, k


@pytest.fixture(params=[False, True], ids=["diagonal", "rotated"])
def problem(request):
    return quadratic(8, 50.0, request.param, B=6, seed=3)


def test_gap_of_gradient_descent_is_the_closed_form():
    problem = quadratic(5, 10.0, B=4)
    trace = run(GradientDescent(step_size=0.7 / L), problem, 30)
    lam, e = problem.eigenvalues, problem.x0 - problem.x_star
    want = np.stack([0.5 * (lam * ((1 - 0.7 * lam) ** j * e) ** 2).sum(-1) for j in range(31)])
    # x is stored beside x_star, so a coordinate of e is known to a rounding of x.
    np.testing.assert_allclose(trace["gap"], want, rtol=1e-11, atol=8 * np.finfo(float).eps)


def test_splitting_the_batch_changes_no_bit_of_the_noise(problem):
    whole = run(GradientDescent(step_size=0.1), problem.replicate(3), 20, oracle=GaussianNoise(), chunk=6, record=(sqdist,))
    parts = run(GradientDescent(step_size=0.1), problem.replicate(3), 20, oracle=GaussianNoise(), chunk=1, record=(sqdist,))
    np.testing.assert_allclose(whole["sqdist"], parts["sqdist"], rtol=1e-12)
    assert whole["sqdist"].shape == (21, 6, 3)
    np.testing.assert_array_equal(whole.ids, parts.ids)


def test_state_of_several_chunks_is_joined(problem):
    whole, parts = (run(GradientDescent(), problem, 5, chunk=c).final.x for c in (6, 2))
    np.testing.assert_allclose(whole, parts, rtol=1e-13)


def test_torch_and_strict_arrays_take_the_same_path(problem):
    here = run(GradientDescent(step_size=1.5 / (L + k * 0)), problem, 40, record=(gap, sqdist, sqgrad))
    there = run(GradientDescent(step_size=1.5 / L), problem.to(torch.float64), 40, record=(gap, sqdist, sqgrad))
    strict = run(GradientDescent(step_size=1.5 / L), problem.map(array_api_strict.asarray), 40, record=(gap, sqdist, sqgrad), chunk=6)
    for name in ("gap", "sqdist", "sqgrad"):
        # Sums in another order move a coordinate of x by a rounding, and a square of it by the square.
        np.testing.assert_allclose(here[name], there[name].numpy(), rtol=1e-10, atol=1e-16)
        np.testing.assert_allclose(here[name], np.asarray(strict[name]), rtol=1e-10, atol=1e-16)


def test_calls_are_cumulative_and_counted_by_kind(problem):
    trace = run(GradientDescent(), problem, 10)
    np.testing.assert_array_equal(trace.calls["grad"][:, 0, 0], np.arange(11))
    assert trace.calls["grad"].shape == (11, 1, 1)


def test_metrics_are_free_where_the_method_has_asked():
    asked = []

    @dataclass(frozen=True, kw_only=True)
    class Watched(type(quadratic(2, 2.0, B=1))):
        def value_and_grad(self, x):
            asked.append("value_and_grad")
            return super().value_and_grad(x)

        def grad(self, x):
            asked.append("grad")
            return super().grad(x)

    watched = Watched(**vars(quadratic(2, 2.0, B=1)))
    run(GradientDescent(), watched, 4, record=(gap, sqgrad), at=range(4))
    assert asked == ["value_and_grad"] * 4


def test_long_runs_record_few_iterations_with_both_ends():
    at = checkpoints(10**6)
    assert at[0] == 0
    assert at[-1] == 10**6
    assert len(at) <= 66
    assert (np.diff(at) > 0).all()


def test_a_divergence_is_data():
    trace = run(GradientDescent(step_size=50.0), quadratic(3, 2.0, B=2), 2000, at=[0, 10, 1000, 2000])
    assert np.isfinite(trace["gap"][:2]).all()
    assert (trace["gap"][2:] == np.inf).all()
    assert trace["gap"].shape == (4, 2, 1)


def test_nan_at_a_finite_point_stays_nan(problem):
    @units(0, 0)
    def broken(exact, s):
        return 0 * dot(s.x, s.x) / 0

    with np.errstate(all="ignore"):
        assert np.isnan(run(GradientDescent(), problem, 2, record=(broken,))["broken"]).all()


def test_a_metric_of_a_step_sees_both_states(problem):
    @units(1, 0)
    def decrease(exact, s, before):
        return exact.value(before.x) - exact.value(s.x)

    trace = run(GradientDescent(), problem, 6, record=(gap, decrease), at=range(7))
    np.testing.assert_allclose(trace["decrease"][1:], -np.diff(trace["gap"], axis=0), rtol=1e-9, atol=1e-18)


class Counted(NamedTuple):
    x: Array
    t: int


@dataclass(frozen=True)
class Halving(Method):
    def init(self, x0):
        return Counted(x0, 0)

    def step(self, s, oracle):
        return Counted(s.x / 2, s.t + 1)


def test_numbers_in_the_state_survive_joining(problem):
    assert run(Halving(), problem, 3, chunk=2).final.t == 3


@pytest.mark.parametrize(("steps", "at"), [(-1, None), (2.5, None), (5, []), (5, [6]), (5, [-1])])
def test_bad_lengths_are_refused_in_one_sentence(problem, steps, at):
    with pytest.raises(ValueError, match="steps|iterations to record"):
        run(GradientDescent(), problem, steps, at=at)


def test_a_missing_constant_is_named_before_the_first_step(problem):
    from optlab.symbols import G

    with pytest.raises(LookupError, match=r"GradientDescent.step_size = 1/G needs G, but here only .* known; pass a number"):
        run(GradientDescent(step_size=1 / G), problem, 3)


def test_a_flat_start_is_refused(problem):
    with pytest.raises(ValueError, match="shape"):
        run(GradientDescent(), problem._with(x0=problem.x0[:, 0]), 3)


def test_a_method_without_a_step_says_so(problem):
    @dataclass(frozen=True)
    class Empty(Method):
        pass

    with pytest.raises(TypeError, match="Empty has no step; write"):
        run(Empty(), problem, 1)


def test_progress_is_told_after_every_chunk(problem):
    told = []
    run(GradientDescent(), problem, 2, chunk=2, progress=lambda done, total: told.append((done, total)))
    assert told == [(2, 6), (4, 6), (6, 6)]


def test_meta_has_versions_seed_and_platform(problem):
    meta = run(GradientDescent(), problem, 1, seed=7).meta
    assert {"optlab", "numpy", "python", "platform", "seed", "seconds"} <= set(meta)
    assert meta["seed"] == 7
    assert isinstance(run(GradientDescent(), problem, 1).final, Iterate)
