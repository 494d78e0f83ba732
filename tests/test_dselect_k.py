"""Gates of binary codes and top-k gates: enumeration of codes, autograd of the whole objective, and how fairly they were compared."""

from functools import partial
from itertools import product

import numpy as np
import pytest
import torch
from scipy.interpolate import CubicHermiteSpline

from optlab.gates import code_slopes, code_weights, smooth_step
from optlab.methods.smoothing.dselect_k import DSelectK
from optlab.methods.smoothing.dselect_k import State as Codes
from optlab.methods.smoothing.top_k_gate import State as Logits
from optlab.methods.smoothing.top_k_gate import TopKGate
from optlab.oracle import Exact, Oracle
from optlab.problems.expert_mixture import expert_mixture
from optlab.rng import Rng
from optlab.runner import run
from optlab.symbols import L


def test_the_smooth_step_is_the_cubic_between_two_flat_ends():
    t = np.linspace(-2, 2, 401)
    cubic = CubicHermiteSpline([-0.5, 0.5], [0, 1], [0, 0])
    inside = np.abs(t) <= 0.5
    S, slope = smooth_step(t)
    np.testing.assert_allclose(S, np.where(inside, cubic(t), t > 0), atol=1e-15)
    np.testing.assert_allclose(slope, np.where(inside, cubic(t, 1), 0), atol=1e-14)
    np.testing.assert_allclose(S + smooth_step(-t)[0], 1, rtol=1e-15)
    assert slope.max() == 1.5


@pytest.mark.parametrize("end", [-0.5, 0.5])
def test_the_slope_does_not_jump_where_the_step_ends(end):
    before, after = (smooth_step(np.array(end + h))[1] for h in (-1e-8, 1e-8))
    assert abs(before - after) < 1e-6


def test_weights_are_the_probabilities_of_the_codes():
    u = np.random.default_rng(0).uniform(size=(3, 4))
    weights = code_weights(u)
    for bits in product((0, 1), repeat=4):
        code = sum(b << j for j, b in enumerate(bits))
        np.testing.assert_allclose(
            weights[:, code], np.prod([u[:, j] if b else 1 - u[:, j] for j, b in enumerate(bits)], axis=0), rtol=1e-14
        )
    np.testing.assert_allclose(weights.sum(-1), 1, rtol=1e-15)


def test_slopes_of_the_weights_are_differences_of_settled_bits():
    u = np.random.default_rng(1).uniform(size=(3, 4))
    for j in range(4):
        high, low = u.copy(), u.copy()
        high[:, j], low[:, j] = 1, 0
        np.testing.assert_allclose(code_slopes(u, j), code_weights(high) - code_weights(low), atol=1e-15)


def test_a_selector_has_all_experts_in_the_middle_and_one_at_the_ends():
    middle = code_weights(smooth_step(np.zeros(4))[0])
    assert (middle != 0).sum() == 16
    ends = code_weights(smooth_step(np.array([0.5, -0.5, 7.0, -0.6]))[0])
    assert (ends != 0).sum() == 1
    assert ends[0b0101] == 1


def gate_in_torch(codes, logits, width):
    t = (codes / width).clamp(-0.5, 0.5)
    S = -2 * t**3 + 1.5 * t + 0.5
    weights = torch.ones_like(S[..., :1])
    for j in range(S.shape[-1]):
        weights = torch.stack([weights * (1 - S[..., j : j + 1]), weights * S[..., j : j + 1]], dim=-2).flatten(-2)
    entropy = -(S * S.log() + (1 - S) * (1 - S).log()).sum()
    return (logits.softmax(-1)[..., None] * weights).sum(-2), entropy


def live(problem):
    return Oracle().over(Exact(problem), Rng(0, problem.ids, 1, until=4))


def test_a_step_through_codes_descends_the_gradient_of_torch():
    problem, rng = expert_mixture(bits=3, B=4), np.random.default_rng(2)
    codes, logits = rng.uniform(-0.35, 0.35, (4, 1, 2, 3)), rng.normal(size=(4, 1, 2))
    method = DSelectK(gate_step=0.3, gate_width=0.8, entropy=0.02)
    after = method.step(Codes(problem.x0, codes, logits, 1.0), live(problem))
    z, a = (torch.tensor(v, requires_grad=True) for v in (codes, logits))
    x, entropy = gate_in_torch(z, a, 0.8)
    off = (x - torch.tensor(problem.x_star)) @ torch.tensor(problem.V).mT
    (off.square().sum() / (2 * 20) + 0.02 * entropy).backward()
    np.testing.assert_allclose(after.codes, codes - 0.3 * z.grad.numpy(), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(after.logits, logits - 0.3 * a.grad.numpy(), rtol=1e-12, atol=1e-14)


def test_a_step_through_the_largest_logits_descends_the_gradient_of_torch():
    problem, logits = expert_mixture(bits=3, B=4), np.random.default_rng(3).normal(size=(4, 1, 8))
    after = TopKGate(gate_step=0.3).step(Logits(problem.x0, logits, 1.0), live(problem))
    a = torch.tensor(logits, requires_grad=True)
    kept = a.topk(2)
    x = torch.zeros_like(a).scatter(-1, kept.indices, kept.values.softmax(-1))
    off = (x - torch.tensor(problem.x_star)) @ torch.tensor(problem.V).mT
    (off.square().sum() / (2 * 20)).backward()
    np.testing.assert_allclose(after.logits, logits - 0.3 * a.grad.numpy(), rtol=1e-12, atol=1e-14)
    assert (TopKGate().weights(logits) != 0).sum(-1).tolist() == [[2]] * 4


def test_of_equal_logits_the_first_are_kept():
    np.testing.assert_array_equal(TopKGate().weights(np.zeros((1, 1, 4))), [[[0.5, 0.5, 0, 0]]])


def test_a_settled_code_stays_whatever_the_gradient():
    problem = expert_mixture(bits=3, B=4)
    codes = np.where(np.random.default_rng(4).uniform(size=(4, 1, 2, 3)) < 0.5, -0.5, 0.6)
    after = DSelectK(gate_step=100.0, entropy=1.0).step(Codes(problem.x0, codes, np.zeros((4, 1, 2)), 1.0), live(problem))
    np.testing.assert_array_equal(after.codes, codes)


def share_found(problem, method):
    x = run(method, problem, 300, record=()).final.x
    return ((x > 1e-6) == (problem.x_star > 0)).all(-1).mean()


def test_no_step_size_lets_top_k_find_what_codes_find():
    problem = expert_mixture(B=64)
    codes, top, noisy = (
        {c: share_found(problem, gate(gate_step=c / L)) for c in (1, 2, 4, 8, 16)}
        for gate in (DSelectK, TopKGate, partial(TopKGate, gate_noise=0.3))
    )
    assert max(codes, key=codes.get) == max(noisy, key=noisy.get) == 2
    assert max(top.values()) == top[1] < 0.2 < 0.5 < codes[8] < codes[2]
    # The rule with noise is as good at finding them.
    assert abs(noisy[2] - codes[2]) < 0.1


def test_a_number_of_experts_that_is_no_power_of_two_is_refused():
    with pytest.raises(ValueError, match="needs 2, 4, 8, ... experts, one per code, but there are 6"):
        DSelectK().init(np.zeros((1, 1, 6)))
