"""The catalog: every claim, family, oracle, method, experiment and figure that is a module-level value in a listed package.

Other distributions add packages or modules through the entry-point group "optlab.catalog"; a single file can be named, too.
"""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any, NamedTuple, TypeVar

from optlab.claim import Claim
from optlab.content import PLUGIN
from optlab.load_file import load_file
from optlab.method import Method
from optlab.network_settings import NET
from optlab.oracle import Oracle
from optlab.problem import Family
from optlab.settings import Atom, Setting

GROUP = "optlab.catalog"
# Nets have a table of their own, for hardly a theorem meets them. Lessons hold nothing, and need marimo.
APART = ("optlab.problems.neural.", "optlab.experiments.lessons.")
T = TypeVar("T")


class Pair(NamedTuple):
    """A claim's setting is satisfied by this family under this oracle."""

    family: Family
    oracle: Oracle


def modules(package: str) -> Iterator[ModuleType]:
    """The module `package`, and if it is a package, everything in it but nets and lessons."""
    root = importlib.import_module(package)
    yield root
    for info in pkgutil.walk_packages(getattr(root, "__path__", ()), f"{package}."):
        if not info.name.startswith(APART):
            yield importlib.import_module(info.name)


@dataclass(frozen=True)
class Catalog:
    """Everything in the listed packages, in registered distributions, and in `files`.

    Raises:
        ValueError: two values have one id, or a file cannot be read.
    """

    files: tuple[str, ...] = ()

    def collect(self, kind: type[T], packages: Iterable[str]) -> dict[str, T]:
        """All values of type `kind` by id, those of plugins included."""
        found: dict[str, tuple[Any, str]] = {}
        for module in [m for p in packages for m in modules(p)] + list(self._others):
            for name, v in vars(module).items():
                if not isinstance(v, kind) or name.startswith("_"):
                    continue
                first, place = found.setdefault(_id(v, name), (v, _place(module)))
                if first is not v:
                    raise ValueError(f"two values are called {_id(v, name)!r}, in {place} and in {_place(module)}; rename one of them")
        return {name: v for name, (v, _) in found.items()}

    @cached_property
    def _others(self) -> tuple[ModuleType, ...]:
        registered = [m for p in entry_points(group=GROUP) for m in _registered(p)]
        return (*registered, *map(load_file, self.files))

    @cached_property
    def claims(self) -> dict[str, Claim]:
        return self.collect(Claim, ["optlab.claims"])

    @cached_property
    def families(self) -> dict[str, Family]:
        """Families by id, but for nets."""
        return {name: family for name, family in self._everywhere.items() if not _is_net(family)}

    @cached_property
    def nets(self) -> dict[str, Family]:
        """Families of nets by id; what only claims about nets are joined with."""
        from optlab.problems.neural import families

        return {**families(), **{name: family for name, family in self._everywhere.items() if _is_net(family)}}

    @cached_property
    def _everywhere(self) -> dict[str, Family]:
        return self.collect(Family, ["optlab.problems"])

    def family(self, name: str) -> Family:
        """The family or net of that name.

        Raises:
            LookupError: there is none.
        """
        if name in self.families:
            return self.families[name]
        if name in self.nets:
            return self.nets[name]
        raise LookupError(f"no family is called {name}; there are {', '.join(sorted({**self.families, **self.nets}))}")

    @cached_property
    def oracles(self) -> dict[str, Oracle]:
        return self.collect(Oracle, ["optlab.noise"])

    @cached_property
    def methods(self) -> dict[str, type[Method]]:
        """Method classes by name."""
        found: dict[str, type[Method]] = {}
        for module in [*modules("optlab.methods"), *self._others]:
            for name, v in vars(module).items():
                own = inspect.isclass(v) and issubclass(v, Method) and v.__module__ == module.__name__ and not name.startswith("_")
                if own and found.setdefault(name, v) is not v:
                    places = f"in {_place(sys.modules[found[name].__module__])} and in {_place(module)}"
                    raise ValueError(f"two methods are called {name}, {places}; rename one of them")
        return found

    def pairs(self, claim: Claim) -> list[Pair]:
        """The join: every family, under every oracle, that satisfies the claim's setting."""
        if claim.oracle is not None:
            oracles = [claim.oracle]
        elif claim.setting.noise.atoms:
            oracles = [o for o in self.oracles.values() if claim.setting.noise <= o.settings]
        else:
            oracles = [Oracle()]
        return [
            Pair(family, oracle)
            for family in (self.nets if NET <= claim.setting else self.families).values()
            for oracle in oracles
            if oracle.needs.atoms <= _closed(family.settings) and claim.setting.atoms <= _closed(family.settings & oracle.settings)
        ]

    def unserved(self) -> list[str]:
        """Claims that no family serves."""
        return [name for name, claim in self.claims.items() if not self.pairs(claim)]


def _is_net(family: Family) -> bool:
    return NET <= family.settings


@lru_cache(1024)
def _closed(setting: Setting) -> frozenset[Atom]:
    return setting.closure().atoms


def _id(v: Any, name: str) -> str:
    return getattr(v, "id", name)


def _place(module: ModuleType) -> str:
    """How a person would find a module."""
    return str(module.__file__) if module.__name__.startswith(PLUGIN) else module.__name__


def _registered(entry: EntryPoint) -> list[ModuleType]:
    try:
        return list(modules(entry.value))
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        raise ValueError(f"the plugin {entry.name} = {entry.value} cannot be used: {said}; mend it, or uninstall it") from error
