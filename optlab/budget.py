"""A budget of oracle calls in place of a number of steps, so that methods whose steps cost differently are compared fairly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import floor
from typing import Any, NamedTuple, TypeAlias

import sympy

from optlab.arrays import Array, column, space, where
from optlab.expr import evaluate
from optlab.method import Method
from optlab.metrics import units
from optlab.oracle import Oracle
from optlab.settings import MEAN
from optlab.symbols import dim, n

Price: TypeAlias = float | sympy.Expr
# These ask about the set or about h, and not about f.
FREE = ("prox", "project", "lmo", "mirror_step", "weights")
# A sum of prices such as 0.1 is rounded.
ROUNDING = 1e-12


def usual_prices(oracle: Oracle) -> dict[str, Price]:
    """Prices by kind of call where they are not 1: one gradient is one call, or one component's where the oracle samples components."""
    of_components = MEAN.atoms <= oracle.needs.closure().atoms
    of_all: Price = n if of_components else 1
    whole = {"value": of_all, "full_grad": of_all} if of_components else {}
    return {**dict.fromkeys(FREE, 0), "hess": dim * of_all, **whole}


class Spending(NamedTuple):
    """State of a method on a budget. What metrics ask of the method's own state, they find."""

    x: Array  # (B, S, d)
    inner: Any  # the method's own state
    taken: Any  # steps so far, a number or (B, S)
    over: Any  # whether the budget is spent, True or False for all points, or (B, S)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


@dataclass(frozen=True)
class Budgeted(Method):
    """`method`, until the first step that would cost more than is left: that one is neither taken nor charged, nor is any later one.

    Points stop by themselves, for a step may cost more at one than at another.

    Attributes:
        budget: in units of the prices.
        prices: of each kind of call, a number or an expression in the problem's constants; 1 where none is given.
    """

    method: Method
    budget: float
    prices: Mapping[str, Price] = field(default_factory=dict, hash=False)

    def bind(self, constants, N=None):
        at = self.method.bind(constants, N)
        prices = numbers(self.prices, constants)
        return lambda k: self._with({"method": at(k), "prices": prices})

    def init(self, x0):
        inner: Any = self.method.init(x0)
        return Spending(inner.x, inner, 0, False)

    def step(self, s, oracle):
        if s.over is True:
            return s
        before = dict(oracle.calls)
        after: Any = self.method.step(s.inner, oracle)
        within = self.spent(oracle.calls) <= self.budget * (1 + ROUNDING)
        going = within if s.over is False else within & ~s.over
        if _all(going):
            return Spending(after.x, after, s.taken + 1, s.over)
        if not _any(going):
            oracle.calls.update({kind: before.get(kind, 0) for kind in oracle.calls})
            return s._replace(over=True)
        going = space(s.x).broadcast_to(going, s.x.shape[:2])
        for kind, total in oracle.calls.items():
            oracle.calls[kind] = before.get(kind, 0) + (total - before.get(kind, 0)) * going
        inner: Any = type(after)(*(_where(going, new, old) for new, old in zip(after, s.inner, strict=True)))
        return Spending(inner.x, inner, s.taken + going, ~going)

    def spent(self, calls: Mapping[str, Any]) -> Any:
        """What the calls of each kind have cost together, a number or (B, S)."""
        return sum(v * self.prices.get(kind, 1.0) for kind, v in calls.items())

    def __str__(self) -> str:
        return str(self.method)


def numbers(prices: Mapping[str, Price], constants: Mapping[str, Array]) -> dict[str, float]:
    """Prices as numbers.

    Raises:
        LookupError: a price needs a constant that the problem does not have.
        ValueError: a price differs between instances.
    """
    found = {kind: evaluate(v, constants, what=f"the price of {kind}") for kind, v in prices.items()}
    for kind, v in found.items():
        if hasattr(v, "ndim") and v.ndim and not _all(v == v[:1, :1]):
            raise ValueError(f"a price is the same for all instances, but that of {kind} = {prices[kind]} is not; take a number")
    return {kind: float(v[0, 0]) if getattr(v, "ndim", 0) else float(v) for kind, v in found.items()}


def most_steps(budget: float, prices: Mapping[str, float], kinds: Mapping[str, Any]) -> int:
    """How many steps a budget pays for, if each makes one call of the cheapest kind that is not free; 0 where all kinds are free."""
    cheapest = min((p for kind in kinds if (p := prices.get(kind, 1.0)) > 0), default=float("inf"))
    return floor(budget / cheapest * (1 + ROUNDING))


@units(0, 0)
def steps_taken(exact: Any, s: Any) -> Array:
    """How many steps the budget has paid for."""
    return 0 * s.x[..., 0] + s.taken


def _all(v: Any) -> bool:
    return bool(space(v).all(v)) if hasattr(v, "dtype") else bool(v)


def _any(v: Any) -> bool:
    return bool(space(v).any(v)) if hasattr(v, "dtype") else bool(v)


def _where(going: Array, new: Any, old: Any) -> Any:
    """`new` at the points that go on. Numbers are shared by all points, and those that have stopped ask for them no more."""
    if tuple(getattr(new, "shape", ()))[:2] != tuple(going.shape):
        return new
    missing = new.ndim - 2
    return where(column(going) if missing == 1 else space(going).reshape(going, (*going.shape, *(1,) * missing)), new, old)
