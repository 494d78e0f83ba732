"""optlab: a testbed in which a convergence theorem is something you can run."""

from importlib import import_module
from typing import Any

_HOME = {
    "Catalog": "catalog",
    "Certificate": "certificate",
    "Claim": "claim",
    "Experiment": "experiment",
    "Family": "problem",
    "Figure": "figure",
    "Iterate": "method",
    "Method": "method",
    "On": "claim",
    "Oracle": "oracle",
    "Problem": "problem",
    "Run": "experiment",
    "Setting": "settings",
    "Trace": "runner",
    "Verdict": "verdict",
    "certify": "certificate",
    "check": "check",
    "execute": "experiment",
    "false": "claim",
    "predict": "certificate",
    "replay": "replay",
    "run": "runner",
    "survey": "survey",
    "verify": "verify",
}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    # NumPy and SymPy load with the first name that needs them, not with the package.
    if name == "__version__":
        from importlib.metadata import version

        return version("optlab")
    if name not in _HOME:
        raise AttributeError(f"optlab has no {name!r}; it has {', '.join(sorted(_HOME))}")
    return getattr(import_module(f"optlab.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*_HOME, "__version__"])
