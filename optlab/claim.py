"""Claim: a theorem that can be run."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import sympy

from optlab.method import Method
from optlab.metrics import Metric
from optlab.oracle import Oracle
from optlab.settings import Setting

Kind = Literal["deterministic", "identity", "expectation", "high-probability", "rate", "lower-bound", "certificate", "phenomenon"]


@dataclass(frozen=True)
class On:
    """A family by name, with its maker's arguments: where a bound is attained, or a false one caught."""

    family: str
    arguments: Mapping[str, Any] = field(default_factory=dict, hash=False)
    oracle: Oracle | None = None

    def __str__(self) -> str:
        return f"{self.family}({', '.join(f'{name}={v}' for name, v in self.arguments.items())})"


@dataclass(frozen=True)
class Neighbour:
    """A statement close to a claim, and false: the fields that change, and where it is refuted if a random instance would not do it."""

    changes: Mapping[str, Any] = field(hash=False)
    on: On | None = None


def false(*, on: On | None = None, **changes: Any) -> Neighbour:
    """A false neighbour: `false(bound=..., on=On("huber"))`, `false(method=...)`."""
    return Neighbour(changes, on)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """metric_k <= bound for every k >= start at which `where` holds (>= for a lower bound, = for an identity).

    Attributes:
        id: "<citation key>/<theorem>", unique in the catalog.
        setting: what the theorem assumes of the function and of the noise.
        method: what runs; None for a statement about the function itself, tried at the family's points.
        against: a second method on the same seeds, for "identity" and "phenomenon".
        metric: (exact, state) or (exact, state, before) to (B, S).
        bound: in k, N, the constants, the method's hyper-parameters, delta, `first` (the metric at k = 0), `prev` (the metric one k
            before) and the letters of `given`. For "rate", the claimed decay in k or N up to a constant.
        given: other metrics that the bound speaks of, by letter: measured one k before, like `prev`, or over the step into k where
            they take three arguments.
        where: the bound is claimed only where this holds.
        over: what of the run is compared: each iterate, the best or the mean of all so far, or only the last of N steps.
        start: first k that is compared.
        horizons: the N that are run where the method or the bound speaks of N, or over is "end".
        steps: iterations of a run that does not speak of N.
        replicas: runs per instance of a sampled claim or a rate, where the usual number is not enough; 0 for the usual one.
        oracle: the oracle, where the theorem fixes one.
        delta: failure probability of a whole run, for "high-probability".
        margin: for "phenomenon", the method must be better than `against` by this factor.
        false_neighbours: statements that look like this one and fail; the verifier must refute each.
        tight_on: where the bound is attained: there 0.999 times it is refuted.
        provenance: how the statement is known: read, recalled from memory, or derived here.
        paper: row of the paper table, 0 if the paper is not in it.
    """

    id: str
    setting: Setting
    method: Method | None
    metric: Metric
    bound: sympy.Expr
    against: Method | None = None
    given: Mapping[sympy.Symbol, Metric] = field(default_factory=dict, hash=False)
    where: sympy.Basic = sympy.true
    kind: Kind = "deterministic"
    over: Literal["last", "best", "mean", "end"] = "last"
    start: int = 1
    horizons: tuple[int, ...] = (1, 4, 16, 64)
    steps: int = 100
    replicas: int = 0
    oracle: Oracle | None = None
    delta: float = 0.1
    margin: float = 1.0
    false_neighbours: tuple[sympy.Expr | Neighbour, ...] = ()
    tight_on: On | None = None
    provenance: Literal["read", "recalled", "derived"] = "recalled"
    paper: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "bound", sympy.sympify(self.bound))
        object.__setattr__(self, "where", sympy.sympify(self.where))

    def neighbours(self) -> list[tuple["Claim", On | None]]:
        """The false neighbours as claims of their own, each with the place where it is refuted."""
        found = []
        for i, v in enumerate(self.false_neighbours):
            n = v if isinstance(v, Neighbour) else Neighbour({"bound": v})
            changed = replace(self, **{"false_neighbours": (), "tight_on": None, **n.changes}, id=f"{self.id}#false-{i + 1}")
            found.append((changed, n.on))
        return found

    @property
    def speaks_of_N(self) -> bool:
        """Whether a run must know its number of steps beforehand."""
        letters = {s.name for e in (self.bound, self.where) for s in e.free_symbols}
        for method in (self.method, self.against):
            letters |= method.letters if method else set()
        return self.over == "end" or "N" in letters

    @property
    def stepwise(self) -> bool:
        """Whether every single k must be recorded."""
        from optlab.metrics import judges_a_step

        letters = {s.name for e in (self.bound, self.where) for s in e.free_symbols}
        return bool(self.over in ("best", "mean") or self.given or "prev" in letters or judges_a_step(self.metric))

    def __str__(self) -> str:
        return self.id
