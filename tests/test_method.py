"""Binding: expressions become numbers once, schedules look one step ahead, and missing constants fail there."""

from dataclasses import dataclass

import numpy as np
import pytest

from optlab.method import Iterate, Method, Scalar, Schedule
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.problems.quadratic import quadratic
from optlab.runner import run
from optlab.symbols import L, N, R, k, mu


@dataclass(frozen=True)
class Noted(Method):
    level: Schedule = 1.0
    scale: Scalar = 1.0
    inner: GradientDescent = GradientDescent()

    def step(self, s, oracle):
        return Iterate(s.x - self.scale * (self.level(0) - self.level(1)))


def test_an_expression_in_constants_is_a_number():
    bound = GradientDescent(step_size=2 / (L + mu)).bind({"L": np.full((3, 1), 4.0), "mu": np.full((3, 1), 1.0)})
    assert bound(0).step_size == pytest.approx(0.4)


def test_constants_that_differ_become_columns():
    bound = GradientDescent(step_size=1 / L).bind({"L": np.array([[1.0], [2.0]])})
    np.testing.assert_array_equal(bound(0).step_size, [[[1.0]], [[0.5]]])


@pytest.mark.parametrize("steps", [None, 9])
def test_a_formula_in_k_follows_k(steps):
    bound = GradientDescent(step_size=1 / (L * (k + 1))).bind({"L": np.ones((2, 1))}, steps)
    assert [bound(j).step_size for j in range(4)] == pytest.approx([1, 1 / 2, 1 / 3, 1 / 4])


def test_a_formula_may_speak_of_the_number_of_steps():
    bound = GradientDescent(step_size=R * (N - k) / N).bind({"R": np.ones((2, 1))}, 4)
    assert [bound(j).step_size for j in range(5)] == [1, 0.75, 0.5, 0.25, 0]


def test_a_schedule_is_asked_for_now_and_next():
    at = Noted(level=(N - k) / N).bind({"L": np.ones((1, 1))}, 4)
    assert [(at(j).level(0), at(j).level(1)) for j in range(4)] == [(1, 0.75), (0.75, 0.5), (0.5, 0.25), (0.25, 0)]


def test_a_schedule_may_be_an_array_of_levels():
    at = Noted(level=np.array([3.0, 2.0, 0.5])).bind({"L": np.ones((1, 1))}, 2)
    assert (at(0).level(0), at(0).level(1), at(1).level(1)) == (3.0, 2.0, 0.5)


def test_a_short_schedule_is_refused():
    with pytest.raises(ValueError, match=r"Noted.level needs 6 entries for 5 steps, but has 3"):
        Noted(level=np.array([3.0, 2.0, 0.5])).bind({"L": np.ones((1, 1))}, 5)


def test_methods_inside_methods_are_bound_too():
    assert Noted(inner=GradientDescent(step_size=3 / L)).bind({"L": np.full((1, 1), 6.0)})(0).inner.step_size == 0.5


def test_letters_are_those_of_all_hyper_parameters():
    assert Noted(scale=R, inner=GradientDescent(step_size=1 / (L * (k + 1)))).letters == {"R", "L", "k"}


def test_a_schedule_drives_a_run():
    problem = quadratic(2, 2.0, B=2)
    trace = run(Noted(level=1 - k / N), problem, 5)
    np.testing.assert_allclose(trace.final.x, problem.x0 - 1.0, rtol=1e-12)


def test_a_label_reads_like_the_formula():
    assert str(GradientDescent(step_size=2 / (L + mu))) == "GradientDescent(step_size=2/(L + mu))"
