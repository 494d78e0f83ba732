"""Small networks as problems: f is the mean loss over a training set, x all weights of a torch module.

A net knows hardly a constant, cannot be run in balls and needs torch, so only claims that are about nets meet one. These files load without
torch; a maker imports it.
"""

import pkgutil
from importlib import import_module

from optlab.problem import Family

# What makers import when they make a net: it imports torch.
MODULES = ("layers",)


def families() -> dict[str, Family]:
    """All families of nets by id."""
    return {family.id: family for found in _by_file().values() for family in found}


def first_families() -> dict[str, Family]:
    """The first family of each file by the file's short name, such as mlp."""
    return {file: found[0] for file, found in _by_file().items()}


def _by_file() -> dict[str, list[Family]]:
    files = [info.name for info in pkgutil.iter_modules(__path__) if info.name not in MODULES]
    found = {file: [v for v in vars(import_module(f"{__name__}.{file}")).values() if isinstance(v, Family)] for file in files}
    return {file: values for file, values in found.items() if values}
