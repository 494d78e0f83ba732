"""The door between a method and a problem: tokens, counting per point, folding, blocks."""

from dataclasses import dataclass

import numpy as np
import pytest

from optlab.arrays import dot, joined, layers, space
from optlab.method import Iterate, Method
from optlab.metrics import gap
from optlab.noise import GaussianNoise, Minibatch
from optlab.oracle import Exact, Oracle
from optlab.problem import Problem
from optlab.problems.half_space import half_space
from optlab.problems.least_squares import least_squares
from optlab.problems.log_sum_exp import log_sum_exp
from optlab.problems.minimax_concave import minimax_concave
from optlab.problems.neural.attacked_digits import attacked_digits
from optlab.problems.quadratic import quadratic
from optlab.problems.quadratic_on_polytope import cube_quadratic
from optlab.problems.simplex_cloud import noisy_simplex
from optlab.rng import Rng
from optlab.runner import run


def live(problem, oracle=None):
    ask = (oracle or Oracle()).over(Exact(problem), Rng(0, problem.ids, problem.x0.shape[1]))
    ask.begin(0)
    return ask


def test_the_same_token_asks_for_the_same_noise_at_another_point():
    problem = quadratic(4, 10.0, B=3)
    ask = live(problem, GaussianNoise())
    token, x, y = ask.sample(), problem.x0, problem.x0 + 1.0
    noise = [ask.grad(p, token) - problem.grad(p) for p in (x, y)]
    np.testing.assert_allclose(noise[0], noise[1], rtol=0, atol=1e-14)
    assert np.abs(ask.grad(x) - problem.grad(x) - noise[0]).max() > 1e-3


def test_the_same_token_asks_for_the_same_components():
    problem = least_squares()
    ask = live(problem, Minibatch(size=2))
    token = ask.sample()
    np.testing.assert_array_equal(ask.grad(problem.x0, token), ask.grad(problem.x0, token))
    assert ask.calls == {"component_grad": 4}


def test_a_line_search_is_charged_per_point():
    problem = quadratic(4, 10.0, B=3)
    ask = live(problem)
    for searching in ([1, 1, 1], [1, 0, 1], [0, 0, 1]):
        ask.value(problem.x0, where=np.array(searching, float)[:, None, None])
    np.testing.assert_array_equal(ask.calls["value"], [[2.0], [1.0], [3.0]])


def test_points_with_more_axes_are_folded_and_charged():
    problem = quadratic(4, 10.0, True, B=3).replicate(2)
    x = np.random.default_rng(0).normal(size=(3, 2, 5, 4))
    ask = live(problem)
    g, f = ask.grad(x), ask.value(x)
    assert g.shape == x.shape
    for j in range(5):
        np.testing.assert_allclose(g[:, :, j], problem.grad(x[:, :, j]), rtol=1e-13)
        np.testing.assert_allclose(f[:, :, j].reshape(3, 2), problem.value(x[:, :, j]), rtol=1e-12)
    assert ask.calls == {"grad": 5, "value": 5}


@dataclass(frozen=True, kw_only=True)
class TwoLayers(Problem):
    """1/2 ||W||^2 + 1/2 ||b||^2."""

    def value_and_grad(self, x):
        return 0.5 * dot(x, x), x


@dataclass(frozen=True)
class LayerByLayer(Method):
    """Every layer a unit step along its own gradient."""

    def step(self, s, oracle):
        parts = layers(oracle.grad(s.x), oracle.blocks)
        return Iterate(s.x - joined([p / space(p).sqrt((p**2).sum(tuple(range(2, p.ndim)), keepdims=True)) for p in parts]))


def test_a_method_may_see_the_layers():
    problem = TwoLayers(x0=np.ones((2, 1, 8)), blocks=((2, 3), (2,)), constants={"f_star": np.zeros((2, 1))})
    x = run(LayerByLayer(), problem, 1).final.x
    np.testing.assert_allclose(x[0, 0], [*[1 - 6**-0.5] * 6, *[1 - 2**-0.5] * 2])
    assert live(quadratic(4, 10.0, B=1)).blocks == ((4,),)


def test_an_oracle_is_a_value_and_its_live_copy_is_not_shared():
    spec, problem = GaussianNoise(2.0), quadratic(4, 10.0, B=1)
    live(problem, spec).grad(problem.x0)
    assert spec == GaussianNoise(2.0)
    assert not hasattr(spec, "calls")


def test_noise_is_a_constant_of_the_oracle():
    constants = GaussianNoise(2.0).constants(quadratic(4, 10.0, B=3))
    np.testing.assert_array_equal(constants["sigma"], np.full((3, 1), 2.0))


@dataclass(frozen=True)
class Tried(Method):
    """The best of three trial steps, asked together."""

    def step(self, s, oracle):
        g = oracle.grad(s.x)
        trials = s.x[:, :, None, :] - np.array([0.1, 0.5, 1.0])[:, None] * g[:, :, None, :]
        best = oracle.value(trials)[..., 0].argmin(-1)
        return Iterate(np.take_along_axis(trials, best[..., None, None], axis=2)[:, :, 0])


def test_a_method_may_try_several_points_at_once():
    problem = quadratic(3, 5.0, B=4)
    trace = run(Tried(), problem, 5, record=(gap,), at=range(6))
    assert (np.diff(trace["gap"], axis=0) <= 0).all()
    np.testing.assert_array_equal(trace.calls["value"][:, 0, 0], 3 * np.arange(6))


def test_all_vertices_cost_one_linear_minimization():
    problem = cube_quadratic(2, B=3)
    ask = live(problem)
    assert ask.vertices().shape == (1, 4, 2)
    np.testing.assert_array_equal(ask.weights(problem.x0) @ ask.vertices(), problem.x0)
    assert ask.calls == {"lmo": 2, "weights": 1}


def test_a_cloud_is_drawn_anew_for_every_sample_and_replica_and_again_for_the_same():
    problem = noisy_simplex(points=20, B=2).replicate(3)
    ask = live(problem)
    cloud = ask.cloud(sample=0)
    assert cloud.shape == (2, 3, 20, 10)
    np.testing.assert_array_equal(ask.cloud(sample=0), cloud)
    assert (ask.cloud(sample=1) != cloud).all()
    assert (cloud[:, 0] != cloud[:, 1]).all()
    assert ask.calls == {"cloud": 3}


def test_unknown_questions_are_errors_of_the_problem():
    with pytest.raises(AttributeError, match="lmo"):
        live(quadratic(2, 2.0, B=1)).lmo(np.ones((1, 1, 2)))


def test_components_of_a_sample_have_the_mean_that_it_answers():
    problem = least_squares(B=2)
    ask = live(problem, Minibatch(3))
    i, g = ask.components(problem.x0, 0)
    assert i.shape == (2, 1, 3)
    np.testing.assert_allclose(g.mean(2), ask.grad(problem.x0, 0), rtol=1e-14)
    every = ask.all_components(problem.x0)
    np.testing.assert_allclose(np.take_along_axis(every, i[..., None], axis=2), g, rtol=1e-14)
    np.testing.assert_allclose(every.mean(2), problem.grad(problem.x0), rtol=1e-12)
    assert ask.calls == {"component_grad": 3 + 3 + problem.n}


def test_a_function_that_nobody_samples_is_its_own_component():
    problem = quadratic(4, 10.0, B=3)
    ask = live(problem)
    i, g = ask.components(problem.x0)
    assert (i == 0).all()
    np.testing.assert_array_equal(g[:, :, 0], problem.grad(problem.x0))
    np.testing.assert_array_equal(ask.all_components(problem.x0), g)


def test_a_full_gradient_is_charged_to_the_points_that_ask():
    problem = quadratic(4, 10.0, B=3)
    ask = live(problem)
    ask.full_grad(problem.x0)
    ask.full_grad(problem.x0, where=np.array([1.0, 0.0, 1.0])[:, None, None])
    np.testing.assert_array_equal(ask.calls["full_grad"], [[2], [1], [2]])


def test_derivatives_along_a_direction_are_those_of_the_full_sum():
    problem = least_squares(B=2)
    ask = live(problem)
    v = np.ones_like(problem.x0)
    turn, twist = ask.grad_along(problem.x0, v)
    np.testing.assert_allclose(turn, (problem.hess(problem.x0) @ v[..., None])[..., 0], rtol=1e-12)
    assert (twist == 0).all()
    assert ask.calls == {"grad_along": 1}


def test_uniform_numbers_of_a_method_are_its_own():
    problem = quadratic(4, 10.0, B=3)
    ask = live(problem, GaussianNoise())
    u = [ask.uniform(problem.x0, (2,)) for _ in range(2)]
    assert u[0].shape == (3, 1, 2)
    assert ((u[0] > 0) & (u[0] < 1)).all()
    assert (u[0] != u[1]).all()


def test_products_with_the_hessian_are_charged_as_such():
    problem = log_sum_exp(B=2)
    ask = live(problem)
    v = np.ones_like(problem.x0)
    np.testing.assert_allclose(ask.hvp(problem.x0, v), problem.hess(problem.x0).sum(-1), rtol=1e-12)
    assert ask.calls == {"hvp": 1}


def test_prox_of_a_function_that_nobody_samples_is_its_own():
    problem = minimax_concave(B=2)
    ask = live(problem)
    np.testing.assert_array_equal(ask.prox_sample(problem.x0, 0.3), problem.resolvent(problem.x0, 0.3))
    assert ask.calls == {"prox_sample": 1}


def test_classes_of_many_points_are_charged_by_the_point():
    problem = half_space(3, B=2)
    ask = live(problem)
    x = problem.points(Rng(0, problem.ids), 5)
    many = ask.classify(x[:, None])
    np.testing.assert_array_equal(many[:, 0], problem.classify(x))
    np.testing.assert_array_equal(ask.classify(problem.x0), problem.classify(problem.x0))
    assert many.dtype == x.dtype
    assert ask.calls == {"classify": 6}


ATTACKED_CALLS = ("attack", "grad_under", "bend_grad")


@pytest.mark.parametrize("size", [0, 3], ids=["exact", "minibatch"])
def test_attacks_and_what_is_measured_under_them_are_charged_per_sample(size):
    problem = attacked_digits(width=2, samples=12, B=2)
    ask = (Minibatch(size=size) if size else Oracle()).over(Exact(problem), Rng(0, problem.ids, 1, like=problem.x0))
    ask.begin(0)
    token = ask.sample()
    y = ask.attack(problem.x0, token)
    answers = (y, ask.grad_under(problem.x0, y, token), ask.bend_grad(problem.x0, token))
    assert [v.shape[-1] for v in answers] == [64 * (size or 12), problem.x0.shape[-1], problem.x0.shape[-1]]
    assert ask.calls == {f"component_{name}" if size else name: size or 1 for name in ATTACKED_CALLS}
