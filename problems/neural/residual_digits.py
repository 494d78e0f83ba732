"""A residual net on the digits, whose features flow from layer to layer, and whose filters may turn out not to be needed."""

from dataclasses import dataclass, fields
from typing import Any

from optlab.arrays import Array
from optlab.network_settings import NET, RESIDUAL
from optlab.problem import Family, Problem
from optlab.problems.neural.losses import cross_entropy
from optlab.problems.neural.network import NeuralProblem, network
from optlab.problems.neural.tables import digits
from optlab.settings import MEAN

SETTINGS = NET & RESIDUAL & MEAN


@dataclass(frozen=True, kw_only=True)
class ResidualDigits(NeuralProblem):
    """A `ResidualNet` as a problem. A filter's share is the root mean square of what it adds, over that of the first features."""

    def flow_grad(self, x: Array, first: Any, second: Any, i: Array | None = None) -> Array:
        """The gradient of first L + second C, (B, S, d), over the samples i (B, S, b), or over all.

        L is the mean absolute difference of features in neighbouring layers, summed over the layers, and C that of their second
        differences: the length and the curvature of the path of a sample through the net.
        """
        from torch.func import grad

        one = 0 * x[..., :1] + 1
        data, known = ((), self._samples(i)) if i is not None else ((self.inputs,), ())
        return self._at(grad(self._flow), (x, first * one, second * one, *known[:1]), data)

    def filter_shares(self, x: Array) -> Array:
        """(B, S, blocks, filters), on the training samples."""
        return self._at(self._shares, (x,), (self.inputs,))

    def pruned_accuracy(self, x: Array, share: float) -> Array:
        """The share of the test set that is classified rightly without the filters of at most that share, (B, S)."""

        def right(y, inputs, test_inputs, targets):
            kept = (self._shares(y, inputs) > share).to(y.dtype)
            return (self._called(y, test_inputs, kept).argmax(-1) == targets).to(y.dtype).mean()

        return self._at(right, (x,), (self.inputs, self.test_inputs, self.test_targets))

    def _flow(self, y, first, second, inputs):
        features, _ = self._called(y, inputs, None, True)
        steps = features[1:] - features[:-1]
        bends = steps[1:] - steps[:-1]
        return (first * steps.abs().mean((1, 2)).sum() + second * bends.abs().mean((1, 2)).sum())[0]

    def _shares(self, y, inputs):
        features, sizes = self._called(y, inputs, None, True)
        return (sizes / (features[0] ** 2).sum(-1).mean()) ** 0.5

    def _called(self, y, *arguments):
        from torch.func import functional_call

        from optlab.arrays import layers

        names = (name for name, _ in self.net.named_parameters())
        weights = dict(zip(names, (v[0, 0] for v in layers(y[None, None], self.blocks)), strict=True))
        return functional_call(self.net, weights, arguments)


def residual_digits(width: int = 12, filters: int = 6, blocks: int = 3, samples: int = 100, *, B: int = 4, seed: int = 0) -> Problem:
    """Blocks of `filters` rectified numbers on `width` features.

    Args:
        samples: images to train on, at most 1437.
    """

    def build():
        from optlab.problems.neural.layers import ResidualNet

        return ResidualNet(64, width, filters, blocks, 10)

    net = network(build, cross_entropy, *digits(samples), settings=SETTINGS, B=B, seed=seed)
    return ResidualDigits(**{f.name: getattr(net, f.name) for f in fields(net)})


family = Family(residual_digits, SETTINGS, {"width": (4, 16), "filters": (1, 8), "blocks": (2, 4), "samples": (20, 500)})
