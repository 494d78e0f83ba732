"""A net whose inputs an adversary moves, each entry by at most `reach`: attacks along signs of gradients, in one step or in many."""

from dataclasses import dataclass
from typing import Any

from optlab.arrays import Array
from optlab.problems.neural.network import NeuralProblem

# Steps of the attack that measures; it may cross the box twice and a half, as in training.
PATIENCE, CROSSINGS = 20, 2.5


@dataclass(frozen=True, kw_only=True)
class AttackedNet(NeuralProblem):
    """f(x) = phi(x, 0) for phi(x, y) = mean loss of the net with weights x at inputs + y, where an adversary chooses y, |y_j| <= reach.

    An attack takes steps of equal length along the signs of the loss's gradient in the inputs, from y = 0 on, and is cut back to the box
    after each: Madry, Makelov, Schmidt, Tsipras and Vladu 2018. With a single step, which is as long as the box allows, it is the fast one
    of Goodfellow, Shlens and Szegedy 2015. A y is laid out as one vector.

    Attributes:
        reach: in the units of the inputs.
        attack_steps: of the adversary who is trained against.
    """

    reach: float
    attack_steps: int = 1

    def attack(self, x: Array) -> Array:
        """The attack on all training samples, (B, S, n m)."""
        return self._at(self._moved, (x,), (self.inputs, self.targets)).flatten(2)

    def component_attack(self, x: Array, i: Array) -> Array:
        """The attack on the samples i (B, S, b), (B, S, b m)."""
        return self._at(self._moved, (x, *self._samples(i)), ()).flatten(2)

    def grad_under(self, x: Array, y: Array) -> Array:
        """The gradient of phi in x, (B, S, d)."""
        from torch.func import grad

        return self._at(grad(self._loss_under), (x, y), (self.inputs, self.targets))

    def component_grad_under(self, x: Array, y: Array, i: Array) -> Array:
        """As `grad_under`, of the samples i (B, S, b) alone."""
        from torch.func import grad

        return self._at(grad(self._loss_under), (x, y, *self._samples(i)), ())

    def bend(self, x: Array, rng: Any, token: int, i: Array | None = None) -> Array:
        """The mean squared error with which a sample's loss at a random point between two random ones of its box follows from the loss at
        those two by linear interpolation, (B, S); over the samples i (B, S, b), or over all."""
        return self._at(self._mean_bend, *self._boxes(x, rng, token, i))

    def bend_grad(self, x: Array, rng: Any, token: int, i: Array | None = None) -> Array:
        """The gradient of `bend` in x, (B, S, d)."""
        from torch.func import grad

        return self._at(grad(self._mean_bend), *self._boxes(x, rng, token, i))

    def robust_loss(self, x: Array) -> Array:
        """The mean loss on the test set under an attack of 20 steps, (B, S)."""
        return self._on_test(self._mean_loss, PATIENCE, x)

    def robust_accuracy(self, x: Array) -> Array:
        """The share of the test set that is classified rightly under an attack of 20 steps, (B, S)."""
        return self._on_test(self._right, PATIENCE, x)

    def fast_accuracy(self, x: Array) -> Array:
        """The share of the test set that is classified rightly under an attack of one step, (B, S)."""
        return self._on_test(self._right, 1, x)

    def _moved(self, y, inputs, targets, steps=None):
        from torch.func import grad

        steps = steps or self.attack_steps
        # The sum and not the mean: no sign depends on n, and small gradients stay away from 0.
        slopes = grad(lambda z: self.loss(self.outputs(y, z), targets).sum())
        length = self.reach * min(1.0, CROSSINGS / steps)
        moved = 0 * inputs
        for _ in range(steps):
            moved = (moved + length * slopes(inputs + moved).sign()).clamp(-self.reach, self.reach)
        return moved

    def _loss_under(self, x, y, inputs, targets):
        return self._mean_loss(x, inputs + y.reshape(inputs.shape), targets)

    def _boxes(self, x, rng, token, i):
        """Points and data for `_mean_bend`."""
        n, m = (self.n if i is None else i.shape[-1]), self.inputs.shape[-1]
        u = rng.uniform((n, 2 * m + 1), stream=2 * token + 1)
        return ((x, u), (self.inputs, self.targets)) if i is None else ((x, u, *self._samples(i)), ())

    def _mean_bend(self, x, u, inputs, targets):
        m = inputs.shape[-1]
        first, second = (inputs + self.reach * (2 * part - 1) for part in (u[:, :m], u[:, m : 2 * m]))
        share = u[:, 2 * m]
        between = first + share[:, None] * (second - first)
        there, one, other = (self.loss(self.outputs(x, z), targets) for z in (between, first, second))
        return ((there - (1 - share) * one - share * other) ** 2).mean()

    def _right(self, y, inputs, targets):
        return (self.outputs(y, inputs).argmax(-1) == targets).to(y.dtype).mean()

    def _on_test(self, statistic, steps, x):
        def under(y, inputs, targets):
            return statistic(y, inputs + self._moved(y, inputs, targets, steps), targets)

        return self._at(under, (x,), (self.test_inputs, self.test_targets))
