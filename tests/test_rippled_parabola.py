"""The constant of gradient domination of x^2 + 3 sin(x)^2, proved in ball arithmetic."""

import numpy as np
from flint import arb

from optlab.problems.rippled_parabola import DOMINATION, rippled_parabola


def surely_dominated(low, high):
    x = arb((low + high) / 2, (high - low) / 2)
    f, g = x**2 + 3 * x.sin() ** 2, 2 * x + 3 * (2 * x).sin()
    return g**2 - 2 * DOMINATION * f > 0


def test_the_gradient_dominates_the_gap_on_the_whole_line():
    # On (0, 1] g >= 8 x - 4 x^3 and f <= 4 x^2; from 4 on g >= 2 x - 3 and f <= x^2 + 3, with a quotient that grows.
    assert DOMINATION < (8 - 4) ** 2 / 8
    assert DOMINATION < (2 * 4 - 3) ** 2 / (2 * (4**2 + 3))
    todo, looked = [(1.0, 4.0)], 0
    while todo:
        low, high = todo.pop()
        looked += 1
        assert looked < 20000, f"not decided near {low}"
        if not surely_dominated(low, high):
            middle = (low + high) / 2
            todo += [(low, middle), (middle, high)]


def test_the_constant_is_within_a_thousandth_of_the_best():
    x = np.linspace(1, 4, 30001)[None, :, None]
    f, g = rippled_parabola(B=1).value_and_grad(x)
    assert (g[..., 0] ** 2 / (2 * f)).min() < 1.001 * DOMINATION


def test_it_is_not_convex():
    problem = rippled_parabola(B=1)
    assert problem.hess(np.full((1, 1, 1), np.pi / 2)).item() < 0
