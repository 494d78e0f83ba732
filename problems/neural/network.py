"""A torch module and a training set as a problem: B seeds train together."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from math import prod
from typing import Any, Self

import numpy as np

from optlab.arrays import Array
from optlab.network_settings import NET
from optlab.problem import Problem
from optlab.problems.neural.sharpness import largest_eigenvalue
from optlab.rng import Rng
from optlab.setting import Setting
from optlab.settings import MEAN

Samples = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True, kw_only=True)
class NeuralProblem(Problem):
    """f(x) = mean over n samples of loss(net(input), target), where x holds the parameters of the net, one after another.

    Points are torch tensors. Data have B as first axis, or 1 where all seeds see the same.

    Attributes:
        net: a torch module; of its parameters only names and shapes count.
        loss: loss(outputs (n, ...), targets (n, ...)), (n,).
        inputs: (B|1, n, ...).
        targets: (B|1, n, ...), integers where they are classes.
        test_inputs: (B|1, m, ...), those of the test set, with `test_targets`.
    """

    net: Any
    loss: Callable[[Array, Array], Array]
    inputs: Array
    targets: Array
    test_inputs: Array
    test_targets: Array

    @property
    def n(self) -> int:
        """Samples of the training set."""
        return int(self.inputs.shape[1])

    def value(self, x):
        return self._at(self._mean_loss, (x,), (self.inputs, self.targets))

    def value_and_grad(self, x):
        from torch.func import grad_and_value

        g, f = self._at(grad_and_value(self._mean_loss), (x,), (self.inputs, self.targets))
        return f, g

    def hvp(self, x: Array, v: Array) -> Array:
        """hess f(x) v, (B, S, d), (B, S, d) to (B, S, d): the derivative of the gradient along v, forward over reverse."""
        return self._at(self._gradient_along, (x, v), (self.inputs, self.targets))

    def hess(self, x: Array) -> Array:
        """(B, S, d) to (B, S, d, d); d products, so for tiny nets."""
        from torch.func import hessian

        return self._at(hessian(self._mean_loss), (x,), (self.inputs, self.targets))

    def sharpness(self, x: Array, *, tolerance: float = 1e-3) -> tuple[Array, Array]:
        """The largest eigenvalue of hess f(x), (B, S), and the error bound of `largest_eigenvalue`, (B, S)."""
        start = self._like(Rng(0, self.ids).normal(x.shape[-1], stream=93)).expand(x.shape)
        return largest_eigenvalue(self._curvature(x), start, tolerance=tolerance)

    def component_value(self, x: Array, i: Array) -> Array:
        """Mean value of the samples i (B, S, b) at x, (B, S)."""
        return self._at(self._mean_loss, (x, *self._samples(i)), ())

    def component_grad(self, x: Array, i: Array) -> Array:
        """Mean gradient of the samples i (B, S, b) at x, (B, S, d)."""
        from torch.func import grad

        return self._at(grad(self._mean_loss), (x, *self._samples(i)), ())

    def component_grads(self, x: Array, i: Array | None = None) -> Array:
        """The gradients of the samples i (B, S, b), or of all, at x, (B, S, b, d)."""
        from torch.func import grad, vmap

        def of_one(y, one, target):
            return self._mean_loss(y, one[None], target[None])

        each = vmap(grad(of_one), (None, 0, 0))
        return self._at(each, (x,), (self.inputs, self.targets)) if i is None else self._at(each, (x, *self._samples(i)), ())

    def component_hvp(self, x: Array, v: Array, i: Array) -> Array:
        """The Hessian of the mean of the samples i (B, S, b) at x, times v, (B, S, d)."""
        return self._at(self._gradient_along, (x, v, *self._samples(i)), ())

    def component_grad_along(self, x: Array, v: Array, i: Array | None = None) -> tuple[Array, Array]:
        """The first two derivatives along v of the mean gradient of the samples i (B, S, b), or of all, at x, (B, S, d) each."""
        from torch.func import jvp

        def twice(y, along, *data):
            return jvp(lambda z: self._gradient_along(z, along, *data), (y,), (along,))

        if i is None:
            return self._at(twice, (x, v), (self.inputs, self.targets))
        return self._at(twice, (x, v, *self._samples(i)), ())

    def grad_along(self, x: Array, v: Array) -> tuple[Array, Array]:
        """The first two derivatives of the gradient along v, (B, S, d) each."""
        return self.component_grad_along(x, v)

    def loss_on_test(self, x: Array) -> Array:
        """The mean loss on the test set, (B, S)."""
        return self._at(self._mean_loss, (x,), (self.test_inputs, self.test_targets))

    def accuracy(self, x: Array) -> Array:
        """The share of the test set's targets that have the largest output, (B, S).

        Raises:
            TypeError: the targets are no classes.
        """
        if self.test_targets.is_floating_point():
            raise TypeError("an accuracy is a share of classes that are right, but the targets here are real numbers; record loss_on_test")

        def share(y, inputs, targets):
            return (self.outputs(y, inputs).argmax(-1) == targets).to(y.dtype).mean()

        return self._at(share, (x,), (self.test_inputs, self.test_targets))

    def outputs(self, y: Array, inputs: Array) -> Array:
        """What the net with weights y (d,) answers to inputs (n, ...)."""
        from torch.func import functional_call

        parts = y.split([prod(shape) for shape in self.blocks])
        names = (name for name, _ in self.net.named_parameters())
        weights = {name: part.reshape(shape) for name, part, shape in zip(names, parts, self.blocks, strict=True)}
        return functional_call(self.net, weights, (inputs,))

    def module(self, y: Array) -> Any:
        """The torch module itself, with weights y (d,), to be used elsewhere."""
        from torch.nn.utils import vector_to_parameters

        net = deepcopy(self.net).to_empty(device=y.device).to(y.dtype)
        vector_to_parameters(y.detach().clone(), net.parameters())
        return net

    def to(self, where: Any) -> Self:
        """At device or dtype `where`; classes and tokens stay integers."""
        import torch

        kept = isinstance(where, torch.dtype)
        return self.map(lambda v: v if kept and not v.is_floating_point() else v.to(where))

    def balls(self) -> Self:
        """Never.

        Raises:
            TypeError: always.
        """
        raise TypeError("balls have no automatic differentiation, so a net cannot be run in them; run it in float64")

    def _mean_loss(self, y, inputs, targets):
        return self.loss(self.outputs(y, inputs), targets).mean()

    def _gradient_along(self, y, v, inputs, targets):
        from torch.func import grad, jvp

        return jvp(lambda z: grad(self._mean_loss)(z, inputs, targets), (y,), (v,))[1]

    def _curvature(self, x):
        """v to hess f(x) v, reverse over reverse: slower than `hvp` for one v, but the graph of the gradient is made once for all."""
        import torch

        with torch.enable_grad():
            y = x.detach().requires_grad_()
            (g,) = torch.autograd.grad(self.value(y).sum(), y, create_graph=True)
        return lambda v: torch.autograd.grad(g, y, v, retain_graph=True)[0]

    def _at(self, function, points, data):
        """function(*points, *data) at each of the points (B, S, ...), with the data (B|1, ...) of its instance."""
        from torch.func import vmap

        of_replicas = vmap(function, (0,) * len(points) + (None,) * len(data))
        if any(v.shape[0] > 1 for v in data):
            return vmap(of_replicas)(*points, *data)
        # One axis costs less than one in another.
        flat = of_replicas(*(v.flatten(0, 1) for v in points), *(v[0] for v in data))
        unfolded = [v.unflatten(0, points[0].shape[:2]) for v in (flat if isinstance(flat, tuple) else (flat,))]
        return tuple(unfolded) if isinstance(flat, tuple) else unfolded[0]

    def _samples(self, i):
        """Inputs (B, S, b, ...) and targets (B, S, b, ...) of the samples i (B, S, b)."""
        import torch

        def rows(source):
            return source[0][i] if source.shape[0] == 1 else source[torch.arange(len(i), device=i.device)[:, None, None], i]

        return rows(self.inputs), rows(self.targets)

    def _like(self, draw):
        import torch

        return torch.from_numpy(np.array(draw)).to(self.x0)


def network(
    build: Callable[[], Any],
    loss: Callable[[Array, Array], Array],
    train: Samples,
    test: Samples,
    *,
    settings: Setting = NET & MEAN,
    gain: float = 1.0,
    B: int,
    seed: int,
) -> NeuralProblem:
    """The net that `build` makes, on NumPy data with a first axis B or 1, from B random starts.

    A weight of two or more axes is Gaussian with standard deviation gain / sqrt(numbers per output), as by LeCun, and one of a single axis,
    a bias, is 0. The start of an instance depends on the seed and its number alone.
    """
    import torch

    # On the device "meta" a module has shapes and no numbers, and nobody draws from the global generator.
    with torch.device("meta"):
        net = build()
    shapes = tuple(tuple(p.shape) for p in net.parameters())
    spread = np.concatenate([np.full(prod(s), gain * prod(s[1:]) ** -0.5 if len(s) > 1 else 0.0) for s in shapes])
    x0 = torch.from_numpy(spread * Rng(seed, np.arange(B)).normal(len(spread), stream=1))
    inputs, targets, test_inputs, test_targets = (torch.from_numpy(np.array(v)) for v in (*train, *test))
    constants = {"n": torch.full((B, 1), float(inputs.shape[1]), dtype=x0.dtype)}
    return NeuralProblem(
        net=net, loss=loss, inputs=inputs, targets=targets, test_inputs=test_inputs, test_targets=test_targets,
        x0=x0, blocks=shapes, settings=settings, constants=constants,
    )  # fmt: skip
