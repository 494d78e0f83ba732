"""Preconditioned stochastic Polyak steps, Abdukhakimov, Xiang, Kamzolov and Takac 2023."""

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from optlab.arrays import Array, at_least, inner, quotient, space
from optlab.method import Method, Scalar
from optlab.symbols import L


class State(NamedTuple):
    x: Array  # (B, S, d)
    scale: Array  # (B, S, d), the preconditioner of the step into x; ones at the start
    memory: Array  # (B, S, d), what it is made of
    age: int


@dataclass(frozen=True)
class ScaledPolyak(Method):
    """x+ = x - (f_S(x) - f_star) / (share <g, g / b>) g / b for a positive diagonal b; it stays where g = 0.

    With share = 1 that is the nearest zero of the linearized f_S - f_star in the norm <b v, v>^(1/2). f_star is the minimum of every
    component, 0 where losses are.
    """

    share: Scalar = 1.0
    f_star: Scalar = 0.0

    def init(self, x0):
        return State(x0, 1 + 0 * x0, 0 * x0, 0)

    def step(self, s, oracle):
        token = oracle.sample()
        f, g = oracle.value_and_grad(s.x, token)
        memory, scale = self.measured(s, g, oracle, token)
        turned = quotient(g, scale)
        x = s.x - quotient(f - self.f_star, self.share * inner(g, turned)) * turned
        return State(x, scale, memory, s.age + 1)

    def measured(self, s: State, g: Array, oracle: Any, token: int) -> tuple[Array, Array]:
        """What is remembered of the scales, and the scales of this step."""
        return s.memory, s.scale


@dataclass(frozen=True)
class PSPS(ScaledPolyak):
    """b = max(|m|, floor), m a running mean of z (hess f_S(x) z) with random signs z, at first the mean of `probes` samples of it.

    With decay = 1 the first b stays.
    """

    random: ClassVar[bool] = True
    decay: float = 0.99
    floor: Scalar = L / 1000
    probes: int = 100

    def measured(self, s, g, oracle, token):
        if s.age:
            m = s.memory if self.decay == 1 else self.decay * s.memory + (1 - self.decay) * self._probe(s, oracle)
        else:
            m = sum((self._probe(s, oracle) for _ in range(self.probes)), 0 * s.x) / self.probes
        return m, at_least(space(m).abs(m), self.floor)

    def _probe(self, s, oracle):
        z = 2 * space(s.x).floor(2 * oracle.uniform(s.x, s.x.shape[-1:])) - 1
        return z * oracle.hvp(s.x, z)


@dataclass(frozen=True)
class DiagonalPSPS(ScaledPolyak):
    """b = max(diagonal of hess f(x), floor), of the whole f and without chance."""

    floor: Scalar = 0.0

    def measured(self, s, g, oracle, token):
        H = oracle.hess(s.x)
        diagonal = space(H).sum(H * space(H).eye(H.shape[-1], dtype=H.dtype, device=H.device), axis=-1)
        return s.memory, at_least(diagonal, self.floor) + 0 * s.x


@dataclass(frozen=True)
class AdaGradPSPS(ScaledPolyak):
    """b = sqrt(the sum of g^2 so far, of this step too), entry by entry; where b = 0, nothing moves."""

    def measured(self, s, g, oracle, token):
        m = s.memory + g * g
        return m, space(m).sqrt(m)


@dataclass(frozen=True)
class AdamPSPS(ScaledPolyak):
    """b = sqrt(m / (1 - beta2^age)), entry by entry, for the running mean m of g^2; where b = 0, nothing moves."""

    beta2: float = 0.999

    def measured(self, s, g, oracle, token):
        m = self.beta2 * s.memory + (1 - self.beta2) * g * g
        return m, space(m).sqrt(m / (1 - self.beta2 ** (s.age + 1)))
