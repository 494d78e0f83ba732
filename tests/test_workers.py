"""Worker processes that outlive a call do the next one where its caller is."""

import os
from functools import partial
from pathlib import Path

import pytest

from optlab.experiment import Experiment, Run, engine, traces
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.problems.quadratic import quadratic
from optlab.store import VARIABLE, home
from optlab.workers import over


def place(job):
    return os.getcwd(), str(home()), job


@pytest.mark.parametrize("ordered", [True, False])
def test_workers_follow_their_caller(tmp_path, monkeypatch, ordered):
    for name, store in (("first", None), ("second", "kept"), ("third", None)):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        if store:
            monkeypatch.setenv(VARIABLE, store)
        else:
            monkeypatch.delenv(VARIABLE, raising=False)
        found = list(over(place, [(i,) for i in range(4)], 2, ordered=ordered))
        assert sorted(found) == [(str(tmp_path / name), store or ".optlab", i) for i in range(4)]


def test_a_relative_store_is_in_the_folder_of_the_caller(tmp_path, monkeypatch):
    runs = {str(step): Run(method=GradientDescent(step_size=step), problem=partial(quadratic, dim=2, B=2), steps=3) for step in (0.1, 0.2)}
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        traces(Experiment(id="mine", runs=runs), store="kept", map=engine(2))
        assert len(list(Path("kept/traces").glob("*.parquet"))) == 2
