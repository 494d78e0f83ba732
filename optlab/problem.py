"""Problem: B independent instances, with what is known about each exactly. Family: a maker of problems, with ranges."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np

from optlab.arrays import Array, dot, norm, space, to_numpy
from optlab.rng import Rng
from optlab.settings import Setting


class Constants(dict):
    """Constants by name; a missing one is an error that says what is known."""

    def __missing__(self, name: str) -> Array:
        raise LookupError(f"the constant {name} is needed here, but this problem knows only {', '.join(sorted(self)) or 'none'}")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A function on R^d, for B instances at once; shifted so that f_star = 0 wherever a closed form allows it.

    Arrays of a problem have the instances as first axis, of length B, or of length 1 where all instances share them.

    Attributes:
        x0: (B, S, d) starting points; S is 1 until replicated.
        constants: name to (B, 1) or (B, S), exact: L, mu, R, f_star, ... Where f_star has no closed form it is the upper end of a
            proved enclosure, and f_star_low the lower end. dim, the d of R^d, is added, and Delta = f(x0) - f_star where f_star is known.
        settings: the assumptions that hold.
        ids: (B,) instance numbers; they key the randomness.
        blocks: shapes of the parts of x, in order; one vector unless said.
        origin: family, arguments and seed it was made from, for the witness.
    """

    # What it does with a library that has no tensors, if anything.
    on_the_cpu: ClassVar[str] = ""

    x0: Array
    constants: Mapping[str, Array] = field(default_factory=dict)
    settings: Setting = Setting()
    ids: Array = None
    blocks: tuple[tuple[int, ...], ...] = ()
    origin: Mapping[str, Any] = field(default_factory=dict)

    if TYPE_CHECKING:
        # Of some problems only: those that have a known minimizer, and those that have second derivatives.
        @property
        def x_star(self) -> Array: ...
        def hess(self, x: Array) -> Array: ...

    def __post_init__(self) -> None:
        if self.ids is None:
            object.__setattr__(self, "ids", np.arange(self.x0.shape[0]))
        known = Constants(self.constants)
        if self.x0.ndim == 3:
            known.setdefault("dim", self.x0.shape[-1] * space(self.x0).ones_like(self.x0[:, :1, 0]))
        formulas = self.settings.derive(known)
        if formulas:
            from optlab.expr import evaluate

            shape = space(self.x0).ones_like(self.x0[:, :1, 0])
            for name, formula in formulas.items():
                known[name] = shape * evaluate(formula, known)
        object.__setattr__(self, "constants", known)
        has_value = type(self).value is not Problem.value or type(self).value_and_grad is not Problem.value_and_grad
        if has_value and "f_star" in known and "Delta" not in known:
            known["Delta"] = self._start_gap(self.x0)

    def _start_gap(self, x0: Array) -> Array:
        """f(x0) - f_star, (B, S); from the lower end of an enclosure."""
        return self.value(x0) - self.constants.get("f_star_low", self.constants["f_star"])

    def value(self, x: Array) -> Array:
        """f, (B, S, d) to (B, S); inf outside the domain.

        Raises:
            TypeError: the problem is not about a function, such as that of an operator.
        """
        if type(self).value_and_grad is Problem.value_and_grad:
            raise TypeError(f"{type(self).__name__} has no value; record metrics that do not ask for f, or give it value_and_grad")
        return self.value_and_grad(x)[0]

    def grad(self, x: Array) -> Array:
        """A (sub)gradient, (B, S, d) to (B, S, d); of the smooth part where the problem is composite."""
        return self.value_and_grad(x)[1]

    def value_and_grad(self, x: Array) -> tuple[Array, Array]:
        """(B, S, d) to (B, S) and (B, S, d)."""
        return self.value(x), self.grad(x)

    def prox(self, x: Array, step: Any) -> Array:
        """argmin_y h(y) + ||y - x||^2 / (2 step), (B, S, d) to (B, S, d); x itself unless the problem is composite, for then h = 0."""
        return x

    def mirror_step(self, x: Array, v: Array) -> Array:
        """argmin_y <v, y> + D_h(y, x), (B, S, d) to (B, S, d); a Euclidean step, h = ||x||^2 / 2, unless the problem has another h."""
        return x - v

    def divergence(self, y: Array, x: Array) -> Array:
        """D_h(y, x) = h(y) - h(x) - <grad h(x), y - x>, (B, S, d) to (B, S), with the h of `mirror_step`."""
        return dot(y - x, y - x) / 2

    def points(self, rng: Rng, many: int = 32) -> Array:
        """(B, many, d) points of the domain at which a statement about the function is tried, at distances over six decades."""
        d = self.x0.shape[-1]
        center = getattr(self, "x_star", self.x0[:, :1])
        reach = 10.0 ** (6 * rng.uniform(many, stream=91)[:, 0, :, None] - 4)
        return center + reach * space(self.x0).reshape(rng.normal((many, d), stream=92), (self.x0.shape[0], many, d))

    def map(self, change: Callable[[Array], Array]) -> Self:
        """`change` applied to every array that has the instances as first axis; `ids` stay NumPy."""

        def walk(v: Any) -> Any:
            if isinstance(v, Problem):
                return v.map(change)
            if isinstance(v, dict):
                return {name: walk(u) for name, u in v.items()}
            return change(v) if hasattr(v, "ndim") else v

        kept = {"ids", "origin", "blocks", "settings"}
        return self._with(**{f.name: walk(getattr(self, f.name)) for f in fields(self) if f.name not in kept})

    def _with(self, **values: Any) -> Self:
        # dataclasses.replace would derive the constants again.
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__, **values)
        other.__dict__["constants"] = Constants(other.__dict__["constants"])
        return other

    def __getitem__(self, rows: slice) -> Self:
        """The instances `rows`: same ids, so same randomness."""
        B = self.x0.shape[0]
        return self.map(lambda v: v if v.shape[0] == 1 < B else v[rows])._with(ids=self.ids[rows])

    def replicate(self, S: int) -> Self:
        """S replicas of every instance, all from its start.

        Raises:
            ValueError: the starts differ already.
        """
        if self.x0.shape[1] == S:
            return self
        if self.x0.shape[1] != 1:
            raise ValueError(f"replicate needs one start per instance, but there are {self.x0.shape[1]}; replicate before start")
        return self._with(x0=space(self.x0).tile(self.x0, (1, S, 1)))

    def start(self, x0: Array) -> Self:
        """This problem from other starts (B, S, d); R, D_h and Delta follow them.

        Raises:
            ValueError: x0 has another shape than (B, S, d), or is not finite.
        """
        B, _, d = self.x0.shape
        if x0.ndim != 3 or x0.shape[0] != B or x0.shape[2] != d:
            raise ValueError(f"starts need the shape ({B}, S, {d}), but x0 has {tuple(x0.shape)}; add or drop axes")
        if not bool(space(x0).all(space(x0).isfinite(x0))):
            raise ValueError("starts must be finite, but x0 has a NaN or an infinity; replace it")
        constants = dict(self.constants)
        if "R" in constants:
            constants["R"] = norm(x0 - self.x_star)[..., 0]
        if "D_h" in constants:
            constants["D_h"] = self.divergence(self.x_star, x0)
        if "Delta" in constants:
            constants["Delta"] = self._start_gap(x0)
        return self._with(x0=x0, constants=constants)

    def sound(self) -> Self:
        """This problem, if its starts and constants are numbers.

        Raises:
            ValueError: x0 has the wrong shape, or x0 or a constant is not a number.
        """
        name = self.origin.get("family", type(self).__name__)
        if self.x0.ndim != 3:
            raise ValueError(f"a start has the shape (B, S, d), but x0 of {name} has {tuple(self.x0.shape)}; add the missing axes")
        if not np.isfinite(to_numpy(self.x0)).all():
            raise ValueError(f"starts must be finite, but x0 of {name} has a NaN or an infinity; mend its maker")
        for constant, v in self.constants.items():
            if np.isnan(to_numpy(v)).any():
                raise ValueError(
                    f"constants are exact numbers, but {constant} of {name} has a NaN; mend its maker, or leave {constant} out"
                )
        return self

    def to(self, where: Any) -> Self:
        """On torch, at device or dtype `where`.

        Raises:
            ValueError: the problem is on the CPU only.
        """
        if self.on_the_cpu:
            raise ValueError(f"{type(self).__name__} {self.on_the_cpu}, which is on the CPU only; run it without a device")
        import torch

        return self.map(lambda v: (v if isinstance(v, torch.Tensor) else torch.from_numpy(np.array(v))).to(where))

    def balls(self) -> Self:
        """The same instances in exact ball arithmetic: every float is taken as the number it is."""
        from optlab.balls import ball

        return self.map(lambda v: ball(v) if v.dtype.kind == "f" else v)

    @property
    def nbytes(self) -> int:
        """Bytes that an iteration may touch, all instances together."""
        total = 0

        def add(v: Array) -> Array:
            nonlocal total
            total += v.nbytes
            return v

        self.map(add)
        return total


@dataclass(frozen=True)
class Family:
    """A maker `(..., *, B, seed) -> Problem` with the settings it always satisfies and the ranges of its arguments.

    Attributes:
        ranges: name to (low, high), both included, or to a tuple of choices in a list.
        worst_case: True where some theorem's bound is attained in it.
    """

    maker: Callable[..., Problem]
    settings: Setting
    ranges: Mapping[str, tuple[float, float] | list[Any]] = field(default_factory=dict, hash=False)
    worst_case: bool = False

    @property
    def id(self) -> str:
        return self.maker.__name__

    @property
    def defaults(self) -> dict[str, Any]:
        """The maker's own arguments, as a verification takes them first."""
        given = inspect.signature(self.maker).parameters.values()
        return {p.name: p.default for p in given if p.name not in ("B", "seed")}

    def draw(self, u: Array) -> dict[str, Any]:
        """Arguments from numbers u in [0, 1), one per range: uniform, or log-uniform where a range spans two decades or more."""
        return {name: _pick(span, float(v)) for (name, span), v in zip(self.ranges.items(), u, strict=False)}

    def make(self, arguments: Mapping[str, Any] | None = None, *, B: int | None = None, seed: int = 0) -> Problem:
        """The problem, which remembers where it came from.

        Raises:
            TypeError: an argument that the maker does not have.
        """
        arguments = dict(arguments or {})
        unknown = sorted(set(arguments) - set(self.defaults))
        if unknown:
            raise TypeError(f"{self.id} has no argument {', '.join(unknown)}; it has {', '.join(self.defaults)}")
        if B is None:
            B = inspect.signature(self.maker).parameters["B"].default
        # B as it was asked for: some makers add instances to it, and the same call must make the same ones.
        origin = {"family": self.id, "arguments": arguments, "B": B, "seed": seed}
        return self.maker(**arguments, B=B, seed=seed)._with(origin=origin).sound()


def _pick(span: tuple[float, float] | list[Any], u: float) -> Any:
    if isinstance(span, list):
        return span[int(u * len(span))]
    low, high = span
    if isinstance(low, int) and isinstance(high, int):
        return int(low * ((high + 1) / low) ** u) if low > 0 and high >= 100 * low else low + int(u * (high + 1 - low))
    return low * (high / low) ** u if low > 0 and high >= 100 * low else low + u * (high - low)
