"""Clipped adaptive methods against torch's clipping and its optimizers."""

import pytest
import torch

from optlab import run
from optlab.methods.adaptive.adagrad import AdaGrad
from optlab.methods.adaptive.adam import Adam
from optlab.methods.heavy_tails.clipped_adaptive import ClipAdaGrad, ClipAdam
from optlab.problems.neural.documents import zipf_documents
from optlab.torch_optim import TorchOptimizer

LEVEL, STEPS = 0.005, 12


@pytest.fixture
def problem():
    return zipf_documents(vocabulary=4, longest=8, samples=20, B=2)


def _after(optimizer, problem, x):
    for _ in range(STEPS):
        x.grad = problem.grad(x.detach()[None, None])[0, 0].clone()
        torch.nn.utils.clip_grad_norm_([x], LEVEL)
        optimizer.step()
    return x.detach()


@pytest.mark.parametrize(
    ("method", "theirs"),
    [
        (ClipAdam(step_size=0.1, level=LEVEL), lambda x: torch.optim.Adam([x], lr=0.1)),
        (ClipAdaGrad(eta=0.1, b0=0.0, level=LEVEL), lambda x: torch.optim.Adagrad([x], lr=0.1, eps=0.0)),
    ],
)
def test_steps_are_those_of_torch_after_its_clipping(problem, method, theirs):
    assert float(problem.grad(problem.x0).norm(dim=-1).min()) > LEVEL
    x = problem.x0[0, 0].clone().requires_grad_()
    # torch divides by the norm plus 1e-6.
    expected = _after(theirs(x), problem, x)
    torch.testing.assert_close(run(method, problem, STEPS).final.x[0, 0], expected, rtol=0, atol=2e-4)
    assert float((expected - problem.x0[0, 0]).abs().max()) > 0.1


@pytest.mark.parametrize(
    ("clipped", "plain"),
    [(ClipAdam(step_size=0.1, level=float("inf")), Adam(step_size=0.1)), (ClipAdaGrad(0.1, 0.1, level=float("inf")), AdaGrad(0.1, 0.1))],
)
def test_an_infinite_level_clips_nothing(problem, clipped, plain):
    assert torch.equal(run(clipped, problem, STEPS).final.x, run(plain, problem, STEPS).final.x)


def test_clipping_holds_as_an_optimizer_of_torch_too(problem):
    x = problem.x0[0, 0].clone().requires_grad_()
    optimizer = TorchOptimizer([x], ClipAdam(step_size=0.1, level=LEVEL))
    x.grad = problem.grad(problem.x0)[0, 0].clone()
    optimizer.step()
    torch.testing.assert_close(x.detach(), run(ClipAdam(step_size=0.1, level=LEVEL), problem, 1).final.x[0, 0])


def test_the_infimum_of_documents_is_that_of_the_counted_bigrams(problem):
    x = problem.x0
    for _ in range(4000):
        x = x - 20.0 * problem.grad(x)
    gap = problem.value(x) - problem.constants["f_star"]
    assert float(gap.min()) > 0
    assert float(gap.max()) < 1e-3 * float((problem.value(problem.x0) - problem.constants["f_star"]).min())
