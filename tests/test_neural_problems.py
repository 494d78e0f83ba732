"""Nets as problems: derivatives against torch's own, sharpness against dense eigenvalues, seeds, minibatches, data, training."""

import subprocess
import sys

import numpy as np
import pytest
import torch
from torch.nn import functional
from torch.nn.utils import parameters_to_vector

from optlab import run
from optlab.arrays import layers
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.momentum.momentum import Momentum
from optlab.methods.second_order.oasis import FixedStepOASIS
from optlab.network_metrics import accuracy, loss_on_test, sharpness, sharpness_error, training_loss
from optlab.noise import Minibatch
from optlab.problems.neural import families
from optlab.problems.neural.linear import deep_diagonal, deep_linear
from optlab.problems.neural.losses import cross_entropy, one_hot_error, squared_error
from optlab.problems.neural.mlp import digits_mlp, moons_mlp, one_hot_mlp, teacher_student
from optlab.problems.neural.normalized_mlp import normalized_mlp
from optlab.problems.neural.sharpness import largest_eigenvalue
from optlab.problems.neural.tables import breast_cancer, diabetes
from optlab.problems.neural.transformer import modular_addition, token_stream
from optlab.rng import Rng

FAMILIES = families()
SMALL = {name: {"samples": 40} for name in ("digits_mlp", "one_hot_mlp", "normalized_mlp", "digits_cnn", "token_stream")}
# What torch calls our losses; the mean over outputs is ours.
THEIRS = {
    cross_entropy: lambda outputs, targets: functional.cross_entropy(outputs.flatten(0, -2), targets.flatten()),
    squared_error: lambda outputs, targets: functional.mse_loss(outputs, targets) * outputs.shape[1] / 2,
    one_hot_error: lambda outputs, targets: (outputs - functional.one_hot(targets, outputs.shape[1])).square().sum(1).mean() / 2,
}


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(params=sorted(FAMILIES))
def problem(request):
    return FAMILIES[request.param].make(SMALL.get(request.param), B=3)


def some(problem, stream, scale=1.0):
    """Points or directions (B, S, d)."""
    return scale * torch.from_numpy(np.array(Rng(5, problem.ids).normal(problem.x0.shape[-1], stream=stream)))


def at(source, b):
    return source[b if len(source) > 1 else 0]


def plainly(problem, b, y):
    """The loss of instance b by a torch module of its own, and the gradient of its parameters."""
    net = problem.module(y)
    loss = THEIRS[problem.loss](net(at(problem.inputs, b)), at(problem.targets, b))
    loss.backward()
    return loss.detach(), parameters_to_vector([p.grad for p in net.parameters()])


def loss_at(problem, b):
    """The same as a function of the flat weights."""
    names = [name for name, _ in problem.net.named_parameters()]

    def loss(y):
        parts = [part[0, 0] for part in layers(y[None, None], problem.blocks)]
        outputs = torch.func.functional_call(problem.net, dict(zip(names, parts, strict=True)), (at(problem.inputs, b),))
        return THEIRS[problem.loss](outputs, at(problem.targets, b))

    return loss


def test_gradient_is_that_of_the_torch_module_seed_by_seed(problem):
    x = problem.x0 + some(problem, 1, 0.1)
    f, g = problem.value_and_grad(x)
    assert f.shape == (3, 1)
    for b in range(3):
        loss, slope = plainly(problem, b, x[b, 0])
        torch.testing.assert_close(f[b, 0], loss, rtol=1e-13, atol=0)
        torch.testing.assert_close(g[b, 0], slope, rtol=0, atol=1e-13 * float(slope.abs().max()))
    torch.testing.assert_close(problem.value(x), f, rtol=1e-14, atol=0)


def test_hessian_vector_product_is_that_of_torch(problem):
    x, v = problem.x0 + some(problem, 1, 0.1), some(problem, 2)
    products = problem.hvp(x, v)
    for b in range(3):
        _, product = torch.autograd.functional.hvp(loss_at(problem, b), x[b, 0], v[b, 0])
        torch.testing.assert_close(products[b, 0], product, rtol=0, atol=1e-12 * float(product.abs().max()))


def bends_at_once(name):
    return any(isinstance(m, torch.nn.ReLU) for m in FAMILIES[name].make(SMALL.get(name), B=1).net.modules())


SMOOTH = [name for name in sorted(FAMILIES) if not bends_at_once(name)]


@pytest.mark.parametrize("name", SMOOTH)
def test_derivatives_along_a_direction_are_those_of_finite_differences(name):
    problem = FAMILIES[name].make(SMALL.get(name), B=2)
    x, v, t = problem.x0, some(problem, 2), 1e-4
    first, second = problem.grad_along(x, v)
    torch.testing.assert_close(problem.hvp(x, v), first, rtol=0, atol=1e-12 * float(first.abs().max()))
    ahead, here, behind = (problem.grad(x + s * v) for s in (t, 0, -t))
    torch.testing.assert_close(first, (ahead - behind) / (2 * t), rtol=0, atol=1e-5 * float(first.abs().max()))
    torch.testing.assert_close(second, (ahead - 2 * here + behind) / t**2, rtol=0, atol=1e-4 * float(second.abs().max()))


TINY = {
    "a perceptron": lambda: moons_mlp(width=3, samples=30, B=3),
    "a normalized perceptron": lambda: normalized_mlp(width=3, depth=2, samples=20, B=1),
    "a diagonal net": lambda: deep_diagonal(depth=2, B=3),
    "a teacher's student": lambda: teacher_student(dim=2, width=2, samples=8, B=3),
}


@pytest.mark.parametrize("make", TINY.values(), ids=TINY)
@pytest.mark.parametrize("tolerance", [1e-2, 1e-8])
def test_sharpness_is_the_largest_dense_eigenvalue_within_its_bound(make, tolerance):
    problem = make()
    H = problem.hess(problem.x0)
    torch.testing.assert_close(H, H.mT, rtol=0, atol=1e-13 * float(H.abs().max()))
    v = some(problem, 2)
    torch.testing.assert_close(problem.hvp(problem.x0, v), (H @ v[..., None])[..., 0], rtol=0, atol=1e-12 * float(H.abs().max()))
    top = torch.linalg.eigvalsh(H)[..., -1]
    found, error = problem.sharpness(problem.x0, tolerance=tolerance)
    assert (error <= tolerance * found.abs()).all()
    assert (found <= top + 1e-13 * top.abs()).all()
    assert (top - found <= error + 1e-13 * top.abs()).all()


def test_sharpness_of_least_squares_is_that_of_the_data():
    (X, _), _ = diabetes()
    problem = deep_linear(depth=1, B=2)
    found, error = problem.sharpness(problem.x0)
    top = np.linalg.eigvalsh(X[0].T @ X[0] / problem.n)[-1]
    assert (top - error[:, 0].numpy() <= found[:, 0].numpy()).all()
    np.testing.assert_allclose(found, top, rtol=1e-5)


def matrix(eigenvalues):
    """(1, 1, d, d) with these eigenvalues, and a start."""
    generator = torch.Generator().manual_seed(0)
    d = len(eigenvalues)
    Q = torch.linalg.qr(torch.randn(d, d, generator=generator, dtype=torch.float64))[0]
    H = (Q * torch.tensor(eigenvalues, dtype=torch.float64)) @ Q.mT
    return (H + H.mT)[None, None] / 2, torch.randn(1, 1, d, generator=generator, dtype=torch.float64)


SPECTRA = {
    "one dimension": [-2.0],
    "zero": [0.0] * 5,
    "negative": [-5.0, -3.0, -1.0],
    "a larger one below": [-100.0, 0.5, 1.0, 2.0],
    "twice the same": [3.0, 3.0, 1.0, 0.0],
    "close ones": list(np.linspace(0, 1, 40)) + [1.001],
    "a long tail": list(1 / np.arange(1.0, 101)),
}


@pytest.mark.parametrize("eigenvalues", SPECTRA.values(), ids=SPECTRA)
def test_largest_eigenvalue_is_found_in_any_spectrum(eigenvalues):
    H, start = matrix(eigenvalues)
    theta, r = largest_eigenvalue(lambda v: (H @ v[..., None])[..., 0], start, tolerance=1e-7, most=400)
    assert float(r) <= 1e-7 * abs(max(eigenvalues))
    np.testing.assert_allclose(float(theta), max(eigenvalues), rtol=1e-9)


def test_largest_eigenvalue_of_one_point_does_not_depend_on_the_others():
    (easy, a), (hard, b) = matrix(1 / np.arange(1.0, 42)), matrix(SPECTRA["close ones"])
    H, start = torch.cat([easy, hard]), torch.cat([a, b])
    both = largest_eigenvalue(lambda v: (H @ v[..., None])[..., 0], start, tolerance=1e-2)
    alone = largest_eigenvalue(lambda v: (easy @ v[..., None])[..., 0], a, tolerance=1e-2)
    for one, other in zip(both, alone, strict=True):
        torch.testing.assert_close(one[:1], other, rtol=1e-12, atol=1e-12)


def test_largest_eigenvalue_of_minus_identity_is_found_in_a_space_of_one_dimension():
    generator = torch.Generator().manual_seed(0)
    start = torch.randn(100, 1, 5, generator=generator, dtype=torch.float64)
    theta, r = largest_eigenvalue(lambda v: -2 * v, start, tolerance=0.0, most=5)
    torch.testing.assert_close(theta, torch.full_like(theta, -2.0), rtol=1e-14, atol=0)
    assert float(r.max()) < 1e-14


def test_largest_eigenvalue_is_infinite_where_a_product_is():
    H, start = matrix([2.0, 1.0])
    H = torch.cat([H, H * float("inf")])
    theta, r = largest_eigenvalue(lambda v: (H @ v[..., None])[..., 0], start.repeat(2, 1, 1))
    assert theta[0].isfinite()
    assert theta[1].isinf()
    assert r[1].isinf()


def test_a_seed_does_not_depend_on_how_many_there_are(problem):
    name = problem.origin["family"]
    more = FAMILIES[name].make(SMALL.get(name), B=5)
    torch.testing.assert_close(more.x0[:3], problem.x0, rtol=0, atol=0)
    torch.testing.assert_close(more[:3].value(problem.x0), problem.value(problem.x0), rtol=1e-14, atol=0)


def test_seeds_train_together_as_one_by_one():
    record = (training_loss, accuracy)
    together = digits_mlp(width=8, samples=60, B=32)
    whole = run(GradientDescent(step_size=0.1), together, 20, record=record, chunk=32)
    for b in (0, 17, 31):
        alone = run(GradientDescent(step_size=0.1), together[b : b + 1], 20, record=record)
        torch.testing.assert_close(whole["training_loss"][:, b : b + 1], alone["training_loss"], rtol=1e-12, atol=0)
        torch.testing.assert_close(whole["accuracy"][:, b : b + 1], alone["accuracy"], rtol=0, atol=0)
    assert len(np.unique(whole["training_loss"][0])) == 32


def test_replicas_and_data_of_an_instance_go_together():
    problem = teacher_student(B=3)
    x = torch.cat([problem.x0, problem.x0 + some(problem, 1)], dim=1)
    v = torch.cat([some(problem, 2), some(problem, 3)], dim=1)
    for answer in (problem.value, problem.grad, problem.loss_on_test, lambda y: problem.hvp(y, v[:, : y.shape[1]])):
        torch.testing.assert_close(answer(x)[:, :1], answer(x[:, :1]), rtol=1e-12, atol=1e-13)
    torch.testing.assert_close(problem.hvp(x, v)[:, 1:], problem.hvp(x[:, 1:], v[:, 1:]), rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("depth", [2, 3, 4])
def test_length_of_normalized_weights_does_not_matter(depth):
    problem = normalized_mlp(depth=depth, B=2)
    x = problem.x0 + some(problem, 1, 0.1)
    f, g = problem.value_and_grad(x)
    weights, slopes = layers(x, problem.blocks), layers(g, problem.blocks)
    assert len(weights) == depth + 1
    for j, (W, G) in enumerate(zip(weights[:-2], slopes[:-2], strict=True)):
        size = torch.linalg.matrix_norm(W) * torch.linalg.matrix_norm(G)
        assert ((W * G).sum((-2, -1)).abs() <= 1e-13 * size).all()
        longer = torch.cat([(3 * v if i == j else v).flatten(2) for i, v in enumerate(weights)], dim=-1)
        h, steeper = problem.value_and_grad(longer)
        torch.testing.assert_close(h, f, rtol=1e-13, atol=0)
        torch.testing.assert_close(layers(steeper, problem.blocks)[j], G / 3, rtol=1e-9, atol=1e-13)
    answers = (weights[-2] * slopes[-2]).sum((-2, -1)) / (torch.linalg.matrix_norm(weights[-2]) * torch.linalg.matrix_norm(slopes[-2]))
    assert (answers.abs() > 1e-3).all()


def test_minibatch_gradient_is_unbiased(problem):
    x = problem.x0 + some(problem, 1, 0.1)
    each = problem.component_grads(x)
    g = problem.grad(x)
    assert each.shape == (3, 1, problem.n, problem.x0.shape[-1])
    torch.testing.assert_close(each.mean(2), g, rtol=0, atol=1e-13 * float(each.abs().max()))
    i = torch.tensor([[[0, 3, 3]], [[1, 2, 0]], [[2, 2, 2]]])
    some_of_them = torch.stack([each[b, 0, i[b, 0]] for b in range(3)])[:, None]
    torch.testing.assert_close(problem.component_grads(x, i), some_of_them, rtol=0, atol=1e-13 * float(each.abs().max()))
    torch.testing.assert_close(problem.component_grad(x, i), some_of_them.mean(2), rtol=0, atol=1e-13 * float(each.abs().max()))
    every = torch.arange(problem.n).expand(3, 1, -1)
    torch.testing.assert_close(problem.component_value(x, every), problem.value(x), rtol=1e-13, atol=0)
    v = some(problem, 2)
    for one, other in zip(problem.component_grad_along(x, v, every), problem.grad_along(x, v), strict=True):
        torch.testing.assert_close(one, other, rtol=0, atol=1e-12 * float(other.abs().max()))


def test_stochastic_gradient_descent_counts_its_samples():
    problem = moons_mlp(B=2).replicate(3)
    trace = run(GradientDescent(step_size=0.3), problem, 200, record=(training_loss,), oracle=Minibatch(size=10), seed=1)
    assert int(trace.calls["component_grad"][-1].max()) == 2000
    f = trace["training_loss"]
    assert (f[-1] < 0.8 * f[0]).all()
    assert len(np.unique(f[-1])) == 6


def test_a_second_order_method_runs_without_a_hessian(monkeypatch):
    problem = moons_mlp(B=2)
    monkeypatch.setattr(type(problem), "hess", None)
    trace = run(FixedStepOASIS(step_size=0.05, floor=0.5), problem, 100, record=(training_loss,))
    assert (trace["training_loss"][-1] < 0.7 * trace["training_loss"][0]).all()


def test_two_layers_read_nine_digits_of_ten_by_writers_they_never_saw():
    trace = run(Momentum(step_size=0.1, momentum=0.9), digits_mlp(width=128), 150, record=(accuracy,), at=(0, 150))
    assert float(trace["accuracy"][0].mean()) < 0.2
    assert float(trace["accuracy"][-1].mean()) > 0.9


def test_trained_weights_become_a_torch_module():
    problem = moons_mlp(B=1)
    trace = run(GradientDescent(step_size=0.5), problem, 50, record=(accuracy, loss_on_test), at=(50,))
    net = problem.module(trace.final.x[0, 0])
    outputs = net(problem.test_inputs[0]).detach()
    assert float((outputs.argmax(1) == problem.test_targets[0]).double().mean()) == float(trace["accuracy"][-1])
    unseen = functional.cross_entropy(outputs, problem.test_targets[0])
    np.testing.assert_allclose(float(unseen), float(trace["loss_on_test"][-1]), rtol=1e-13)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_training_keeps_the_dtype(problem, dtype):
    problem = problem.to(dtype)
    trace = run(GradientDescent(step_size=0.01), problem, 3, record=(training_loss, sharpness, sharpness_error))
    assert trace.final.x.dtype == trace["training_loss"].dtype == trace["sharpness"].dtype == dtype
    assert trace["training_loss"].isfinite().all()
    assert (trace["sharpness_error"] <= 1e-3 * trace["sharpness"].abs()).all()


def test_a_run_that_diverges_has_infinite_metrics():
    trace = run(GradientDescent(step_size=1e4), deep_linear(B=2), 30, record=(training_loss, sharpness))
    assert trace["training_loss"][-1].isinf().all()
    assert trace["sharpness"][-1].isinf().all()


def test_a_student_with_the_teachers_weights_has_no_loss():
    problem = teacher_student(dim=5, teacher=3, width=3, B=2, seed=4)
    rng = Rng(4, np.arange(2))
    inner, outer = rng.normal((5, 3), stream=5)[:, 0] / 5**0.5, rng.normal((3, 1), stream=6)[:, 0] / 3**0.5
    parts = [inner.transpose(0, 2, 1), np.zeros((2, 3)), outer.transpose(0, 2, 1), np.zeros((2, 1))]
    x = torch.from_numpy(np.concatenate([p.reshape(2, -1) for p in parts], axis=1))[:, None]
    assert float(problem.value(x).max()) < 1e-30
    assert float(problem.loss_on_test(x).max()) < 1e-30
    assert float(problem.value(problem.x0).min()) > 1e-3


def test_modular_sums_are_right_and_none_is_trained_on_and_tested():
    problem = modular_addition(p=7, share=0.6)
    seen = torch.cat([problem.inputs[0], problem.test_inputs[0]])
    answers = torch.cat([problem.targets[0], problem.test_targets[0]])
    assert len({tuple(row) for row in seen.tolist()}) == 49
    assert ((seen[:, 0] + seen[:, 1]) % 7 == answers).all()
    assert (seen[:, 2] == 7).all()
    assert problem.n == 29


def test_tokens_follow_zipf_and_each_other():
    problem = token_stream(vocabulary=16, length=8, samples=4000, width=4)
    now, then = problem.inputs[0].flatten(), problem.targets[0].flatten()
    # With probability 1/2 the next is the shifted one, and a fresh one may happen to be it.
    assert 0.5 < float((then == (now + 1) % 16).double().mean()) < 0.6
    first = problem.inputs[0, :, 0].bincount(minlength=16).double() / 4000
    law = 1 / torch.arange(1.0, 17, dtype=torch.float64)
    assert float((first - law / law.sum()).abs().max()) < 5 * (0.25 / 4000) ** 0.5
    assert torch.equal(problem.inputs[0][:, 1:], problem.targets[0][:, :-1])


def test_attention_does_not_see_what_comes_later():
    problem = token_stream(vocabulary=8, length=5)
    tokens = problem.inputs[0, :4]
    changed = tokens.clone()
    changed[:, 3] = (changed[:, 3] + 1) % 8
    before, after = (problem.outputs(problem.x0[0, 0], v) for v in (tokens, changed))
    assert torch.equal(before[:, :3], after[:, :3])
    assert float((before[:, 3:] - after[:, 3:]).abs().amax((0, 2)).min()) > 1e-3


def test_tables_are_standardised_by_their_training_set():
    for (X, y), (X_test, y_test) in (breast_cancer(), diabetes()):
        np.testing.assert_allclose(X[0].mean(0), 0, atol=1e-12)
        np.testing.assert_allclose(X[0].std(0), 1, rtol=1e-12)
        assert X.shape[1] == y.shape[1]
        assert X_test.shape[1] == y_test.shape[1] == -(-(X.shape[1] + X_test.shape[1]) // 4)


@pytest.mark.parametrize("u", [0.0, 1 - 2**-53])
@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_every_end_of_a_familys_ranges_is_a_problem(name, u):
    family = FAMILIES[name]
    problem = family.make(family.draw([u] * len(family.ranges)), B=1)
    f, g = problem.value_and_grad(problem.x0)
    assert f.isfinite().all()
    assert g.isfinite().all()
    assert problem.loss_on_test(problem.x0).isfinite().all()


def test_weights_start_with_outputs_of_the_size_of_their_inputs():
    problem = one_hot_mlp(width=32, depth=2, gain=0.5, B=32)
    first, bias, second, _ = layers(problem.x0, problem.blocks)
    assert problem.blocks == ((32, 64), (32,), (10, 32), (10,))
    assert bias.count_nonzero() == 0
    np.testing.assert_allclose([float(first.std()), float(second.std())], [0.5 / 64**0.5, 0.5 / 32**0.5], rtol=0.05)


def test_an_accuracy_needs_classes():
    problem = deep_linear(B=1)
    with pytest.raises(TypeError, match="an accuracy is a share of classes that are right, but the targets here are real numbers"):
        problem.accuracy(problem.x0)


def test_a_net_does_not_run_in_balls():
    with pytest.raises(TypeError, match="a net cannot be run in them"):
        moons_mlp(B=1).balls()


def test_the_catalog_and_the_experiments_do_not_import_torch(tmp_path):
    script = (
        "import sys\nfrom optlab.catalog import Catalog\nfrom optlab.listing import figures\n"
        "assert 'one_hot_mlp' not in Catalog().families\nassert 'edge-of-stability' in figures()\nassert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)
