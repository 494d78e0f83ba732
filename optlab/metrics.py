"""Metrics: one number per point and iteration, (exact, state) to (B, S), or (exact, state, before) where a step is judged.

`before` is the state one step earlier. Every metric states its units, (power of f, power of x).
"""

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any, Protocol, cast

from optlab.arrays import Array, at_least, column, dot, quotient, solve


class Metric(Protocol):
    """A function with units.

    Attributes:
        units: powers of f and of x.
    """

    __name__: str
    units: tuple[float, float]

    def __call__(self, exact: Any, s: Any, /, *before: Any) -> Array: ...

    def __hash__(self) -> int: ...


def units(of_f: float, of_x: float) -> Callable[[Callable[..., Array]], Metric]:
    """Decorator: the metric is multiplied by s^of_f t^of_x when f becomes s f and x becomes t x."""

    def mark(function: Callable[..., Array]) -> Metric:
        metric = cast(Metric, function)
        metric.units = (of_f, of_x)
        return metric

    return mark


@cache
def judges_a_step(metric: Metric) -> bool:
    """Whether it takes the state before, too."""
    return len(inspect.signature(metric).parameters) == 3


@units(1, 0)
def gap(exact: Any, s: Any) -> Array:
    """f(x_k) - f_star."""
    return exact.value(s.x) - exact.problem.constants["f_star"]


@units(0, 2)
def sqdist(exact: Any, s: Any) -> Array:
    """||x_k - x_star||^2."""
    e = s.x - exact.problem.x_star
    return dot(e, e)


@units(0, 1)
def dist(exact: Any, s: Any) -> Array:
    """||x_k - x_star||."""
    return sqdist(exact, s) ** 0.5


@units(0, 1)
def dist_now(exact: Any, s: Any, before: Any) -> Array:
    """||x_k - x_star||, for a bound or a condition that contains it."""
    return dist(exact, s)


@units(0, 2)
def sqmove(exact: Any, s: Any, before: Any) -> Array:
    """||x_k - x_{k-1}||^2."""
    return dot(s.x - before.x, s.x - before.x)


@units(2, -2)
def squared_slope(exact: Any, s: Any) -> Array:
    """||slope||^2 of the subgradient of f at x_star, for F = f + h, the same at every k."""
    p = exact.problem
    return dot(p.slope, p.slope) + 0 * s.x[..., 0]


@units(0, 2)
def sqdist_drop(exact: Any, s: Any, before: Any) -> Array:
    """||x_{k-1} - x_star||^2 - ||x_k - x_star||^2, without cancellation."""
    return _drop(exact, before.x, s.x)


@units(0, 2)
def ahead_drop(exact: Any, s: Any) -> Array:
    """||y_k - x_star||^2 - ||x_k - x_star||^2, where momentum alone would have led to y_k, `s.ahead`."""
    return _drop(exact, s.ahead, s.x)


def _drop(exact: Any, x: Array, y: Array) -> Array:
    return dot(x - y, (x - exact.problem.x_star) + (y - exact.problem.x_star))


@units(-1, 2)
def polyak_step(exact: Any, s: Any) -> Array:
    """(f(x_k) - f_star) / ||grad f(x_k)||^2, and 0 where the gradient is 0."""
    return quotient(gap(exact, s), sqgrad(exact, s))


@units(0, 2)
def direction_gain(exact: Any, s: Any, before: Any) -> Array:
    """(f(x_{k-1}) - f_star)^2 / ||d||^2 for the direction d of the step into x_k, `s.direction`."""
    return quotient(gap(exact, before) ** 2, dot(s.direction, s.direction))


@units(0, 2)
def ahead_gain(exact: Any, s: Any, before: Any) -> Array:
    """max(f(x_{k-1}) - f_star + <g, y_k - x_{k-1}>, 0)^2 / ||g||^2 with g the gradient at x_{k-1}, and y_k as in `ahead_drop`."""
    f, g = exact.value_and_grad(before.x)
    seen = f - exact.problem.constants["f_star"] + dot(g, s.ahead - before.x)
    return quotient(at_least(seen, 0.0) ** 2, dot(g, g))


@units(2, -2)
def sqgrad(exact: Any, s: Any) -> Array:
    """||grad f(x_k)||^2."""
    g = exact.grad(s.x)
    return dot(g, g)


@units(1, -1)
def gradnorm(exact: Any, s: Any) -> Array:
    """||grad f(x_k)||."""
    return sqgrad(exact, s) ** 0.5


@units(0, 1)
def first_coordinate(exact: Any, s: Any) -> Array:
    """The first entry of x_k."""
    return s.x[..., 0]


@units(0, 1)
def second_coordinate(exact: Any, s: Any) -> Array:
    """The second entry of x_k."""
    return s.x[..., 1]


@units(0, 0)
def weight(exact: Any, s: Any) -> Array:
    """The weight that an accelerated method has given to x_k, `s.weight`."""
    return 0 * s.x[..., 0] + s.weight


@units(0.5, 0)
def decrement(exact: Any, s: Any) -> Array:
    """Newton decrement: the norm of grad f(x_k) in the dual local norm at x_k."""
    g = exact.grad(s.x)
    return at_least(dot(g, solve(exact.hess(s.x), g)), 0.0) ** 0.5


@units(1, 0)
def decrease(exact: Any, s: Any, before: Any) -> Array:
    """f(x_(k-1)) - f(x_k)."""
    return exact.value(before.x) - exact.value(s.x)


@units(1, 0)
def frank_wolfe_gap(exact: Any, s: Any) -> Array:
    """max of <grad f(x_k), x_k - v> over the set: a bound of f(x_k) - f_star that needs no f_star."""
    g = exact.grad(s.x)
    return dot(g, s.x - exact.problem.lmo(g))


@units(1, 0)
def curvature_along(exact: Any, s: Any, before: Any) -> Array:
    """<h, hess f(x_(k-1)) h> for the step h into x_k."""
    h = s.x - before.x
    return dot(h, (exact.hess(before.x) @ h[..., None])[..., 0])


@units(1, 0)
def along_newton(exact: Any, s: Any, before: Any) -> Array:
    """<grad f(x_k), n>, n = hess f(x_(k-1))^-1 grad f(x_(k-1))."""
    return dot(exact.grad(s.x), solve(exact.hess(before.x), exact.grad(before.x)))


@units(0.5, 0)
def gradient_seen_from_before(exact: Any, s: Any, before: Any) -> Array:
    """Norm of grad f(x_k) in the dual local norm at x_(k-1)."""
    g = exact.grad(s.x)
    return at_least(dot(g, solve(exact.hess(before.x), g)), 0.0) ** 0.5


@units(-1, 2)
def step_taken(exact: Any, s: Any, before: Any) -> Array:
    """The step size of the step into x_k, `s.step_size`."""
    return s.step_size[..., 0]


@units(0, 1)
def last_move(exact: Any, s: Any) -> Array:
    """||x_k - x_(k-1)|| of a method that remembers x_(k-1), `s.before`."""
    return dot(s.x - s.before, s.x - s.before) ** 0.5


@units(0.5, 0)
def residual(exact: Any, s: Any) -> Array:
    """z(x_k), where f = z^2 / 2."""
    return exact.problem.residual(s.x)


@units(0.5, 0)
def residual_now(exact: Any, s: Any, before: Any) -> Array:
    """z(x_k), where f = z^2 / 2."""
    return exact.problem.residual(s.x)


@units(1, -2)
def tangent_kernel(exact: Any, s: Any) -> Array:
    """||grad z(x_k)||^2, where f = z^2 / 2."""
    u = exact.problem.jacobian(s.x)
    return dot(u, u)


@units(1, -2)
def flow_sharpness(exact: Any, s: Any) -> Array:
    """The sharpness of f where gradient flow from w_k ends, sum_i 1 / w_i^2 there."""
    w = exact.problem.flow_limit(s.x)
    return dot(1 / w, 1 / w)


@units(1, 0)
def mean_gap(exact: Any, s: Any) -> Array:
    """f(mean) - f_star at the mean of the points so far, `s.mean`."""
    return exact.value(s.mean) - exact.problem.constants["f_star"]


@units(0, 2)
def divergence_drop(exact: Any, s: Any, before: Any) -> Array:
    """D_h(x_star, x_(k-1)) - D_h(x_star, x_k)."""
    p = exact.problem
    return p.divergence(p.x_star, before.x) - p.divergence(p.x_star, s.x)


@units(2, -2)
def sqmapping(exact: Any, s: Any) -> Array:
    """||L (x_k - prox(x_k - grad f(x_k) / L))||^2 with the prox of h / L: ||grad f(x_k)||^2 where h = 0."""
    L = column(exact.problem.constants["L"])
    moved = L * (s.x - exact.problem.prox(s.x - exact.grad(s.x) / L, 1 / L))
    return dot(moved, moved)


@units(2, -2)
def envelope_sqgrad(exact: Any, s: Any) -> Array:
    """||grad e(x_k)||^2 of the Moreau envelope e(x) = min_y f(y) + weakness ||y - x||^2."""
    rate = 2 * column(exact.problem.constants["weakness"])
    e = rate * (s.x - exact.problem.resolvent(s.x, 1 / rate))
    return dot(e, e)
