"""A canonical text for any value, and its hash: equal values, equal text, on every machine.

Classes and functions count with the digest of their source, and of every optlab source it imports, directly or not.
"""

import ast
import hashlib
import importlib.util
import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache, partial
from pathlib import Path
from types import FunctionType
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import sympy

LENGTH = 24
# How catalog files that nobody registered are called among the modules of a process.
PLUGIN = "optlab_plugin_"
_PINNED: WeakKeyDictionary[Any, str] = WeakKeyDictionary()


def key(v: Any) -> str:
    """The content hash of v, hexadecimal.

    Raises:
        ValueError: v holds something that has no canonical text, such as a lambda.
    """
    return hashlib.sha256(canonical(v).encode()).hexdigest()[:LENGTH]


def canonical(v: Any) -> str:
    """The canonical text of v.

    Raises:
        ValueError: as in `key`.
    """
    match v:
        case None | bool() | int() | str():
            return repr(v)
        case float():
            return v.hex()
        case np.generic():
            return canonical(v.item())
        case sympy.Basic():
            return sympy.srepr(v)
        case np.ndarray() if v.dtype.kind != "O":
            data = np.ascontiguousarray(v)
            return f"array({data.dtype.str},{tuple(data.shape)},{hashlib.sha256(data.tobytes()).hexdigest()})"
        case partial():
            return f"partial({canonical(v.func)},{canonical(v.args)},{canonical(v.keywords)})"
        case tuple() | list():
            return f"[{','.join(map(canonical, v))}]"
        case set() | frozenset():
            return f"{{{','.join(sorted(map(canonical, v)))}}}"
        case Mapping():
            return f"{{{','.join(sorted(f'{canonical(n)}:{canonical(u)}' for n, u in v.items()))}}}"
        case type():
            return _named(v)
        case FunctionType() if "<" not in v.__qualname__:
            return _named(v)
        case _ if is_dataclass(v):
            return f"{_named(type(v))}({','.join(f'{f.name}={canonical(getattr(v, f.name))}' for f in fields(v))})"
    raise ValueError(f"{v!r} has no canonical text; use a module-level function, a dataclass, a functools.partial or plain values")


def _named(thing: Any) -> str:
    """Where a class or function lives, and the digest of its source. It keeps the digest it had when it was first asked: a file that
    is edited afterwards is not what this process runs."""
    if thing not in _PINNED:
        module = sys.modules.get(thing.__module__)
        file = inspect.getsourcefile(module) if module and hasattr(module, "__file__") else None
        name = Path(file).stem if file and thing.__module__.startswith(PLUGIN) else thing.__module__
        _PINNED[thing] = f"{name}:{thing.__qualname__}#{digest(thing.__module__) if file else _typed_in(thing)}"
    return _PINNED[thing]


def _typed_in(thing: Any) -> str:
    """Digest of something that was typed into a session, with all of optlab that it may rest on."""
    if thing.__module__ in sys.builtin_module_names:
        return ""
    try:
        return hashlib.sha256(inspect.getsource(thing).encode()).hexdigest()[:LENGTH]
    except (OSError, TypeError) as error:
        raise ValueError(f"{thing!r} has no source that could be hashed; write it into a file, and import it from there") from error


def digest(module: str) -> str:
    """Digest of the sources that `module` rests on: its own, and those it imports from optlab or its own package, directly or not."""
    whole = hashlib.sha256()
    for name, text in sorted((_public(name, path), _text(path, stamp)) for name, path, stamp in _reach(module)):
        whole.update(f"{name}\n{hashlib.sha256(text.encode()).hexdigest()}\n".encode())
    return whole.hexdigest()[:LENGTH]


def _public(name: str, path: str) -> str:
    return Path(path).stem if name.startswith(PLUGIN) else name


def _reach(module: str) -> Iterator[tuple[str, str, int]]:
    tops = {"optlab", module.split(".")[0]}
    waiting, seen = [module], set()
    while waiting:
        name = waiting.pop()
        path = _path(name) if name not in seen and name.split(".")[0] in tops else None
        seen.add(name)
        if path is None:
            continue
        stamp = Path(path).stat().st_mtime_ns
        yield name, path, stamp
        waiting += _imports(name, path, stamp)


def _path(module: str) -> str | None:
    """The source file of a module, loaded or not; None where there is none."""
    loaded = sys.modules.get(module)
    if loaded is not None:
        return inspect.getsourcefile(loaded) if getattr(loaded, "__file__", None) else None
    return _found(module)


@lru_cache(4096)
def _found(module: str) -> str | None:
    try:
        spec = importlib.util.find_spec(module)
    except (ModuleNotFoundError, ValueError):
        return None
    return spec.origin if spec and spec.origin and spec.origin.endswith(".py") else None


@lru_cache(4096)
def _text(path: str, stamp: int) -> str:
    return Path(path).read_text(encoding="utf-8")


@lru_cache(4096)
def _imports(module: str, path: str, stamp: int) -> tuple[str, ...]:
    """What a source may import: every dotted name in its import statements, and public names asked of optlab itself."""
    package = module if Path(path).name == "__init__.py" else module.rpartition(".")[0]
    found: set[str] = set()
    for node in ast.walk(ast.parse(_text(path, stamp))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            source = importlib.util.resolve_name("." * node.level + (node.module or ""), package) if node.level else node.module or ""
            found |= {source, *(f"{source}.{a.name}" for a in node.names)}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "optlab":
            found.add(f"optlab.{node.attr}")
    return tuple(sorted(_homes(found)))


def _homes(names: set[str]) -> set[str]:
    """A public name such as optlab.Claim stands for the module that makes it."""
    import optlab

    short = {name: name.removeprefix("optlab.") for name in names}
    return {f"optlab.{optlab.HOME[s]}" if name.startswith("optlab.") and s in optlab.HOME else name for name, s in short.items()}
