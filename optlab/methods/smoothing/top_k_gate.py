"""Gradient descent through a gate that keeps the largest weights, top-k; with noise on its choice, Shazeer et al. 2017."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from optlab.arrays import Array, space, where
from optlab.method import Method, Scalar
from optlab.symbols import L


class State(NamedTuple):
    x: Array  # (B, S, d), weights of the experts, of sum 1
    logits: Array  # (B, S, d), a
    age: float


@dataclass(frozen=True)
class TopKGate(Method):
    """x = softmax of the `selected` largest a_i, 0 elsewhere; a descends f(x), from Gaussian numbers times `start`.

    In a step the largest of a_i + gate_noise u_i are kept instead, u ~ N(0, I); x is then the softmax of those sums.
    """

    selected: int = 2
    gate_step: Scalar = 4 / L
    gate_noise: float = 0.0
    start: float = 0.1
    random: ClassVar[bool] = True

    def init(self, x0):
        return State(self.weights(0 * x0), 0 * x0, 0.0)

    def weights(self, logits: Array) -> Array:
        """The gate (B, S, d); of equal logits the first are kept."""
        xp, d = space(logits), logits.shape[-1]
        places = xp.arange(d, device=logits.device)
        # Nobody is compared with itself: two equal balls cannot be told apart.
        mine = logits[..., :, None]
        other = where(places[:, None] == places[None, :], mine - 1, logits[..., None, :])
        before = (other > mine) | ((other >= mine) & (places[None, :] < places[:, None]))
        rank = xp.sum(where(before, 1.0 + 0 * other, 0.0), axis=-1)
        kept = rank < self.selected
        top = xp.max(logits, axis=-1, keepdims=True)
        weights = where(kept, xp.exp(where(kept, logits - top, 0.0)), 0.0)
        return weights / xp.sum(weights, axis=-1, keepdims=True)

    def step(self, s, oracle):
        logits = s.logits
        if s.age == 0:
            logits = logits + self.start * oracle.normal(s.x, s.x.shape[-1:])
        x = self.weights(logits + self.gate_noise * oracle.normal(s.x, s.x.shape[-1:]) if self.gate_noise else logits)
        g = oracle.grad(x)
        logits = logits - self.gate_step * x * (g - space(x).vecdot(x, g)[..., None])
        return State(self.weights(logits), logits, s.age + 1)
