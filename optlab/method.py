"""Method: hyper-parameters in fields, `init` and a pure `step`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, ClassVar, NamedTuple, TypeAlias

import numpy as np
import sympy

from optlab.arrays import Array, column, is_exact, space
from optlab.expr import evaluate

Scalar: TypeAlias = float | Array | sympy.Expr
Schedule: TypeAlias = Annotated[Any, "a Scalar that is asked for now and next"]


class Iterate(NamedTuple):
    """State of a method without memory."""

    x: Array  # (B, S, d)


@dataclass(frozen=True)
class Method:
    """A hyper-parameter is a number, an array (B, S), or a SymPy expression in the problem's constants, k and N.

    Inside `step` it is a number or a column (B, S, 1). A field annotated `Schedule` is asked there for now and next:
    `self.level(0)`, `self.level(1)`; it may also be an array (N + 1,), indexed by k.

    A method may have a second form `step_in_place(s, oracle)`, the same step written into the torch tensors of s, for `optlab.torch_optim`;
    relatives that inherit from it do not use it.

    Attributes:
        random: whether it asks for random numbers of its own, beside those of the oracle's answers.
    """

    random: ClassVar[bool] = False

    def init(self, x0: Array) -> NamedTuple:
        """The state before the first step."""
        return Iterate(x0)

    def step(self, s: Any, oracle: Any) -> NamedTuple:
        """The next state."""
        raise TypeError(f"{type(self).__name__} has no step; write step(self, s, oracle) that returns the next state")

    def bind(self, constants: Mapping[str, Array], N: int | None = None) -> Callable[[int], "Method"]:
        """This method with its hyper-parameters as numbers, as a function of k.

        Raises:
            LookupError: a hyper-parameter needs a constant that the problem does not have.
            ValueError: a hyper-parameter is NaN, or a schedule given as an array is shorter than N + 1.
        """
        known = {name: _settled(column(v)) for name, v in constants.items()}
        if N is not None:
            known["N"] = float(N)
        fixed: dict[str, Any] = {}
        moving: dict[str, Callable[[int], Any]] = {}
        for f in fields(self):
            v, what = getattr(self, f.name), f"{type(self).__name__}.{f.name}"
            if isinstance(v, Method):
                moving[f.name] = v.bind(constants, N)
            elif _scheduled(f):
                at = _in_time(v, known, N, what)
                moving[f.name] = _ahead(at)
            elif _speaks_of_k(v):
                moving[f.name] = _in_time(v, known, N, what)
            else:
                fixed[f.name] = evaluate(v, known, what=what) if isinstance(v, sympy.Basic) else _settled(column(v))
                if type(fixed[f.name]) is float and fixed[f.name] != fixed[f.name]:
                    raise ValueError(f"{what} must be a number, but {what} = {v} is NaN here; pass another")
        bound = self._with(fixed)
        return (lambda k: bound._with({name: at(k) for name, at in moving.items()})) if moving else (lambda k: bound)

    def _with(self, values: Mapping[str, Any]) -> "Method":
        # dataclasses.replace checks what bind has checked; this is ten times faster, and it is on the step.
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__, **values)
        return other

    def to(self, where: Any) -> "Method":
        """With its arrays on torch, at device or dtype `where`; a schedule, which is read number by number, stays."""
        return self._with({f.name: _placed(getattr(self, f.name), where) for f in fields(self)})

    def numbers(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """Hyper-parameters as numbers, for use in a bound."""
        held = {f.name: getattr(self, f.name) for f in fields(self)}
        return {
            name: evaluate(v, known, what=f"{type(self).__name__}.{name}") if isinstance(v, sympy.Basic) else v for name, v in held.items()
        }

    @property
    def letters(self) -> set[str]:
        """Names of the symbols in its hyper-parameters, those of inner methods included."""
        found: set[str] = set()
        for f in fields(self):
            v = getattr(self, f.name)
            if isinstance(v, Method):
                found |= v.letters
            elif isinstance(v, sympy.Basic):
                found |= {s.name for s in v.free_symbols}
        return found

    def __str__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{f.name}={getattr(self, f.name)}' for f in fields(self))})"


def moving(method: Method) -> list[str]:
    """Names of the hyper-parameters that `bind` makes functions of k."""
    values = ((f, getattr(method, f.name)) for f in fields(method))
    return [f.name for f, v in values if isinstance(v, Method) or _scheduled(f) or _speaks_of_k(v)]


def _scheduled(f: Any) -> bool:
    return f.type == Schedule or f.type == "Schedule"


def _speaks_of_k(v: Any) -> bool:
    return isinstance(v, sympy.Basic) and any(s.name == "k" for s in v.free_symbols)


def _placed(v: Any, where: Any) -> Any:
    if isinstance(v, Method):
        return v.to(where)
    if getattr(v, "ndim", 0) < 2:
        return v
    import torch

    return (v if isinstance(v, torch.Tensor) else torch.from_numpy(np.array(v))).to(where)


def _ahead(at: Callable[[int], Any]) -> Callable[[int], Callable[[int], Any]]:
    """k to what a step asks: 0 is now, 1 is next."""
    return lambda k: lambda ahead: at(k + ahead)


def _in_time(v: Any, known: Mapping[str, Any], N: int | None, what: str) -> Callable[[int], Any]:
    """v as a function of k."""
    if not isinstance(v, sympy.Basic):
        if getattr(v, "ndim", 0) != 1:
            return lambda k: v
        if N is not None and len(v) < N + 1:
            raise ValueError(f"{what} needs {N + 1} entries for {N} steps, but has {len(v)}; give one per k = 0..N")
        return lambda k: v[min(k, len(v) - 1)]
    at_zero = evaluate(v, {**known, "k": 0.0}, what=what)
    if N is not None and isinstance(at_zero, int | float):
        # All of it at once: an evaluation per step would cost more than the step.
        table = np.broadcast_to(evaluate(v, {**known, "k": np.arange(N + 2.0)}, what=what), (N + 2,)).tolist()
        return lambda k: table[k]
    return lambda k: evaluate(v, {**known, "k": float(k)}, what=what)


def _settled(v: Any) -> Any:
    """A float column whose entries agree, as the one number: multiplying a small point by a column costs twice as much."""
    if getattr(v, "ndim", 0) != 3 or is_exact(v):
        return v
    head = v[:1, :1, :]
    return float(head[0, 0, 0]) if bool(space(v).all(v == head)) else v
