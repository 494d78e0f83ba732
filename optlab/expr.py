"""Evaluate SymPy expressions on numbers, arrays and balls."""

import math
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache, partial, reduce
from typing import Any

import numpy as np
import sympy

from optlab.arrays import is_exact, space


def _lift(name: str) -> Callable[[Any], Any]:
    on_float = getattr(math, name)

    def function(x: Any) -> Any:
        if not isinstance(x, int | float):
            return getattr(space(x), name)(x)
        try:
            return on_float(x)
        except (ValueError, OverflowError):
            return float(getattr(np, name)(float(x)))

    return function


def _extreme(name: str) -> Callable[..., Any]:
    def function(u: Any, v: Any) -> Any:
        arrays = [w for w in (u, v) if not isinstance(w, int | float)]
        if not arrays:
            return max(u, v) if name == "maximum" else min(u, v)
        xp = space(arrays[0])
        u, v = (xp.full_like(arrays[0], w) if isinstance(w, int | float) else w for w in (u, v))
        return getattr(xp, name)(u, v)

    return function


def _select(conditions: list[Any], values: list[Any], default: Any = float("nan")) -> Any:
    out = default
    for condition, v in reversed(list(zip(conditions, values, strict=True))):
        if isinstance(condition, bool | np.bool_):
            out = v if condition else out
            continue
        xp = space(condition)
        out = xp.where(condition, v, out)
    return out


def _harmonic(n: Any, power: Any = 1) -> Any:
    """1 + 2^-power + ... + n^-power."""
    many = np.asarray(n, dtype=int)
    return np.cumsum(np.concatenate([[0.0], np.arange(1.0, many.max(initial=0) + 1) ** -power]))[many]


def _erf(x: Any) -> Any:
    """The error function; of arrays, on NumPy only."""
    from scipy.special import erf

    return math.erf(x) if isinstance(x, int | float) else erf(x)


class _Fold:
    """And and Or as the printer calls them, `reduce` of a tuple; NumPy's own refuses parts of different shapes."""

    def __init__(self, pair: Callable[[Any, Any], Any]):
        self.reduce = partial(reduce, pair)


# Names that SymPy's NumPy printer uses, for whatever arrays come.
_FUNCTIONS: dict[str, Any] = {name: _lift(name) for name in ("sqrt", "log", "exp", "cos", "sin", "tanh", "floor")}
_FUNCTIONS |= {
    "ceil": lambda x: -_FUNCTIONS["floor"](-x),
    "maximum": _extreme("maximum"),
    "minimum": _extreme("minimum"),
    "mod": operator.mod,
    "abs": abs,
    "select": _select,
    "less": operator.lt,
    "less_equal": operator.le,
    "greater": operator.gt,
    "greater_equal": operator.ge,
    "equal": operator.eq,
    "not_equal": operator.ne,
    "harmonic": _harmonic,
    "erf": _erf,
    "logical_and": _Fold(operator.and_),
    "logical_or": _Fold(operator.or_),
}


@lru_cache(maxsize=4096)
def _compile(expression: sympy.Basic) -> tuple[list[str], Callable[..., Any]]:
    names = sorted(s.name for s in expression.free_symbols)
    return names, sympy.lambdify(names, expression, modules=[_FUNCTIONS, "numpy"])


def evaluate(expression: Any, known: Mapping[str, Any], *, what: str = "expression") -> Any:
    """Value of `expression` where the symbol named s is `known[s]`; exact in balls where a value is a ball.

    Raises:
        LookupError: a symbol of the expression is not in `known`.
    """
    expression = sympy.sympify(expression)
    names, function = _compile(expression)
    missing = [name for name in names if name not in known]
    if missing:
        here = ", ".join(sorted(known)) or "nothing"
        raise LookupError(f"{what} = {expression} needs {', '.join(missing)}, but here only {here} is known; pass a number")
    values = [known[name] for name in names]
    if any(_is_ball(v) for v in known.values()):
        return _walk(expression, known)
    with np.errstate(all="ignore"):
        return function(*values)


def free_names(expression: Any) -> set[str]:
    """Names of the free symbols."""
    return {s.name for s in sympy.sympify(expression).free_symbols}


def _is_ball(v: Any) -> bool:
    return hasattr(v, "arb") or is_exact(v)


_UNARY = {"exp": "exp", "log": "log", "cos": "cos", "sin": "sin", "tanh": "tanh", "sinh": "sinh", "cosh": "cosh", "floor": "floor"}
_RELATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "StrictLessThan": lambda u, v: u < v,
    "LessThan": lambda u, v: u <= v,
    "StrictGreaterThan": lambda u, v: u > v,
    "GreaterThan": lambda u, v: u >= v,
    "Equality": lambda u, v: u == v,
    "Unequality": lambda u, v: u != v,
}


def _walk(e: Any, known: Mapping[str, Any]) -> Any:
    """The tree from the leaves up: lambdify would print 2/3 as the float beside it."""
    from optlab import balls

    Ball: Any = balls.Ball
    if e.is_Symbol:
        return _exactly(known[e.name])
    if e.is_Integer:
        return Ball(int(e))
    if e.is_Rational:
        return Ball(int(e.p)) / int(e.q)
    if e.is_Float:
        return _walk(sympy.Rational(e), known)
    if e in (sympy.oo, -sympy.oo):
        return Ball(float(e))
    if e is sympy.pi:
        return 4 * Ball(1).atan()
    if e is sympy.E:
        return Ball(1).exp()
    if e in (sympy.true, sympy.false):
        return bool(e)
    if e.is_Pow:
        return _power(e, known)
    name = type(e).__name__
    if name == "Piecewise":
        return _cases(e, known)
    parts = [_walk(a, known) for a in e.args]
    if e.is_Add or e.is_Mul:
        out = parts[0]
        for v in parts[1:]:
            out = out + v if e.is_Add else out * v
        return out
    if name in _RELATIONS:
        return _RELATIONS[name](*parts)
    if name in ("And", "Or"):
        return _logical(name, parts)
    if name in ("Max", "Min"):
        return _largest(name, parts)
    if name == "Abs":
        return abs(parts[0])
    if name == "Mod":
        return parts[0] - parts[1] * _applied("floor", parts[0] / parts[1])
    if name == "harmonic":
        return _summed(parts[0], e.args[1] if len(e.args) > 1 else sympy.Integer(1))
    if name == "ceiling":
        return -_applied("floor", -parts[0])
    if name in _UNARY:
        return _applied(_UNARY[name], parts[0])
    raise LookupError(
        f"ball arithmetic does not know {name} in {e}; write it with Add, Mul, Pow, exp, log, Max, Min, Abs, Mod, floor or Piecewise"
    )


def _exactly(v: Any) -> Any:
    from optlab.ball import Ball
    from optlab.balls import ball

    return v if _is_ball(v) else ball(v) if isinstance(v, np.ndarray) else Ball(v)


def _power(e: Any, known: Mapping[str, Any]) -> Any:
    base = _walk(e.base, known)
    if e.exp.is_Integer:
        return base ** int(e.exp)
    if e.exp.is_Rational and e.exp.q == 2:
        return _applied("sqrt", base) ** int(e.exp.p)
    return base ** _walk(e.exp, known)


def _summed(n: Any, power: Any) -> Any:
    """`_harmonic` of balls that are whole numbers."""

    def one(m: Any) -> Any:
        return _walk(sympy.Add(*(sympy.Integer(i) ** -power for i in range(1, int(m) + 1)), evaluate=False), {})

    return np.frompyfunc(one, 1, 1)(n)


def _applied(name: str, v: Any) -> Any:
    return getattr(v, name)() if hasattr(v, "arb") else getattr(space(v), name)(v)


def _logical(name: str, parts: list[Any]) -> Any:
    out = np.asarray(parts[0], dtype=bool)
    for v in parts[1:]:
        out = out & np.asarray(v, dtype=bool) if name == "And" else out | np.asarray(v, dtype=bool)
    return out


def _largest(name: str, parts: list[Any]) -> Any:
    from optlab import balls

    out = parts[0]
    for v in parts[1:]:
        out = (balls.maximum if name == "Max" else balls.minimum)(out, v)
    return out


def _cases(e: Any, known: Mapping[str, Any]) -> Any:
    from optlab import balls

    out: Any = balls.Ball(float("nan"))
    for value, condition in reversed(e.args):
        holds = _walk(condition, known)
        if holds is not False:
            out = _walk(value, known) if holds is True else balls.where(holds, _walk(value, known), out)
    return out
