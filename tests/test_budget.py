"""Methods on a budget of oracle calls: what is paid for is taken, what is not is neither taken nor charged."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pytest
import torch

from optlab.budget import Budgeted, most_steps, numbers, steps_taken, usual_prices
from optlab.method import Iterate, Method
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.variance_reduction.svrg import SVRG
from optlab.metrics import gap, units
from optlab.noise import Minibatch
from optlab.oracle import Oracle
from optlab.problems.least_squares import least_squares
from optlab.problems.quadratic import quadratic
from optlab.runner import run
from optlab.symbols import R


@dataclass(frozen=True)
class Searching(Method):
    """Gradient descent that first asks for so many values as the start's coordinates decide, so that points pay differently."""

    def step(self, s, oracle):
        for many in range(3):
            oracle.value(s.x, where=(abs(s.x[..., :1]) * 10**6 % 3 >= many) * 1)
        return Iterate(s.x - 0.1 * oracle.grad(s.x))


class Averaged(NamedTuple):
    x: Any
    total: Any
    age: int


@dataclass(frozen=True)
class Averaging(Method):
    """A method whose state holds more than x."""

    def init(self, x0):
        return Averaged(x0, 0 * x0, 0)

    def step(self, s, oracle):
        return Averaged(s.x - 0.1 * oracle.grad(s.x), s.total + s.x, s.age + 1)


@units(0, 1)
def first_total(exact, s):
    return s.total[..., 0] * s.age


def test_a_budget_of_gradients_is_as_many_steps_of_gradient_descent():
    problem = quadratic(dim=4, B=3)
    plain = run(GradientDescent(), problem, 12)
    paid = run(Budgeted(GradientDescent(), 12), problem, 30, record=(gap, steps_taken))
    np.testing.assert_array_equal(paid["gap"][-1], plain["gap"][-1])
    np.testing.assert_array_equal(paid["gap"][:12], plain["gap"][:12])
    assert (paid["steps_taken"][-1] == 12).all()
    assert (paid.calls["grad"][-1] == 12).all()


def test_a_price_halves_the_steps():
    paid = run(Budgeted(GradientDescent(), 12, {"grad": 2}), quadratic(dim=4, B=3), 30, record=(steps_taken,))
    assert (paid["steps_taken"][-1] == 6).all()


@pytest.mark.parametrize("where", [None, torch.float64], ids=["numpy", "torch"])
def test_points_that_pay_differently_stop_by_themselves(where):
    problem = quadratic(dim=4, B=6)
    problem = problem if where is None else problem.to(where)
    together = run(Budgeted(Searching(), 20), problem, 20, record=(gap, steps_taken), chunk=6)
    assert len(np.unique(together["steps_taken"][-1])) > 1
    for b in range(6):
        alone = run(Budgeted(Searching(), 20), problem[b : b + 1], 20, record=(gap, steps_taken))
        for name in ("gap", "steps_taken"):
            np.testing.assert_allclose(together[name][-1, b], alone[name][-1, 0], rtol=1e-12)
        for kind in ("grad", "value"):
            assert np.broadcast_to(together.calls[kind], (21, 6, 1))[-1, b] == alone.calls[kind][-1]
    spent = together.calls["grad"][-1] + together.calls["value"][-1]
    assert (spent <= 20).all()
    # No step costs more than four calls, so whoever had that much left would have gone on.
    assert (spent > 20 - 4).all()


def test_a_step_that_is_too_dear_is_neither_taken_nor_charged():
    problem, oracle = least_squares(B=2), Minibatch()
    n = int(problem.n)
    paid = run(Budgeted(SVRG(), n - 1, usual_prices(oracle)), problem, 5, record=(gap, steps_taken), oracle=oracle)
    assert (paid["steps_taken"][-1] == 0).all()
    assert all((calls[-1] == 0).all() for calls in paid.calls.values())
    np.testing.assert_array_equal(paid["gap"][-1], paid["gap"][0])
    paid = run(Budgeted(SVRG(), n + 2, usual_prices(oracle)), problem, 5, record=(steps_taken,), oracle=oracle)
    assert (paid.calls["full_grad"][-1] == 1).all()
    assert (paid["steps_taken"][-1] == 1).all()


def test_metrics_find_the_methods_own_state():
    problem = quadratic(dim=3, B=2)
    plain = run(Averaging(), problem, 7, record=(first_total,))
    paid = run(Budgeted(Averaging(), 7), problem, 9, record=(first_total,))
    np.testing.assert_array_equal(paid["first_total"][-1], plain["first_total"][-1])


def test_the_usual_prices_are_those_of_gradients():
    exact = numbers(usual_prices(Oracle()), quadratic(dim=7, B=2).constants)
    assert (exact["hess"], exact["project"], exact.get("value", 1)) == (7, 0, 1)
    problem = least_squares(B=2)
    sampled = numbers(usual_prices(Minibatch()), problem.constants)
    assert sampled["full_grad"] == sampled["value"] == problem.n
    assert most_steps(100, sampled, {"full_grad": 1}) == 100 // problem.n
    assert most_steps(100, sampled, {"project": 1}) == 0


def test_a_price_that_instances_do_not_share_is_refused():
    with pytest.raises(ValueError, match="that of grad = R is not"):
        numbers({"grad": R}, quadratic(dim=3, B=4).constants)


def test_budgets_of_decimal_prices_are_spent_whole():
    paid = run(Budgeted(GradientDescent(), 1.0, {"grad": 0.1}), quadratic(dim=3, B=2), 20, record=(steps_taken,))
    assert (paid["steps_taken"][-1] == 10).all()
    assert most_steps(0.3, {"grad": 0.1}, {"grad": 1}) == 3


def test_the_final_state_of_several_chunks_is_that_of_one():
    problem = quadratic(3, 10.0, B=6)
    one, many = (run(Budgeted(GradientDescent(), 9), problem, 9, chunk=chunk).final for chunk in (6, 2))
    np.testing.assert_array_equal(one.x, many.x)
    np.testing.assert_array_equal(one.inner.x, many.inner.x)
