"""Results on disk: written to a temporary name and renamed, so that no half file is ever read. Reading one executes nothing."""

from __future__ import annotations

import json
import math
import os
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from optlab.runner import Trace

# No write takes an hour: a part older than that was left by a process that was killed.
ABANDONED = 3600.0
# Of the environment: where results are kept unless a call says so.
VARIABLE = "OPTLAB_STORE"


class StoreError(OSError):
    """A file that cannot be written or read, with what to do about it."""


def home(directory: str | Path | None = None) -> Path:
    """`directory`, else OPTLAB_STORE, else .optlab in the current folder."""
    return Path(directory or os.environ.get(VARIABLE) or ".optlab")


def writable(path: Path) -> Path:
    """`path`, after a look whether a file could be written there, so that hours of work do not end in nothing.

    Raises:
        StoreError: it could not.
    """
    if path.is_dir():
        raise StoreError(f"{path} is a folder, but a file is to be written; name a file in it")
    part = _part(path)
    _forget(part)
    return path


def _part(path: Path) -> Path:
    """An empty file beside `path` that nobody else writes."""
    part = path.parent / f".{path.name}.{uuid.uuid4().hex[:12]}.part"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.touch(exist_ok=False)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror or error}; choose another folder with --store or --out") from error
    return part


def write_bytes(path: Path, data: bytes) -> None:
    """`data` at `path`, whole or not at all.

    Raises:
        StoreError: the disk is full, or the folder cannot be written.
    """
    part = _part(path)
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror or error}; free some space or choose another folder") from error
    finally:
        _forget(part)
    for old in path.parent.glob(f".{path.name}.*.part"):
        if _age(old) > ABANDONED:
            _forget(old)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def _forget(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def as_json(value: Any) -> str:
    """`value` as JSON, which has no infinity and no NaN: they become strings that float() reads."""
    return json.dumps(_plain(value), indent=1, sort_keys=False, default=str, allow_nan=False)


def _plain(v: Any) -> Any:
    if isinstance(v, np.generic | np.ndarray):
        v = v.tolist()
    if isinstance(v, float) and not math.isfinite(v):
        return str(v)
    if isinstance(v, Mapping):
        return {str(name): _plain(u) for name, u in v.items()}
    return [_plain(u) for u in v] if isinstance(v, list | tuple) else v


def write_json(path: Path, value: Any) -> None:
    """`value` as JSON. Raises StoreError like `write_bytes`."""
    write_bytes(path, (as_json(value) + "\n").encode())


def read_json(path: str | Path) -> dict[str, Any]:
    """The JSON object in a file.

    Raises:
        StoreError: the file is missing or is not a JSON object.
    """
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise StoreError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}; name a file that optlab wrote") from error
    if not isinstance(found, dict):
        raise StoreError(f"{path} holds a {type(found).__name__}, but a JSON object is needed; name a file that optlab wrote")
    return found


def write_table(path: Path, columns: Mapping[str, Any], metadata: Mapping[str, Any]) -> None:
    """Columns of one length as Parquet, with `metadata` under the key "optlab". Raises StoreError like `write_bytes`."""
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table(dict(columns)).replace_schema_metadata({"optlab": as_json(metadata)})
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", write_page_checksum=True)
    write_bytes(path, buffer.getvalue())


def read_table(path: str | Path) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Columns and metadata of a Parquet file that optlab wrote.

    Raises:
        StoreError: the file is missing, damaged, or not optlab's.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(Path(path), page_checksum_verification=True) as file:
            table = file.read()
        metadata = json.loads(table.schema.metadata[b"optlab"])
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError, RecursionError) as error:
        raise StoreError(f"{path} cannot be read as a result of optlab: {error}; delete it and run again") from error
    return {name: table[name].to_numpy() for name in table.column_names}, metadata


def keep(path: Path, trace: Trace) -> None:
    """A trace, but for its final state: one row per k, instance and replica. Raises StoreError like `write_bytes`."""
    from optlab.arrays import to_numpy

    shape = next(iter(trace.columns.values())).shape
    k, b, s = (v.reshape(-1) for v in np.broadcast_arrays(trace.k[:, None, None], trace.ids[:, None], np.arange(shape[2])))
    columns = {"k": k, "instance": b, "replica": s}
    columns |= {f"metric:{name}": to_numpy(v).reshape(-1) for name, v in trace.columns.items()}
    columns |= {f"calls:{kind}": np.broadcast_to(v, shape).reshape(-1) for kind, v in trace.calls.items()}
    write_table(path, columns, {"shape": list(shape), "steps": trace.steps, "meta": dict(trace.meta)})


def kept(path: Path) -> Trace | None:
    """The trace at `path`; None if there is none, or it cannot be read and must be made again."""
    from optlab.runner import Trace

    if not path.exists():
        return None
    try:
        columns, about = read_table(path)
        at = {name: v.reshape(about["shape"]) for name, v in columns.items()}
        metrics = {name.removeprefix("metric:"): v for name, v in at.items() if name.startswith("metric:")}
        calls = {name.removeprefix("calls:"): v for name, v in at.items() if name.startswith("calls:")}
        return Trace(at["k"][:, 0, 0], metrics, calls, None, about["steps"], at["instance"][0, :, 0], about["meta"])
    except (StoreError, KeyError, TypeError, ValueError, IndexError):
        return None
