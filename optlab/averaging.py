"""Noise over which functions are averaged: what is known of one coordinate of it, for all directions are alike."""

from abc import ABC, abstractmethod
from math import exp, inf, lgamma, log, pi, sqrt

from optlab.arrays import Array, at_least, at_most, erf, space, where


class Law(ABC):
    """Of w in R^d, the same in every direction, the density of a coordinate w_1 falling away from 0.

    Attributes:
        mean_length: E ||w||.
        mean_abs: E |w_1|.
        mean_square: E w_1^2.
        peak: twice the density of w_1 at 0. An average over x + width w of a function with subgradients of length <= G is
            peak G / width-smooth: derivatives along v move to the density, where |.| integrates to peak / width on every line.
    """

    mean_length: float
    mean_abs: float
    mean_square: float
    peak: float

    @abstractmethod
    def __init__(self, d: int): ...

    @abstractmethod
    def rise(self, t: Array) -> Array:
        """E |t + w_1| - E |w_1|, of any shape."""

    @abstractmethod
    def slope(self, t: Array) -> Array:
        """E sign(t + w_1), of any shape."""


class Gaussian(Law):
    """w ~ N(0, I)."""

    def __init__(self, d: int):
        self.mean_length = sqrt(2) * exp(lgamma((d + 1) / 2) - lgamma(d / 2))
        self.mean_abs = self.peak = sqrt(2 / pi)
        self.mean_square = 1.0

    def rise(self, t: Array) -> Array:
        return t * erf(t / 2**0.5) + self.mean_abs * space(t).expm1(-(t**2) / 2)

    def slope(self, t: Array) -> Array:
        return erf(t / 2**0.5)


class Logistic(Law):
    """w has the length of a random Gaussian vector times an independent number such that P(w_1 <= t) = 1 / (1 + exp(-2 t)).

    Averages of |.| are log(2 cosh(.)).
    """

    def __init__(self, d: int):
        normal = Gaussian(d)
        self.mean_abs, self.mean_square, self.peak = log(2), pi**2 / 12, 1.0
        self.mean_length = self.mean_abs * normal.mean_length / normal.mean_abs

    def rise(self, t: Array) -> Array:
        xp, a = space(t), space(t).abs(t)
        near, far = at_most(a, 1.0), at_least(a, 1.0)
        return where(a < 1, xp.log1p(xp.sinh(near) ** 2) / 2, far + xp.log1p(xp.expm1(-2 * far) / 2))

    def slope(self, t: Array) -> Array:
        return space(t).tanh(t)


class Student(Law):
    """w = u / r with u ~ N(0, I) and r^2 chi-squared, of two degrees of freedom: it has a mean length and no variance.

    Averages of |.| are sqrt(1 + (.)^2).
    """

    def __init__(self, d: int):
        normal = Gaussian(d)
        self.mean_abs, self.mean_square, self.peak = 1.0, inf, 1.0
        self.mean_length = normal.mean_length / normal.mean_abs

    def rise(self, t: Array) -> Array:
        return t**2 / (1 + (1 + t**2) ** 0.5)

    def slope(self, t: Array) -> Array:
        return t / (1 + t**2) ** 0.5


class Ball(Law):
    """w uniform in the unit ball, d odd: but for a factor, w_1 has the density (1 - t^2)^((d - 1) / 2), a polynomial.

    Raises:
        ValueError: d is even.
    """

    def __init__(self, d: int):
        if d % 2 == 0:
            raise ValueError(f"averages over a ball are known here in odd dimensions, but d is {d}; add a coordinate")
        self.power = (d - 1) // 2
        self.mean_length, self.mean_square = d / (d + 1), 1 / (d + 2)
        self.peak = 2 / sqrt(pi) * exp(lgamma(d / 2 + 1) - lgamma((d + 1) / 2))
        self.mean_abs = self.peak / (2 * self.power + 2)

    def _density(self):
        """(i, c_i) with density sum_i c_i t^(2 i)."""
        c = self.peak / 2
        for i in range(self.power + 1):
            yield i, c
            c *= -(self.power - i) / (i + 1)

    def rise(self, t: Array) -> Array:
        a = space(t).abs(t)
        inside = where(a < 1, a, 0 * a)
        within = sum(c / ((2 * i + 1) * (i + 1)) * inside ** (2 * i + 2) for i, c in self._density())
        return where(a < 1, within, a - self.mean_abs)

    def slope(self, t: Array) -> Array:
        xp = space(t)
        inside = where(xp.abs(t) < 1, t, 0 * t)
        within = sum(2 * c / (2 * i + 1) * inside ** (2 * i + 1) for i, c in self._density())
        return where(xp.abs(t) < 1, within, xp.sign(t))
