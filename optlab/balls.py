"""Exact ball arithmetic as an array namespace: NumPy object arrays of `Ball`, named as in the Array API standard.

A ball is an interval that surely contains the number it stands for (flint's arb, Johansson 2017). Comparisons of balls that overlap are
undecided, and raise: whoever catches `Overlap` raises the precision and computes again.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import flint
import numpy as np
from flint import arb

float64 = object
int64 = np.int64
pi = float(np.pi)
inf = float("inf")
nan = float("nan")


class Overlap(ArithmeticError):
    """Two balls overlap, so that their order is not determined at this precision."""


class Ball:
    """A real number enclosed in an interval. Floats and integers that meet it are taken as the exact numbers they are."""

    __slots__ = ("arb",)

    def __init__(self, value: Any = 0):
        self.arb = value if isinstance(value, arb) else _arb(value)

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
        whole = (self.arb.floor() if self >= 0 else self.arb.ceil()).unique_fmpz()
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
        return Ball(self.arb ** _arb(power))

    def __rpow__(self, base: Any) -> Ball:
        return Ball(_arb(base) ** self.arb)


def _arb(v: Any) -> arb:
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
        return NotImplemented if isinstance(other, np.ndarray) else Ball(getattr(self.arb, f"__{name}__")(_arb(other)))

    def backward(self, other):
        return NotImplemented if isinstance(other, np.ndarray) else Ball(getattr(_arb(other), f"__{name}__")(self.arb))

    setattr(Ball, f"__{name}__", forward)
    setattr(Ball, f"__r{name}__", backward)


def _comparison(name: str, opposite: str) -> None:
    def compare(self, other):
        if isinstance(other, np.ndarray):
            return NotImplemented
        left, right = self.arb, _arb(other)
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


def ball(x: Any) -> np.ndarray:
    """Floats as exact balls, shape kept."""
    return _each(Ball, np.asarray(x))


def numbers(x: np.ndarray) -> np.ndarray:
    """Midpoints as float64, shape kept."""
    return np.asarray(_each(float, np.asarray(x, dtype=object)), dtype=float)


def _each(function: Callable[[Any], Any], x: np.ndarray) -> np.ndarray:
    out = np.empty(x.shape, dtype=object)
    flat = out.reshape(-1)
    for i, v in enumerate(x.reshape(-1)):
        flat[i] = function(v)
    return out


def _test(x: Any, function: Callable[[Any], bool]) -> np.ndarray:
    return _each(lambda v: function(v) if isinstance(v, Ball) else function(Ball(v)), np.asarray(x, dtype=object)).astype(bool)


def asarray(x: Any, **_: Any) -> np.ndarray:
    return x if isinstance(x, np.ndarray) and x.dtype.kind == "O" else ball(x)


def full(shape: Any, value: Any, **_: Any) -> np.ndarray:
    out = np.empty(shape, dtype=object)
    out.fill(Ball(value))
    return out


def zeros(shape: Any, **_: Any) -> np.ndarray:
    return full(shape, 0)


def ones(shape: Any, **_: Any) -> np.ndarray:
    return full(shape, 1)


def full_like(x: np.ndarray, value: Any, **_: Any) -> np.ndarray:
    return full(x.shape, value)


def zeros_like(x: np.ndarray, **_: Any) -> np.ndarray:
    return full(x.shape, 0)


def ones_like(x: np.ndarray, **_: Any) -> np.ndarray:
    return full(x.shape, 1)


def eye(n: int, m: int | None = None, *, k: int = 0, **_: Any) -> np.ndarray:
    return ball(np.eye(n, m, k))


def arange(*args: Any, dtype: Any = None, **_: Any) -> np.ndarray:
    if dtype is not None and np.dtype(dtype).kind == "O":
        return ball(np.arange(*args))
    return np.arange(*args, dtype=dtype)


def astype(x: np.ndarray, dtype: Any, **_: Any) -> np.ndarray:
    kind = np.dtype(dtype).kind
    if kind == "O":
        return asarray(x)
    if kind == "f" and x.dtype.kind == "O":
        return numbers(x).astype(dtype)
    return x.astype(dtype)


def isfinite(x: np.ndarray) -> np.ndarray:
    return _test(x, Ball.isfinite)


def isnan(x: np.ndarray) -> np.ndarray:
    return _test(x, Ball.isnan)


def isinf(x: np.ndarray) -> np.ndarray:
    return _test(x, lambda v: not v.isfinite() and not v.isnan())


def _pairwise(name: str) -> Callable[[Any, Any], np.ndarray]:
    # The least and the largest of overlapping balls are still enclosed; no comparison is needed.
    def one(u, v):
        return Ball(getattr(_arb(u), name)(_arb(v)))

    over = np.frompyfunc(one, 2, 1)
    return lambda u, v: over(u, v)


maximum, minimum = _pairwise("max"), _pairwise("min")


def clip(x: np.ndarray, low: Any = None, high: Any = None) -> np.ndarray:
    x = x if low is None else maximum(x, low)
    return x if high is None else minimum(x, high)


def where(condition: Any, u: Any, v: Any) -> np.ndarray:
    return np.where(np.asarray(condition, dtype=bool), _wrapped(u), _wrapped(v))


def _wrapped(v: Any) -> np.ndarray:
    return v if isinstance(v, np.ndarray) and v.dtype == object else (ball(v) if not isinstance(v, Ball) else full((), v))


def sign(x: np.ndarray) -> np.ndarray:
    return _each(lambda v: Ball((v > 0) - (v < 0)), x)


def max(x: np.ndarray, axis: Any = None, keepdims: bool = False) -> np.ndarray:
    return _reduced(maximum, x, axis, keepdims)


def min(x: np.ndarray, axis: Any = None, keepdims: bool = False) -> np.ndarray:
    return _reduced(minimum, x, axis, keepdims)


def _reduced(pair: Callable[[Any, Any], np.ndarray], x: np.ndarray, axis: Any, keepdims: bool) -> np.ndarray:
    if axis is None:
        x, axis = x.reshape(-1), 0
    rows = np.moveaxis(x, axis, 0)
    out = rows[0]
    for row in rows[1:]:
        out = pair(out, row)
    out = np.asarray(out, dtype=object)
    return np.expand_dims(out, axis) if keepdims else out


def _arg(better: Callable[[Any, Any], bool], x: np.ndarray, axis: int | None, keepdims: bool) -> np.ndarray:
    if axis is None:
        x, axis = x.reshape(-1), 0
    rows = np.moveaxis(x, axis, -1)
    flat = rows.reshape(-1, rows.shape[-1])
    at = np.zeros(len(flat), dtype=np.int64)
    for i, row in enumerate(flat):
        # Losers may overlap each other: only the winner is held against all, in the order that makes it the first.
        middle = [Ball(_arb(v).mid()) for v in row]
        for j in range(1, len(row)):
            if better(middle[j], middle[at[i]]):
                at[i] = j
        for j, v in enumerate(row):
            if j != at[i]:
                better(v, row[at[i]])
    out = at.reshape(rows.shape[:-1])
    return np.expand_dims(out, axis) if keepdims else out


def argmax(x: np.ndarray, axis: int | None = None, keepdims: bool = False) -> np.ndarray:
    return _arg(lambda u, v: u > v, x, axis, keepdims)


def argmin(x: np.ndarray, axis: int | None = None, keepdims: bool = False) -> np.ndarray:
    return _arg(lambda u, v: u < v, x, axis, keepdims)


def sum(x: np.ndarray, axis: Any = None, keepdims: bool = False, **_: Any) -> np.ndarray:
    if x.dtype != object:
        return np.sum(x, axis=axis, keepdims=keepdims)
    over: Any = tuple(range(x.ndim)) if axis is None else axis
    add: Any = np.add
    return np.asarray(add.reduce(x, axis=over, keepdims=keepdims, initial=Ball(0)), object)


def mean(x: np.ndarray, axis: Any = None, keepdims: bool = False) -> np.ndarray:
    many = x.size if axis is None else np.prod([x.shape[a] for a in np.atleast_1d(axis)])
    return np.asarray(sum(x, axis, keepdims) / int(many), object)


def vecdot(u: np.ndarray, v: np.ndarray, axis: int = -1) -> np.ndarray:
    return sum(u * v, axis=axis)


def square(x: np.ndarray) -> np.ndarray:
    return x * x


def pow(x: np.ndarray, power: Any) -> np.ndarray:
    return x**power


def logaddexp(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    top = maximum(u, v)
    # Where the larger is infinite so is the answer, and the difference may be NaN.
    return where(isinf(top), top, top + log1p(exp(-np.abs(u - v))))


def cumulative_sum(x: np.ndarray, axis: int = -1, include_initial: bool = False, **_: Any) -> np.ndarray:
    sums = np.cumsum(x, axis=axis)
    return np.concatenate([zeros_like(np.take(sums, [0], axis)), sums], axis) if include_initial else sums


def any(x: np.ndarray, axis: Any = None, keepdims: bool = False) -> np.ndarray:
    return np.any(np.asarray(x, dtype=bool), axis=axis, keepdims=keepdims)


def all(x: np.ndarray, axis: Any = None, keepdims: bool = False) -> np.ndarray:
    return np.all(np.asarray(x, dtype=bool), axis=axis, keepdims=keepdims)


abs = np.abs
sqrt, exp, log = np.sqrt, np.exp, np.log
expm1, log1p = np.expm1, np.log1p
sin, cos, tan = np.sin, np.cos, np.tan
sinh, cosh, tanh = np.sinh, np.cosh, np.tanh
floor, ceil = np.floor, np.ceil
matmul, concat, stack = np.matmul, np.concatenate, np.stack
reshape, broadcast_to, tile, roll = np.reshape, np.broadcast_to, np.tile, np.roll
take, take_along_axis = np.take, np.take_along_axis
permute_dims, expand_dims, squeeze, moveaxis, flip = np.transpose, np.expand_dims, np.squeeze, np.moveaxis, np.flip
logical_and, logical_or, logical_not = np.logical_and, np.logical_or, np.logical_not


def _solve(A: np.ndarray, b: np.ndarray) -> np.ndarray:
    """(..., d, d), (..., d, m) to (..., d, m); NaN where a matrix cannot be shown to be invertible."""
    d, m = b.shape[-2:]
    lead = np.broadcast_shapes(A.shape[:-2], b.shape[:-2])
    left = np.broadcast_to(A, (*lead, d, d)).reshape(-1, d * d)
    right = np.broadcast_to(b, (*lead, d, m)).reshape(-1, d * m)
    out = np.empty((len(left), d * m), dtype=object)
    for i in range(len(left)):
        try:
            x = flint.arb_mat(d, d, list(map(_arb, left[i]))).solve(flint.arb_mat(d, m, list(map(_arb, right[i])))).entries()
        except ZeroDivisionError:
            x = [arb("nan")] * (d * m)
        out[i] = list(map(Ball, x))
    return out.reshape(*lead, d, m)


linalg = SimpleNamespace(solve=_solve, vecdot=vecdot, matmul=matmul)
