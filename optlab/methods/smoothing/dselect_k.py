"""Gradient descent through a gate of binary codes, DSelect-k, Hazimeh et al. 2021: of a few selectors, each settles on one expert."""

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from optlab.arrays import Array, space, where
from optlab.gates import code_slopes, code_weights, smooth_step, softmax
from optlab.method import Method, Scalar
from optlab.symbols import L


class State(NamedTuple):
    x: Array  # (B, S, d), weights of the experts, of sum 1
    codes: Array  # (B, S, selected, m), z, with d = 2^m
    logits: Array  # (B, S, selected), a
    age: float


@dataclass(frozen=True)
class DSelectK(Method):
    """x = sum_l softmax(a)_l r(z_l), r the probabilities of the codes whose j-th bit is 1 with probability S(z_lj / gate_width).

    z and a descend f(x) + entropy sum_l H(r(z_l)), H the entropy, from Gaussian numbers times `start`.

    Raises:
        ValueError: d is not a power of two.
    """

    selected: int = 2
    gate_step: Scalar = 4 / L
    gate_width: float = 1.0
    entropy: Scalar = L / 1000
    start: float = 0.1
    random: ClassVar[bool] = True

    def init(self, x0):
        xp, (B, S, d) = space(x0), x0.shape
        m, many = (d - 1).bit_length(), self.selected
        if 2**m != d:
            raise ValueError(f"DSelectK needs 2, 4, 8, ... experts, one per code, but there are {d}; add experts that are never right")
        like = {"dtype": x0.dtype, "device": x0.device}
        codes, logits = xp.zeros((B, S, many, m), **like), xp.zeros((B, S, many), **like)
        return State(self.weights(codes, logits)[0], codes, logits, 0.0)

    def weights(self, codes: Array, logits: Array) -> tuple[Array, Array, Array, Array, Array]:
        """x, and what its derivatives take: r (B, S, selected, d), softmax(a) (B, S, selected), and S with S' at the codes."""
        u, slope = smooth_step(codes / self.gate_width)
        r, p = code_weights(u), softmax(logits)
        return space(codes).sum(p[..., None] * r, axis=-2), r, p, u, slope / self.gate_width

    def step(self, s, oracle):
        xp, codes, logits = space(s.x), s.codes, s.logits
        if s.age == 0:
            codes = codes + self.start * xp.reshape(oracle.normal(s.x, codes.shape[2:]), codes.shape)
            logits = logits + self.start * xp.reshape(oracle.normal(s.x, logits.shape[2:]), logits.shape)
        x, r, p, u, slope = self.weights(codes, logits)
        g = oracle.grad(x)[..., None, :]
        of_selector = xp.vecdot(r, g)
        a = p * (of_selector - xp.vecdot(p, of_selector)[..., None])
        inside = where(slope == 0, 0.5, u)
        undecided = _raised(self.entropy) * xp.log((1 - inside) / inside)
        pulls = xp.stack([p * xp.vecdot(code_slopes(u, j), g) for j in range(u.shape[-1])], axis=-1)
        codes = codes - _raised(self.gate_step) * slope * (pulls + undecided)
        logits = logits - self.gate_step * a
        return State(self.weights(codes, logits)[0], codes, logits, s.age + 1)


def _raised(v: Any) -> Any:
    """A column (B, S, 1) as (B, S, 1, 1); numbers stay numbers."""
    return v[..., None] if getattr(v, "ndim", 0) == 3 else v
