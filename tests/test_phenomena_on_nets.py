"""What claims about the training of nets measure, against loops over layers and dense eigenvalues."""

import torch

from optlab.claims.derived_adamp_on_nets import hidden_length, turned
from optlab.claims.derived_gradient_regularization_on_nets import EDGE
from optlab.method import Iterate
from optlab.network_metrics import flatness
from optlab.oracle import Exact
from optlab.problems.neural.deep_tangents import deep_tangents
from optlab.problems.neural.normalized_mlp import normalized_mlp


def test_flatness_is_one_over_the_largest_dense_eigenvalue():
    problem = deep_tangents(width=4, depth=4, samples=20, B=2)
    top = torch.linalg.eigvalsh(problem.hess(problem.x0))[..., -1]
    torch.testing.assert_close(flatness(Exact(problem), Iterate(problem.x0)), 1 / top, rtol=2e-3, atol=0)


def test_length_and_turn_are_those_of_the_hidden_weights_alone():
    problem = normalized_mlp(width=4, samples=10, B=2)
    other = normalized_mlp(width=4, samples=10, B=2, seed=1).x0
    length, turn = (
        hidden_length(Exact(problem), Iterate(problem.x0)),
        turned(Exact(problem), Iterate(problem.x0), Iterate(other)),
    )
    for b in range(2):
        nets = [list(problem.module(x[b, 0]).parameters())[:-2] for x in (problem.x0, other)]
        torch.testing.assert_close(length[b, 0], sum(w.square().sum() for w in nets[0]).detach().sqrt())
        gaps = [(v / v.norm() - w / w.norm()).square().sum() for v, w in zip(*nets, strict=True)]
        torch.testing.assert_close(turn[b, 0], sum(gaps).detach().sqrt())


def test_hidden_weights_that_grow_do_not_turn():
    problem = normalized_mlp(width=4, samples=10, B=2)
    grown = turned(Exact(problem), Iterate(3 * problem.x0), Iterate(problem.x0))
    torch.testing.assert_close(grown, torch.zeros_like(grown), rtol=0, atol=1e-14)


def test_at_the_regularized_edge_a_step_turns_the_error_round():
    step, strength = 0.25, 0.3
    numbers = {"step_size": step, "strength": strength}
    c = float(EDGE.subs({s: numbers[s.name] for s in EDGE.free_symbols}))
    assert abs(1 - step * c * (1 + strength * c) + 1) < 1e-12
