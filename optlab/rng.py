"""Counter-based randomness: a draw is a function of (seed, instance, replica, k, stream) and nothing else.

The bits are Philox4x64-10 (Salmon, Moraes, Dror and Shaw 2011) as NumPy numbers them, so that any machine can make the same ones:

    key      (seed, instance)
    counter  (running, block, 2 stream + kind, replica), kind 0 for normals and 1 for uniforms

A block is `length = max(1, 4096 // size)` iterations; k is row r = k % length of block k // length. Number j of a draw is word
i = r size + j of its block, that is, word i % 4 of Philox at running = i // 4 + 1. A word w becomes the uniform
((w >> 12) + 1/2) / 2^52 and a normal is the inverse distribution function of that uniform: one word a number, nothing rejected.
Two draws of one iteration that must be independent need two streams, also where their sizes differ.
"""

import operator
from dataclasses import dataclass
from math import log2, prod
from typing import Any

import numpy as np

_BLOCK = 4096  # words
_HELD = 1 << 22  # numbers, 32 MiB in float64
_NORMAL, _UNIFORM = 0, 1


def _integer(name: str, value: Any, low: int, high: int) -> int:
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be an integer, but it is {value!r} of type {type(value).__name__}; pass an int") from None
    if not low <= number < high:
        raise ValueError(f"{name} must be at least {low} and below {high}, but it is {number}; pass another")
    return number


def _instances(ids: Any) -> np.ndarray:
    ids = np.asarray(ids)
    if ids.ndim != 1 or ids.dtype.kind not in "iu":
        raise TypeError(f"ids must be one axis of integers (B,), but they are {ids.dtype} of shape {ids.shape}; pass np.arange(B)")
    if ids.size and ids.min() < 0:
        raise ValueError(f"ids must not be negative, but the smallest is {ids.min()}; number the instances from 0")
    return ids


def _shape(size: int | tuple[int, ...]) -> tuple[int, ...]:
    return tuple(_integer("size", n, 1, 2**48) for n in (size if isinstance(size, tuple) else (size,)))


class _Taker:
    """Gives float64 arrays the namespace, dtype and device of `like`."""

    def __init__(self, like: Any):
        self.like = like
        self.space: Any = np
        self.open: tuple[float, float] | None = None
        if like is None or getattr(like.dtype, "hasobject", False):
            return
        if hasattr(like, "__array_namespace__"):
            self.space = like.__array_namespace__()
        else:
            import torch

            self.space = torch
        try:
            limits = self.space.finfo(like.dtype)
        except (TypeError, ValueError):
            raise TypeError(f"draws are floating-point numbers, but like has dtype {like.dtype}; pass a floating-point like") from None
        if limits.eps > np.finfo(np.float64).eps:
            self.open = float(limits.smallest_normal), 1 - float(limits.eps) / 2

    def __call__(self, values: np.ndarray, uniform: bool) -> Any:
        if uniform and self.open:
            # A narrow dtype would round the uniforms nearest to 0 and 1 onto them.
            np.clip(values, *self.open, out=values)
        if self.like is None:
            return values
        if self.space is np:
            return values.astype(self.like.dtype, copy=False)
        return self.space.asarray(values, dtype=self.like.dtype, device=self.like.device)


@dataclass(frozen=True)
class _Window:
    """Draws of iterations start, ..., stop - 1; rows (stop - start, B, S, numbers)."""

    start: int
    stop: int
    rows: Any
    numbers: int


class Rng:
    """Randomness of instances `ids` (B,) with S replicas each, at iteration `k`, which the caller sets.

    Draws are held for the iterations to come and belong to the generator: read them, do not write into them.

    Args:
        seed: 0 <= seed < 2^64.
        ids: (B,) numbers of the instances, integers from 0.
        replicas: S.
        until: iterations of the run, so that none beyond is drawn; it changes no bit.
        like: array whose namespace, dtype and device the draws take; by default NumPy, float64.

    Raises:
        TypeError: seed, ids, replicas, until, k, size or stream is not of integers, or like is not floating-point.
        ValueError: one of them is out of its range.
    """

    def __init__(self, seed: int, ids: Any, replicas: int = 1, *, until: int | None = None, like: Any = None):
        self.seed = _integer("seed", seed, 0, 2**64)
        self.ids = _instances(ids)
        self.replicas = _integer("replicas", replicas, 1, 2**48)
        self.until = None if until is None else _integer("until", until, 1, 2**63)
        self.k = 0
        self._take = _Taker(like)
        self._held: dict[tuple[int, int], _Window] = {}

    def normal(self, size: int | tuple[int, ...], stream: int = 0) -> Any:
        """(B, S, *size) standard Gaussian."""
        return self._draw(_NORMAL, size, stream)

    def uniform(self, size: int | tuple[int, ...], stream: int = 0) -> Any:
        """(B, S, *size) in (0, 1), never 0 or 1."""
        return self._draw(_UNIFORM, size, stream)

    def _draw(self, kind, size, stream):
        shape = _shape(size)
        many = prod(shape)
        k = _integer("k", self.k, 0, 2**63)
        lane = 2 * _integer("stream", stream, 0, 2**63) + kind
        window = self._held.get((lane, many))
        if window is None or not window.start <= k < window.stop:
            window = self._advance(lane, many, k, ahead=window is not None and window.stop == k)
        row = window.rows[k - window.start, ...]
        return row if len(shape) == 1 else self._take.space.reshape(row, (len(self.ids), self.replicas, *shape))

    def _advance(self, lane, many, k, ahead):
        """Draw and hold a window from k: one iteration at the first asking, as many as memory allows once the asking goes on."""
        live = {key: w for key, w in self._held.items() if key != (lane, many) and w.start <= k <= w.stop}
        width = max(1, len(self.ids) * self.replicas * many)
        count = 1
        if ahead:
            length = max(1, _BLOCK // many)
            end = length - k % length if self.until is None else min(length - k % length, self.until - k)
            count = max(1, min(end, _HELD // (len(live) + 1) // width))
        while live and count * width + sum(w.numbers for w in live.values()) > _HELD:
            del live[next(iter(live))]
        self._held = live
        live[lane, many] = _Window(k, k + count, self._numbers(lane, many, k, count), count * width)
        return live[lane, many]

    def _numbers(self, lane, many, k, count):
        """(count, B, S, many) of iterations k, ..., k + count - 1, which lie in one block."""
        words = self._words(lane, many, k, count)
        np.right_shift(words, 12, out=words)
        values = words.astype(np.float64)
        # 52 bits and not 53, for 2^53 - 1/2 is no float64 and would be rounded to a uniform of 1.
        values += 0.5
        values *= 2.0**-52
        if lane % 2 == _NORMAL:
            from scipy.special import ndtri

            ndtri(values, out=values)
        rows = self._take(values, lane % 2 == _UNIFORM)
        if isinstance(rows, np.ndarray):
            rows.flags.writeable = False
        return rows

    def _words(self, lane, many, k, count):
        block, row = divmod(k, max(1, _BLOCK // many))
        running, skip = divmod(row * many, 4)
        words = np.empty((count, len(self.ids), self.replicas, many), np.uint64)
        philox = np.random.Philox(key=0)
        state = philox.state
        key, counter = state["state"]["key"], state["state"]["counter"]
        key[0], counter[0], counter[1], counter[2] = self.seed, running, block, lane
        for b, instance in enumerate(self.ids):
            key[1] = instance
            for s in range(self.replicas):
                counter[3] = s
                philox.state = state
                words[:, b, s] = philox.random_raw(skip + count * many)[skip:].reshape(count, many)
        return words


class Paths:
    """Every outcome of `steps` draws with `outcomes` equally likely results each, one replica a path: S = outcomes^steps.

    Stands in for `Rng` where an oracle takes floor(u outcomes) of one uniform u an iteration; a mean over S is then an expectation.

    Args:
        outcomes: how many results a draw has.
        steps: iterations k = 0, ..., steps - 1.
        ids: (B,) numbers of the instances; all walk the same paths.
        like: as in `Rng`.

    Raises:
        TypeError: an argument is not of integers, or like is not floating-point.
        ValueError: an argument is out of its range, there would be more than 2^24 paths, or a draw cannot be enumerated.
    """

    def __init__(self, outcomes: int, steps: int, ids: Any, *, like: Any = None):
        self.outcomes = _integer("outcomes", outcomes, 1, 2**24)
        self.steps = _integer("steps", steps, 1, 2**24)
        self.ids = _instances(ids)
        self.k, self._asked, self._take = 0, (-1, 0), _Taker(like)
        if self.steps * log2(self.outcomes) > 24:
            raise ValueError(f"Paths holds at most 2^24 paths, but {outcomes} outcomes in {steps} steps have more; take fewer steps")
        self.replicas = self.outcomes**self.steps

    def uniform(self, size: int | tuple[int, ...], stream: int = 0) -> Any:
        """(B, S, 1): (digit + 1/2) / outcomes, with digit k of the replica's number in base `outcomes`, the lowest first."""
        k = _integer("k", self.k, 0, 2**63)
        stream = _integer("stream", stream, 0, 2**63)
        if k >= self.steps:
            raise ValueError(f"Paths enumerates iterations below {self.steps}, but a draw was asked at k = {k}; pass more steps")
        if _shape(size) != (1,):
            raise ValueError(f"Paths enumerates only one finite draw an iteration, of size 1, but size is {size}; use Rng")
        if self._asked[0] == k and self._asked[1] != stream:
            both = f"streams {self._asked[1]} and {stream} were asked at k = {k}"
            raise ValueError(f"Paths enumerates only one finite draw an iteration, but {both}; use Rng")
        self._asked = k, stream
        digit = np.arange(self.replicas) // self.outcomes**k % self.outcomes
        return self._take(np.tile(((digit + 0.5) / self.outcomes)[:, None], (len(self.ids), 1, 1)), uniform=True)

    def normal(self, size: int | tuple[int, ...], stream: int = 0) -> Any:
        """Not finite, so never enumerated.

        Raises:
            ValueError: always.
        """
        raise ValueError(f"Paths enumerates only one finite draw an iteration, but a normal of size {size} was asked; use Rng")
