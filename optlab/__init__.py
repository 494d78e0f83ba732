"""optlab: a testbed in which a convergence theorem is something you can run."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

# Public name to the module that makes it.
HOME = {
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
    "SmoothedClassifier": "certifier",
    "Sweep": "sweep",
    "TorchOptimizer": "torch_optim",
    "Trace": "runner",
    "Verdict": "verdict",
    "certify": "certificate",
    "check": "check",
    "execute": "experiment",
    "false": "claim",
    "predict": "certificate",
    "replay": "replay",
    "report": "report",
    "run": "runner",
    "survey": "survey",
    "sweep": "sweep",
    "verify": "verify",
}

__all__ = sorted(HOME)


def __getattr__(name: str) -> Any:
    # NumPy and SymPy load with the first name that needs them, not with the package.
    if name == "__version__":
        from importlib.metadata import version

        return version("optlab")
    if name not in HOME:
        raise AttributeError(f"optlab has no {name!r}; it has {', '.join(sorted(HOME))}")
    return getattr(import_module(f"optlab.{HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*HOME, "__version__"])


class _Package(ModuleType):
    """`optlab.verify` is the function, whichever came first: Python would put the module of that name in its place on import."""

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, getattr(value, name) if HOME.get(name) == name and isinstance(value, ModuleType) else value)


sys.modules[__name__].__class__ = _Package
