"""Files are whole or absent, and reading one executes nothing."""

import errno
import json
import os
import pickle
import stat
import time
from dataclasses import replace

import numpy as np
import pytest

from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import gap, sqdist
from optlab.problems.quadratic import quadratic
from optlab.runner import run
from optlab.store import StoreError, as_json, home, keep, kept, read_json, read_table, writable, write_bytes, write_json, write_table


def full(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def trace():
    return run(GradientDescent(), quadratic(dim=3, B=3).replicate(2), 5, record=(gap, sqdist), at=(0, 2, 5))


def test_a_trace_comes_back_as_it_went(tmp_path, trace):
    keep(tmp_path / "t.parquet", trace)
    again = kept(tmp_path / "t.parquet")
    assert again.steps == trace.steps
    assert dict(again.meta) == dict(trace.meta)
    np.testing.assert_array_equal(again.k, trace.k)
    np.testing.assert_array_equal(again.ids, trace.ids)
    assert set(again.columns) == {"gap", "sqdist"}
    for name, v in trace.columns.items():
        np.testing.assert_array_equal(again[name], v)
    for kind, v in trace.calls.items():
        np.testing.assert_array_equal(again.calls[kind], np.broadcast_to(v, (3, 3, 2)))


def test_infinities_and_nans_come_back(tmp_path, trace):
    odd = np.array(trace["gap"])
    odd[0, 0, 0], odd[1, 0, 0] = np.inf, np.nan
    keep(tmp_path / "t.parquet", replace(trace, columns={"gap": odd}))
    np.testing.assert_array_equal(kept(tmp_path / "t.parquet")["gap"], odd)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_no_part(tmp_path, monkeypatch, call):
    path = tmp_path / "results.parquet"
    write_bytes(path, b"old")
    monkeypatch.setattr(os, call, full)
    with pytest.raises(StoreError, match=r"results.parquet cannot be written: No space left on device; free some space"):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["results.parquet"]


def test_an_interrupt_while_writing_leaves_no_part(tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_bytes(tmp_path / "x", b"new")
    assert os.listdir(tmp_path) == []


def test_what_a_killed_process_left_is_swept_away_an_hour_later(tmp_path):
    old, young = tmp_path / ".x.0123456789ab.part", tmp_path / ".x.ba9876543210.part"
    old.touch()
    young.touch()
    os.utime(old, (time.time() - 7200,) * 2)
    write_bytes(tmp_path / "x", b"new")
    assert sorted(os.listdir(tmp_path)) == [young.name, "x"]


def test_files_have_the_permissions_of_any_other(tmp_path):
    (tmp_path / "other").touch()
    write_bytes(tmp_path / "x", b"")
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"file/x cannot be written: .*; choose another folder with --store or --out"):
        write_bytes(tmp_path / "file" / "x", b"")


def test_a_place_can_be_tried_before_the_work(tmp_path):
    assert writable(tmp_path / "new" / "x") == tmp_path / "new" / "x"
    assert os.listdir(tmp_path / "new") == []
    with pytest.raises(StoreError, match="is a folder, but a file is to be written"):
        writable(tmp_path)


def test_json_has_no_infinity_and_float_reads_it_back(tmp_path):
    write_json(tmp_path / "w.json", {"bound": np.float64("inf"), "metric": float("nan"), "k": np.int64(3), "at": np.arange(2)})
    found = json.loads((tmp_path / "w.json").read_text(), parse_constant=lambda v: pytest.fail(f"{v} is not JSON"))
    assert found == {"bound": "inf", "metric": "nan", "k": 3, "at": [0, 1]}
    assert float(found["bound"]) == float("inf")
    assert as_json((1, 2.5)) == "[\n 1,\n 2.5\n]"


@pytest.mark.parametrize("text", ["", "{", "[1]", "3", "[" * 100_000, '{"k": ' + "9" * 5000 + "}", "\x00"])
def test_what_is_no_json_object_is_refused_in_a_sentence(tmp_path, text):
    (tmp_path / "w.json").write_text(text)
    with pytest.raises(StoreError, match="name a file that optlab wrote"):
        read_json(tmp_path / "w.json")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(StoreError, match=r"none.json cannot be read: No such file or directory"):
        read_json(tmp_path / "none.json")


class Bomb:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (self.path,)


def test_reading_a_hostile_table_executes_nothing(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    bomb = pickle.dumps(Bomb(str(tmp_path / "hit")))
    table = pa.table({"k": [bomb], "metric:gap": [bomb]})
    about = {b"optlab": json.dumps({"shape": [1, 1, 1], "steps": 1, "meta": {"x": "__import__('os')"}}).encode(), b"pandas": bomb}
    pq.write_table(table.replace_schema_metadata(about), tmp_path / "t.parquet")
    columns, _ = read_table(tmp_path / "t.parquet")
    assert columns["k"][0] == bomb
    assert kept(tmp_path / "t.parquet") is None
    assert not (tmp_path / "hit").exists()


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "flipped", "foreign"])
def test_a_damaged_trace_counts_as_absent(tmp_path, trace, damage):
    path = tmp_path / "t.parquet"
    keep(path, trace)
    data = bytearray(path.read_bytes())
    if damage == "flipped":
        data[40] ^= 0xFF
    path.write_bytes({"empty": b"", "text": b"hello", "cut": data[: len(data) // 2]}.get(damage, bytes(data)))
    if damage == "foreign":
        write_table(path, {"a": np.arange(3)}, {"shape": [3]})
    assert kept(path) is None


def test_an_absent_trace_is_none(tmp_path):
    assert kept(tmp_path / "t.parquet") is None
    with pytest.raises(StoreError, match="delete it and run again"):
        read_table(tmp_path / "t.parquet")


def test_the_store_is_where_one_says(monkeypatch, tmp_path):
    monkeypatch.delenv("OPTLAB_STORE", raising=False)
    assert str(home()) == ".optlab"
    monkeypatch.setenv("OPTLAB_STORE", str(tmp_path))
    assert home() == tmp_path
    assert home("here").name == "here"
