"""Experiments with other numbers."""

from functools import partial

import numpy as np
import pytest
import sympy

from optlab.changed import assignments, changed, number
from optlab.claims.drori_teboulle_2014 import theorem_3_1
from optlab.experiment import Experiment, Run, execute
from optlab.figure import Result
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.problems.quadratic import quadratic
from optlab.symbols import L


@pytest.fixture
def experiment():
    run = Run(method=GradientDescent(), problem=partial(quadratic, dim=5, kappa=10.0, B=3), steps=20, claim=theorem_3_1)
    return Experiment(id="one", runs={"descent": run})


@pytest.mark.parametrize(
    ("text", "value"), [("3", 3), ("0.25", 0.25), ("1e4", 1e4), ("True", True), ("1/(2*L)", 1 / (2 * L)), ("1/sqrt(L)", 1 / sympy.sqrt(L))]
)
def test_values_are_numbers_or_formulas(text, value):
    assert number(text) == value
    assert type(number(text)) is type(value) or isinstance(value, sympy.Basic)


@pytest.mark.parametrize("text", ["__import__('os')", "1/Q_none", "L +", "a.b", "[1]", "lambda: 1", ""])
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match="a value is a number or a formula"):
        number(text)


@pytest.mark.parametrize("texts", [["step_size"], ["=1"], ["a b=1"], ["k=1", "k=2"]])
def test_assignments_have_one_form(texts):
    with pytest.raises(ValueError, match="--set"):
        assignments(texts)


def test_problem_arguments_change_and_the_claim_stands(experiment):
    other = changed(experiment, {"kappa": 1e4}).runs["descent"]
    np.testing.assert_allclose(other.problem().constants["L"] / other.problem().constants["mu"], 1e4)
    assert other.claim is theorem_3_1


def test_a_claim_says_nothing_of_another_step(experiment):
    other = changed(experiment, {"step_size": 0.25 / L}).runs["descent"]
    assert other.method.step_size == 0.25 / L
    assert np.isnan(Result("descent", other, execute(other)).bound()).all()


def test_the_steps_of_a_run_change_what_is_recorded(experiment):
    run = experiment.runs["descent"]
    at = Experiment(id="one", runs={"descent": Run(method=run.method, problem=run.problem, steps=20, at=(0, 10, 20))})
    assert changed(at, {"steps": 15}).runs["descent"].at == (0, 10, 15)


def test_an_unknown_name_is_answered_with_the_nearest(experiment):
    with pytest.raises(ValueError, match="nothing called stepsize; the nearest is step_size"):
        changed(experiment, {"stepsize": 1})


def test_nothing_to_change_changes_nothing(experiment):
    assert changed(experiment, {}) is experiment
