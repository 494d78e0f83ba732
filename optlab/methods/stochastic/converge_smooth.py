"""ConvergeSmooth, Zhao, Zhang, Kong and Yin 2023."""

from dataclasses import dataclass
from typing import NamedTuple

from optlab.arrays import Array, at_least, at_most, space, where
from optlab.method import Method, Scalar


class State(NamedTuple):
    x: Array  # (B, S, d)
    total: Array  # (B, S, 1), of the clean losses of this epoch's samples
    mean: Array  # (B, S, 1), of the last epoch
    older: Array  # (B, S, 1), of the epoch before
    jump: Array  # (B, S, 1), the largest |mean - older| of epochs that the constraint saw
    age: int  # steps so far


@dataclass(frozen=True)
class ConvergeSmooth(Method):
    """x+ = x - step_size (grad_x phi(x, y) + weight c grad phi(x, 0)), where c keeps the clean loss near that of the last epoch.

    c is the sign of phi(x, 0) - mean on the sample, or 0 if they differ by at most the stride |mean - older|, cut to [shortest, longest].
    From the third epoch on; weight 0 is plain adversarial training.

    Args:
        epoch: its steps.
    """

    step_size: Scalar
    epoch: int
    weight: Scalar = 1.0
    shortest: Scalar = 0.0
    longest: Scalar = 0.03

    def init(self, x0):
        zero = 0 * x0[..., :1]
        return State(x0, zero, zero, zero, zero, 0)

    def step(self, s, oracle):
        token, xp = oracle.sample(), space(s.x)
        loss, clean = oracle.value_and_grad(s.x, token)
        g = oracle.grad_under(s.x, oracle.attack(s.x, token), token)
        if s.age >= 2 * self.epoch:
            stride = at_most(at_least(xp.abs(s.mean - s.older), self.shortest), self.longest)
            g = g + self.weight * where(xp.abs(loss - s.mean) > stride, xp.sign(loss - s.mean), 0 * loss) * clean
        x, total, age = s.x - self.step_size * g, s.total + loss, s.age + 1
        if age % self.epoch:
            return State(x, total, s.mean, s.older, s.jump, age)
        mean = total / self.epoch
        jump = xp.maximum(s.jump, xp.abs(mean - s.mean)) if age > 2 * self.epoch else s.jump
        return State(x, 0 * total, mean, s.mean, jump, age)
