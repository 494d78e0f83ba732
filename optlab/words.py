"""What words of the command line mean: names of things in the catalog, values, assignments."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from optlab.catalog import Catalog
from optlab.listing import named
from optlab.method import Method
from optlab.metrics import Metric
from optlab.oracle import Oracle
from optlab.problem import Family


def literal(word: str) -> Any:
    """A whole number, a number, True or False; the word itself where it is none of these."""
    if word in ("True", "False"):
        return word == "True"
    for kind in (int, float):
        try:
            return kind(word)
        except ValueError:
            continue
    return word


def pair(text: str, option: str, example: str) -> tuple[str, str]:
    """The name and the value of NAME=VALUE.

    Raises:
        ValueError: it is none; the sentence has the option and the example.
    """
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise ValueError(f"{option} takes NAME=VALUE, such as {example}, but this is {text}")
    return name, value


def method_named(known: Mapping[str, type[Method]], name: str) -> Method:
    """The method with its own hyper-parameters; small letters will do where they name one only.

    Raises:
        ValueError: none has that name, or it cannot be made without arguments.
    """
    alike = [v for v in known if v.lower() == name.lower()]
    chosen = named(alike[0] if len(alike) == 1 else name, known, "method")
    try:
        return known[chosen]()
    except TypeError as error:
        raise ValueError(f"{chosen} cannot be made without arguments, so it cannot be run by name; use Python") from error


def family_named(catalog: Catalog, name: str) -> Family:
    """A family of the catalog, or of nets, whose files are read only where they are needed; a file of nets stands for its first family.

    Raises:
        ValueError: none has that name.
    """
    if name in catalog.families:
        return catalog.families[name]
    from optlab.problems.neural import first_families

    everything = {**catalog.families, **first_families(), **catalog.nets}
    return everything[named(name, everything, "problem")]


def arguments(family: Family, words: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Arguments of the problem, and those of the oracle, which are called oracle.NAME.

    Raises:
        ValueError: a word is no NAME=VALUE, or the family has no such argument.
    """
    of_problem: dict[str, Any] = {}
    of_oracle: dict[str, Any] = {}
    for name, word in (pair(text, "--set", "kappa=1e3") for text in words):
        v = literal(word)
        if name.startswith("oracle."):
            of_oracle[name.removeprefix("oracle.")] = v
        else:
            has = family.defaults[named(name, family.defaults, f"argument of {family.id}")]
            of_problem[name] = int(v) if type(has) is int and isinstance(v, float) and v == int(v) else v
    return of_problem, of_oracle


def oracle_named(known: Mapping[str, Oracle], family: Family, name: str | None, changed: Mapping[str, Any]) -> Oracle:
    """The oracle with other arguments; exact unless named.

    Raises:
        ValueError: none has that name or such an argument, or it needs what the family is not.
    """
    oracle = known[named(name, known, "oracle")] if name else Oracle()
    if not oracle.needs.atoms <= family.settings.closure().atoms:
        raise ValueError(f"the oracle {name} needs a problem that is {oracle.needs}, but {family.id} is {family.settings}; choose another")
    for argument in changed:
        named(argument, getattr(oracle, "__dataclass_fields__", {}), f"argument of {name or 'the exact oracle'}")
    return replace(oracle, **changed)


def metric_named(name: str, files: Sequence[str]) -> Metric:
    """A metric of optlab, of nets, or of a catalog file.

    Raises:
        ValueError: none has that name.
    """
    from optlab import metrics, network_metrics
    from optlab.load_file import load_file

    places = [metrics, network_metrics, *map(load_file, files)]
    known = {
        v.__name__: v for place in places for v in vars(place).values() if callable(v) and hasattr(v, "units") and not isinstance(v, type)
    }
    return known[named(name, known, "metric")]
