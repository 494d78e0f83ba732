"""What ELLE, Abad Rocamora, Liu, Chrysos, Olmos and Cevher 2024, holds small, for any function: how far it is from linear in a box."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from optlab.arrays import Array, space
from optlab.method import Method, Scalar
from optlab.symbols import letter

half_side = letter("half_side", (0, 1))


class Interpolated(NamedTuple):
    """Interpolations between random points of the box about x."""

    x: Array  # (B, S, d)
    residual: Array  # (B, S, draws), the value between two points less the interpolated one
    room: Array  # (B, S, draws), share (1 - share) times the squared distance of the two


@dataclass(frozen=True)
class LinearityError(Method):
    """residual = f(z) - (1 - a) f(y) - a f(y') at z = (1 - a) y + a y', with y and y' uniform in the box x + [-half_side, half_side]^d
    and a in (0, 1); x stays.

    Args:
        draws: in each step.
    """

    random: ClassVar[bool] = True
    half_side: Scalar = half_side
    draws: int = 8

    def init(self, x0):
        nothing = 0.0 * space(x0).concat([x0[..., :1]] * self.draws, axis=-1)
        return Interpolated(x0, nothing, nothing)

    def step(self, s, oracle):
        d = s.x.shape[-1]
        u = oracle.uniform(s.x, (self.draws, 2 * d + 1))
        one, other = (s.x[:, :, None, :] + _on_axes(self.half_side) * (2 * part - 1) for part in (u[..., :d], u[..., d : 2 * d]))
        share = u[..., 2 * d :]
        f, first, second = (oracle.value(z) for z in (one + share * (other - one), one, other))
        residual = f - (1 - share) * first - share * second
        room = share * (1 - share) * space(s.x).sum((other - one) ** 2, axis=-1, keepdims=True)
        return Interpolated(s.x, residual[..., 0], room[..., 0])


def _on_axes(v):
    """A column (B, S, 1) as (B, S, 1, 1)."""
    return v[..., None] if getattr(v, "ndim", 0) == 3 else v
