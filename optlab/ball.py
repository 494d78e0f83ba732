"""A ball: an interval that surely contains the number it stands for (flint's arb, Johansson 2017).

Comparisons of balls that overlap are undecided, and raise: whoever catches `Overlap` raises the precision and computes again.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any

import flint
import numpy as np
from flint import arb


class Overlap(ArithmeticError):
    """Two balls overlap, so that their order is not determined at this precision."""


class Ball:
    """A real number enclosed in an interval. Floats and integers that meet it are taken as the exact numbers they are."""

    __slots__ = ("arb",)

    def __init__(self, value: Any = 0):
        self.arb = value if isinstance(value, arb) else as_arb(value)

    def __repr__(self) -> str:
        return f"Ball({self.arb})"

    def __float__(self) -> float:
        return float(self.arb.mid()) if self.arb.is_finite() else float(self.arb)

    def lower(self) -> float:
        """The largest float at or below the ball; NaN if nothing is known."""
        return _outward(self.arb.lower(), -np.inf)

    def upper(self) -> float:
        """The least float at or above the ball; NaN if nothing is known."""
        return _outward(self.arb.upper(), np.inf)

    @property
    def radius(self) -> float:
        """Half the width, rounded up."""
        return _outward(self.arb.rad(), np.inf)

    def isfinite(self) -> bool:
        """Whether the ball is bounded."""
        return self.arb.is_finite()

    def isnan(self) -> bool:
        """Whether nothing is known of the number."""
        return self.arb.is_nan()

    def conjugate(self) -> Ball:
        return self

    def __int__(self) -> int:
        whole = (self.arb.floor() if self.arb >= 0 else self.arb.ceil()).unique_fmpz()
        if whole is None:
            raise Overlap(f"the whole part of {self.arb} is open at {flint.ctx.prec} bits")
        return int(whole)

    # np.floor and np.ceil would otherwise round the midpoint.
    def __floor__(self) -> Ball:
        return Ball(self.arb.floor())

    def __ceil__(self) -> Ball:
        return Ball(self.arb.ceil())

    def sqrt(self) -> Ball:
        """The square root; NaN if the number is surely negative, and that of the part above 0 where a sum of squares may be 0."""
        return Ball(self.arb.sqrt() if self.arb >= 0 or self.arb < 0 else self.arb.nonnegative_part().sqrt())

    def __hash__(self) -> int:
        return hash(str(self.arb))

    def __neg__(self) -> Ball:
        return Ball(-self.arb)

    def __pos__(self) -> Ball:
        return self

    def __abs__(self) -> Ball:
        return Ball(self.arb.__abs__())

    def __bool__(self) -> bool:
        return self != 0

    def __pow__(self, power: Any) -> Any:
        if isinstance(power, np.ndarray):
            return NotImplemented
        if isinstance(power, int | np.integer) or (isinstance(power, float) and power.is_integer()):
            return Ball(self.arb ** int(power))
        if isinstance(power, float) and (2 * power).is_integer():
            return self.sqrt() ** int(2 * power)
        return Ball(self.arb ** as_arb(power))

    def __rpow__(self, base: Any) -> Ball:
        return Ball(as_arb(base) ** self.arb)


def as_arb(v: Any) -> arb:
    if isinstance(v, Ball):
        return v.arb
    if isinstance(v, arb):
        return v
    if isinstance(v, bool | np.bool_):
        return arb(int(v))
    if isinstance(v, int | np.integer):
        return arb(int(v))
    return arb(float(v))


def _outward(edge: arb, towards: float) -> float:
    near = float(edge)
    inside = arb(near) > edge if towards < 0 else arb(near) < edge
    return float(np.nextafter(near, towards)) if inside else near


def _operation(name: str) -> None:
    def forward(self, other):
        return NotImplemented if isinstance(other, np.ndarray) else Ball(getattr(self.arb, f"__{name}__")(as_arb(other)))

    def backward(self, other):
        return NotImplemented if isinstance(other, np.ndarray) else Ball(getattr(as_arb(other), f"__{name}__")(self.arb))

    setattr(Ball, f"__{name}__", forward)
    setattr(Ball, f"__r{name}__", backward)


def _comparison(name: str, opposite: str) -> None:
    def compare(self, other):
        if isinstance(other, np.ndarray):
            return NotImplemented
        left, right = self.arb, as_arb(other)
        if left.is_nan() or right.is_nan():
            return name == "ne"
        if getattr(left, f"__{name}__")(right):
            return True
        if getattr(left, f"__{opposite}__")(right):
            return False
        raise Overlap(f"{left} and {right} overlap at {flint.ctx.prec} bits")

    setattr(Ball, f"__{name}__", compare)


def _function(name: str) -> None:
    setattr(Ball, name, lambda self: Ball(getattr(self.arb, name)()))


for _name in ("add", "sub", "mul", "truediv"):
    _operation(_name)
for _name, _opposite in (("lt", "ge"), ("le", "gt"), ("gt", "le"), ("ge", "lt"), ("eq", "ne"), ("ne", "eq")):
    _comparison(_name, _opposite)
for _name in ("exp", "expm1", "log", "log1p", "sin", "cos", "tan", "sinh", "cosh", "tanh", "atan", "asinh", "floor", "ceil", "erf"):
    _function(_name)


@contextmanager
def precision(bits: int):
    """Compute with so many bits inside the block."""
    before = flint.ctx.prec
    flint.ctx.prec = bits
    try:
        yield
    finally:
        flint.ctx.prec = before
