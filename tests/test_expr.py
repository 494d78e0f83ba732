"""Expressions on numbers, arrays and balls."""

import numpy as np
import pytest
import sympy
import torch
from sympy import Abs, And, Max, Min, Mod, Or, Piecewise, Rational, S, cos, exp, floor, harmonic, log, pi, sqrt

from optlab.ball import Ball, precision
from optlab.balls import ball, numbers
from optlab.expr import evaluate, free_names
from optlab.symbols import L, R, k, mu

CASES = [
    L * R**2 / (4 * k + 2),
    Rational(2, 3) * L * R**2,
    (1 - sqrt(mu / L)) ** k,
    Max(1 / (2 * k + 1), (1 - mu / L) ** (2 * k), R),
    Min(L, mu) + Abs(mu - L) + exp(-k / 4) + log(1 + k),
    Piecewise((1 / (2 * L), k <= 3), ((2 * k + 1) / ((k + 1) ** 2 * mu), True)),
    floor(k / 2) + Mod(k, 3),
    L ** Rational(3, 2) * cos(R) + S.Half**k,
    (1 - 1 / (k + 1)) ** k / (k + 1),
    (1 + harmonic(k)) / harmonic(k + 1, S.Half),
]
KNOWN = {"L": 2.0, "mu": 0.5, "R": 1.3}


@pytest.mark.parametrize("expression", CASES, ids=str)
def test_numbers_arrays_torch_and_balls_agree_with_sympy(expression):
    at = [float(expression.subs({**{s: KNOWN[s.name] for s in (L, mu, R)}, k: i}).evalf(30)) for i in range(8)]
    on_numbers = [evaluate(expression, {**KNOWN, "k": float(i)}) for i in range(8)]
    np.testing.assert_allclose(on_numbers, at, rtol=1e-14)
    np.testing.assert_allclose(evaluate(expression, {**KNOWN, "k": np.arange(8.0)}) + np.zeros(8), at, rtol=1e-14)
    on_torch = evaluate(expression, {**KNOWN, "k": torch.arange(8.0, dtype=torch.float64)})
    np.testing.assert_allclose(np.asarray(on_torch) + np.zeros(8), at, rtol=1e-14)
    on_balls = evaluate(expression, {**KNOWN, "k": ball(np.arange(8.0))})
    np.testing.assert_allclose(numbers(on_balls) if np.ndim(on_balls) else float(on_balls), at, rtol=1e-14)


def test_the_error_function_is_known_on_numbers_and_arrays():
    at = [float(sympy.erf(Rational(i, 3)).evalf(30)) for i in range(5)]
    np.testing.assert_allclose([evaluate(sympy.erf(k / 3), {"k": float(i)}) for i in range(5)], at, rtol=1e-14)
    np.testing.assert_allclose(evaluate(sympy.erf(k / 3), {"k": np.arange(5.0)}), at, rtol=1e-14)


def test_rationals_and_constants_are_exact_in_balls():
    with precision(128):
        v = evaluate(Rational(2, 3) * sympy.Symbol("x") + pi * 0, {"x": Ball(1)})
        assert v.radius < 2.0**-100
        assert abs(3 * v - 2).upper() < 2.0**-120
        assert abs(evaluate(sqrt(2) * sympy.Symbol("x"), {"x": Ball(1)}) ** 2 - 2).upper() < 2.0**-120


@pytest.mark.parametrize("at", [2, 2.0, np.int64(2), np.array([2.0])], ids=lambda v: type(v).__name__)
def test_numbers_beside_a_ball_are_not_rounded(at):
    with precision(256):
        root = evaluate(sqrt(k) * L, {"k": at, "L": Ball(1)})
        assert abs(root**2 - 2).reshape(-1)[0].upper() < 2.0**-240 if np.ndim(root) else abs(root**2 - 2).upper() < 2.0**-240


def test_an_expression_without_a_ball_is_exact_where_the_problem_is():
    with precision(256):
        third = evaluate(1 / (2 * k + 1), {"k": 1.0, "L": Ball(1)})
        assert abs(3 * third - 1).upper() < 2.0**-240


def test_decimals_longer_than_a_float_are_exact_in_balls():
    with precision(256):
        tenth = evaluate(sympy.Float("0.1", 60) * L, {"L": Ball(1)})
        assert abs(10 * tenth - 1).upper() < 1e-58


@pytest.mark.parametrize("at", [3.0, np.array([3.0]), Ball(3), ball(np.array([3.0]))], ids=["float", "array", "ball", "balls"])
def test_no_case_that_applies_is_nan_and_infinity_is_infinite(at):
    def value(e):
        v = np.asarray(evaluate(e, {"k": at}), dtype=object).reshape(-1)[0]
        return float(v)

    assert np.isnan(value(Piecewise((k, k < 2))))
    assert value(Piecewise((k, k < 2), (sympy.oo, True))) == np.inf


def test_numbers_outside_a_domain_are_those_of_numpy():
    assert evaluate(log(k), {"k": 0.0}) == -np.inf
    assert np.isnan(evaluate(log(k), {"k": -1.0}))
    assert evaluate(exp(k), {"k": 1e4}) == np.inf


def test_conditions_are_truth_values():
    inside = evaluate(And(k >= 2, k < 5), {"k": np.arange(7.0)})
    np.testing.assert_array_equal(inside, [False, False, True, True, True, False, False])
    np.testing.assert_array_equal(evaluate(And(k >= 2, k < 5), {"k": ball(np.arange(7.0))}), inside)


def test_a_missing_symbol_is_named():
    with pytest.raises(LookupError, match=r"GradientDescent.step_size = 1/L needs L, but here only k is known; pass a number"):
        evaluate(1 / L, {"k": 1.0}, what="GradientDescent.step_size")


def test_a_function_that_balls_do_not_know_is_named():
    with pytest.raises(LookupError, match="ball arithmetic does not know gamma"):
        evaluate(sympy.gamma(L), {"L": Ball(1)})


def test_division_by_zero_is_infinite_and_quiet():
    assert evaluate(1 / L, {"L": np.zeros(2)}).tolist() == [np.inf, np.inf]


def test_free_names():
    assert free_names(L * R**2 / (4 * k + 2)) == {"L", "R", "k"}


@pytest.mark.parametrize(("condition", "holds"), [(And(L > 1, k > 1), 2), (Or(L > 1, k > 1), 6)], ids=str)
def test_conditions_of_different_shapes_meet(condition, holds):
    found = evaluate(condition, {"L": np.array([[0.5], [2.0]]), "k": np.array([0.0, 1.0, 2.0, 3.0])[:, None, None]})
    assert np.sum(found) == holds
