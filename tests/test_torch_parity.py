"""Two hundred steps of a net on digits, to rounding those of torch's optimizers, of pytorch_optimizer's, and of optax's."""

from dataclasses import fields
from functools import partial

import jax
import optax
import pytest
import pytorch_optimizer
import torch
from sympy import Min, Rational, sqrt
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from optlab.methods.adaptive.adafactor import Adafactor
from optlab.methods.adaptive.adagrad import AdaGrad
from optlab.methods.adaptive.adam import Adam
from optlab.methods.adaptive.adamp import AdamP
from optlab.methods.adaptive.adamw import AdamW
from optlab.methods.adaptive.amsgrad import AMSGrad
from optlab.methods.adaptive.corrected_amsgrad import CorrectedAMSGrad
from optlab.methods.adaptive.diffgrad import DiffGrad
from optlab.methods.adaptive.penalized_adam import PenalizedAdam
from optlab.methods.adaptive.rmsprop import RMSprop
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.momentum.heavy_ball import HeavyBall
from optlab.methods.momentum.momentum import Momentum
from optlab.methods.momentum.nesterov_momentum import NesterovMomentum
from optlab.methods.momentum.sgdp import SGDP
from optlab.methods.parameter_free.cocob import COCOB
from optlab.methods.parameter_free.d_adapt_adam import DAdaptAdam
from optlab.methods.parameter_free.prodigy_adam import ProdigyAdam
from optlab.problems.neural.mlp import digits_mlp
from optlab.symbols import k
from optlab.torch_optim import TorchOptimizer

STEPS, BATCH = 200, 64


@pytest.fixture(autouse=True, scope="module")
def _plain_double_precision():
    threads, kind, wide = torch.get_num_threads(), torch.get_default_dtype(), jax.config.jax_enable_x64
    torch.set_num_threads(1)
    # Some of their running sums are of torch's default kind.
    torch.set_default_dtype(torch.float64)
    jax.config.update("jax_enable_x64", True)
    yield
    torch.set_num_threads(threads)
    torch.set_default_dtype(kind)
    jax.config.update("jax_enable_x64", wide)


@pytest.fixture(scope="module")
def digits():
    return digits_mlp(32, 3, B=1)


def net(problem, normalized=False):
    """The same start every time; with one normalized layer, whose weights' lengths do not count, for the methods that look for such."""
    model = problem.module(problem.x0[0, 0])
    if normalized:
        model.insert(3, torch.nn.BatchNorm1d(32, affine=False))
        # Its gradient would be rounding alone, which Adam blows up.
        model[2].bias.requires_grad_(False)
    return model.train()


def batches(problem):
    draws = torch.Generator().manual_seed(3)
    for _ in range(STEPS):
        i = torch.randint(problem.n, (BATCH,), generator=draws)
        yield problem.inputs[0, i], problem.targets[0, i]


def trained(problem, make, normalized=False, before=None):
    """The net after the steps, and its optimizer."""
    model = net(problem, normalized)
    optimizer = make(model.parameters())
    for t, (inputs, targets) in enumerate(batches(problem)):

        def closure(inputs=inputs, targets=targets):
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(inputs), targets)
            loss.backward()
            return loss

        if before:
            before(optimizer, t)
        optimizer.step(closure)
    return parameters_to_vector(model.parameters()).detach(), optimizer


def apart(problem, method, theirs, normalized=False):
    """The largest deviation of a weight, over the largest distance that a weight has gone."""
    start = parameters_to_vector(net(problem, normalized).parameters()).detach()
    one, _ = trained(problem, lambda p: TorchOptimizer(p, method, steps=STEPS), normalized)
    two, _ = trained(problem, theirs, normalized)
    assert torch.isfinite(two).all()
    return float((one - two).abs().max() / (two - start).abs().max())


BETAS = {"beta1": 0.9, "beta2": 0.99}
RATES = (0.9, 0.99)
OF_TORCH = {
    "SGD": (GradientDescent(step_size=0.1), lambda p: torch.optim.SGD(p, lr=0.1)),
    "SGD with momentum": (Momentum(step_size=0.02), lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9)),
    "SGD with momentum, as heavy ball": (
        HeavyBall(step_size=0.02, momentum=0.9),
        lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9),
    ),
    "Adam": (Adam(), torch.optim.Adam),
    "Adam with a penalty": (PenalizedAdam(decay=0.03), lambda p: torch.optim.Adam(p, weight_decay=0.03)),
    "AMSGrad": (AMSGrad(**BETAS), lambda p: torch.optim.Adam(p, betas=RATES, amsgrad=True)),
    "AdamW": (AdamW(decay=0.3), lambda p: torch.optim.AdamW(p, weight_decay=0.3)),
    "RMSprop": (RMSprop(keep=0.99), lambda p: torch.optim.RMSprop(p, lr=1e-3)),
}


@pytest.mark.parametrize(("method", "theirs"), OF_TORCH.values(), ids=OF_TORCH)
def test_two_hundred_steps_are_those_of_torch(digits, method, theirs):
    """Adam, AdamW, AMSGrad and RMSprop add eps to the root there and here; AMSGrad takes the maximum before the bias is corrected."""
    assert apart(digits, method, theirs) < 1e-12


WITH_TWO_FORMS = [name for name, (method, _) in OF_TORCH.items() if "step_in_place" in vars(type(method))]


@pytest.mark.parametrize("name", WITH_TWO_FORMS)
def test_steps_are_those_of_torch_where_they_are_not_torchs_own_kernel(digits, name):
    """A relative inherits `step`, but not the form that writes in place by a kernel of torch."""
    method, theirs = OF_TORCH[name]
    pure = type("Pure", (type(method),), {})(**{f.name: getattr(method, f.name) for f in fields(method)})
    assert apart(digits, pure, theirs) < 1e-12


def test_nesterovs_momentum_is_that_of_torch(digits):
    """Torch's parameters are the points where gradients are taken, ours those where the step ends: step_size momentum p behind."""
    lr, momentum = 0.02, 0.9
    ours, _ = trained(digits, lambda p: TorchOptimizer(p, NesterovMomentum(step_size=lr, momentum=momentum)))
    theirs, optimizer = trained(digits, lambda p: torch.optim.SGD(p, lr=lr, momentum=momentum, nesterov=True))
    p = torch.cat([optimizer.state[v]["momentum_buffer"].reshape(-1) for v in optimizer.param_groups[0]["params"]])
    assert float((theirs + lr * momentum * p - ours).abs().max()) < 1e-12


def test_dampening_is_a_shorter_step(digits):
    """Torch does not dampen the first gradient; where its velocity begins at 0, as ours does, dampening only scales the step."""

    def resting(params):
        optimizer = torch.optim.SGD(params, lr=0.1, momentum=0.9, dampening=0.8)
        for v in optimizer.param_groups[0]["params"]:
            optimizer.state[v]["momentum_buffer"] = torch.zeros_like(v)
        return optimizer

    assert apart(digits, Momentum(step_size=0.1 * (1 - 0.8), momentum=0.9), resting) < 1e-12


def test_adagrad_is_that_of_torch(digits):
    """Our b0^2 stands beside the sum of squares, inside the root, as torch's initial accumulator; torch's eps, outside, is 0 here."""
    theirs = lambda p: torch.optim.Adagrad(p, lr=0.05, initial_accumulator_value=1e-4, eps=0.0)  # noqa: E731
    assert apart(digits, AdaGrad(eta=0.05, b0=1e-2), theirs) < 1e-12


def test_adafactor_is_that_of_torch(digits):
    """Our eps1 is added to squared gradients, torch's is a floor of the factored moment's root: tiny, both only keep a gradient 0 at 0."""
    theirs = lambda p: torch.optim.Adafactor(p, lr=1e-2, beta2_decay=-0.8, eps=(1e-15, 1e-3), d=1.0)  # noqa: E731
    assert apart(digits, Adafactor(relative_step=Min(Rational(1, 100), 1 / sqrt(k + 1))), theirs) < 1e-12


# So small that it matters in no sum, and yet its square is no zero.
TINY = 1e-150


def adamp(p):
    return pytorch_optimizer.AdamP(p, lr=1e-3, betas=RATES, eps=TINY, weight_decay=0.1)


def sgdp(p):
    return pytorch_optimizer.SGDP(p, lr=0.02, momentum=0.9, eps=TINY, weight_decay=0.01)


OF_PYTORCH_OPTIMIZER = {
    "AdamP": (AdamP(**BETAS, eps=TINY, decay=0.1), adamp, True),
    "AdamP without layers of free length": (AdamP(**BETAS, eps=TINY, decay=0.1), adamp, False),
    "SGDP": (SGDP(step_size=0.02, decay=0.01), sgdp, True),
    "D-Adaptation for Adam": (DAdaptAdam(), lambda p: pytorch_optimizer.DAdaptAdam(p, bias_correction=True), False),
    "Prodigy": (ProdigyAdam(), lambda p: pytorch_optimizer.Prodigy(p, bias_correction=True), False),
}


@pytest.mark.parametrize(("method", "theirs", "normalized"), OF_PYTORCH_OPTIMIZER.values(), ids=OF_PYTORCH_OPTIMIZER)
def test_two_hundred_steps_are_those_of_pytorch_optimizer(digits, method, theirs, normalized):
    """Its AdamP adds eps to the root before the root's bias is corrected, ours after; its AdamP and SGDP add eps to lengths, too, by which
    ours divide: so eps is as good as 0 here."""
    assert apart(digits, method, theirs, normalized) < 1e-12


def test_adamp_and_sgdp_see_the_layers_whose_length_is_free(digits):
    for method, plain in ((AdamP(eps=TINY), Adam(eps=TINY)), (SGDP(step_size=0.02), Momentum(step_size=0.02))):
        one, _ = trained(digits, lambda p, m=method: TorchOptimizer(p, m), True)
        two, _ = trained(digits, lambda p, m=plain: TorchOptimizer(p, m), True)
        assert float((one - two).abs().max()) > 1e-3


def test_diffgrad_is_that_of_pytorch_optimizer(digits):
    """Its plain form leaves the friction out of the step, so the rectified one is compared, without the 1e-15 that it adds under the root,
    and ours is given the rectified step sizes: they are 0 at first, and contain the correction of v's bias, which ours makes itself."""
    beta2 = 0.999

    def rectified(optimizer, t):
        lr, trusted = pytorch_optimizer.DiffGrad.get_rectify_step_size(True, t + 1, 1e-3, beta2, 5, False)
        optimizer.param_groups[0]["lr"] = lr / (1 - beta2 ** (t + 1)) ** 0.5 if trusted >= 5 else 0.0

    def theirs(params):
        optimizer = pytorch_optimizer.DiffGrad(params, rectify=True, n_sma_threshold=5, degenerated_to_sgd=False)
        optimizer.apply_ams_bound = partial(optimizer.apply_ams_bound, exp_avg_sq_eps=0.0)
        return optimizer

    one, _ = trained(digits, lambda p: TorchOptimizer(p, DiffGrad()), before=rectified)
    two, _ = trained(digits, theirs)
    assert float((one - two).abs().max()) < 1e-12


class Optax:
    """A rule of optax as an optimizer of torch parameters."""

    def __init__(self, params, rule):
        self.params, self.rule = list(params), rule
        self.x = jax.numpy.asarray(parameters_to_vector(self.params).detach().numpy())
        self.state = rule.init(self.x)
        self.update = jax.jit(rule.update)

    def zero_grad(self):
        for p in self.params:
            p.grad = None

    def step(self, closure):
        closure()
        g = jax.numpy.asarray(torch.cat([p.grad.reshape(-1) for p in self.params]).numpy())
        change, self.state = self.update(g, self.state, self.x)
        self.x = self.x + change
        vector_to_parameters(torch.tensor(self.x), self.params)


OF_OPTAX = {
    "AMSGrad of corrected moments": (CorrectedAMSGrad(**BETAS), lambda: optax.amsgrad(1e-3, b1=0.9, b2=0.99)),
    "COCOB": (COCOB(), lambda: optax.contrib.cocob(alpha=100.0, eps=1e-8)),
}


@pytest.mark.parametrize(("method", "rule"), OF_OPTAX.values(), ids=OF_OPTAX)
def test_two_hundred_steps_are_those_of_optax(digits, method, rule):
    """Optax's AMSGrad corrects the bias before it takes the maximum."""
    assert apart(digits, method, lambda p: Optax(p, rule())) < 1e-12


def test_the_comparison_sees_a_wrong_constant(digits):
    assert apart(digits, Adam(beta2=0.9991), torch.optim.Adam) > 1e-4


def test_rmsprop_goes_its_step_size_over_the_root_of_what_it_forgets_at_first(digits):
    model = net(digits)
    optimizer = TorchOptimizer(model.parameters(), RMSprop(step_size=0.01, keep=0.96, eps=0.0))
    before = parameters_to_vector(model.parameters()).detach().clone()
    digits.loss(model(digits.inputs[0]), digits.targets[0]).mean().backward()
    optimizer.step()
    moved = (parameters_to_vector(model.parameters()).detach() - before).abs()
    torch.testing.assert_close(moved[moved > 0], torch.full_like(moved[moved > 0], 0.05), rtol=1e-9, atol=0)
