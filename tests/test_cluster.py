"""A sweep on a real cluster of dask.distributed, scheduler and workers as processes of their own, some of which are killed."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from optlab.cli import main

pytest.importorskip("distributed")

SLOW = '''"""Gradient descent that takes its time."""

import time
from dataclasses import dataclass

from optlab import Iterate, Method


@dataclass(frozen=True)
class Patient(Method):
    """x+ = x - step_size grad f(x), slowly."""

    step_size: float = 0.1

    def step(self, s, oracle):
        time.sleep(0.02)
        return Iterate(s.x - self.step_size * oracle.grad(s.x))
'''
SWEEP = ["sweep", "Patient", "--problem", "quadratic", "--grid", "step_size=log:1e-2:1:12", "--oracle", "gaussian", "--budget", "15",
         "--seeds", "3", "--no-figure", "--json"]  # fmt: skip
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPTLAB_STORE", raising=False)
    (tmp_path / "slow.py").write_text(SLOW)
    return tmp_path


@pytest.fixture
def start(place):
    """Starts a Python module as a process; all are ended with the test."""
    with ExitStack() as running:

        def start(module, *arguments, **options):
            process = subprocess.Popen([sys.executable, "-m", module, *arguments], env=ENVIRONMENT, **options)
            running.enter_context(process)
            running.callback(process.kill)
            return process

        yield start


@pytest.fixture
def scheduler(start):
    """The process, and its address."""
    arguments = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", "scheduler.json")
    process = start("distributed.cli.dask_scheduler", *arguments, **SILENT)
    return process, json.loads(awaited(process, lambda: Path("scheduler.json").exists() and Path("scheduler.json").read_text()))["address"]


@pytest.fixture
def worker(start, scheduler):
    arguments = (scheduler[1], "--nworkers", "1", "--nthreads", "2", "--no-nanny", "--no-dashboard", "--memory-limit", "0")
    return lambda: start("distributed.cli.dask_worker", *arguments, **SILENT)


@pytest.fixture
def command(start):
    return lambda *words: start("optlab", *SWEEP, "--file", "slow.py", *words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def awaited(process, what, patience=60):
    """The first answer of `what` that is true, while the process lives."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if found := what():
            return found
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    raise TimeoutError


def traces(store):
    return {p.name: p.stat().st_mtime_ns for p in Path(store, "traces").glob("*.parquet")}


def answered(process):
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return json.loads(out)


def test_a_killed_worker_loses_nothing_and_changes_no_number(scheduler, worker, command, capsys):
    first, _ = worker(), worker()
    there = command("--store", "there", "--scheduler", scheduler[1])
    awaited(there, lambda: len(traces("there")) >= 3)
    assert there.poll() is None
    first.kill()
    found = answered(there)
    assert main([*SWEEP, "--file", "slow.py", "--store", "here"]) == 0
    assert found == {**json.loads(capsys.readouterr().out), "out": found["out"]}
    assert len(traces("there")) == 13
    assert not list(Path().rglob("*.part"))


def test_a_lost_scheduler_is_a_sentence_and_the_sweep_goes_on_elsewhere(scheduler, worker, command):
    worker()
    process = command("--store", "store", "--scheduler", scheduler[1])
    awaited(process, lambda: len(traces("store")) >= 3)
    scheduler[0].send_signal(signal.SIGKILL)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 2
    assert f"optlab: the scheduler at {scheduler[1]} was lost; what was finished is kept" in err
    assert len(err.splitlines()) == 1, err
    kept = traces("store")
    assert main([*SWEEP, "--file", "slow.py", "--store", "store"]) == 0
    assert kept.items() <= traces("store").items()
    assert len(traces("store")) == 13


def test_a_scheduler_without_workers_is_a_sentence(scheduler, capsys, monkeypatch):
    monkeypatch.setattr("optlab.cluster.PATIENCE", 1)
    assert main([*SWEEP, "--file", "slow.py", "--scheduler", scheduler[1]]) == 2
    assert f"the scheduler at {scheduler[1]} has no workers; start one with: dask worker" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "foo://x:1"])
def test_an_address_where_nobody_answers_is_a_sentence(place, capsys, monkeypatch, address):
    monkeypatch.setattr("optlab.cluster.PATIENCE", 1)
    assert main([*SWEEP, "--file", "slow.py", "--scheduler", address]) == 2
    assert capsys.readouterr().err == f"optlab: no scheduler of dask.distributed answers at {address}; start one, or mend the address\n"
    assert not list(Path(".optlab").rglob("*.*"))


def test_without_dask_there_is_a_sentence(place, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main([*SWEEP, "--file", "slow.py", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert capsys.readouterr().err == (
        "optlab: a cluster needs dask.distributed, which is not installed; run: pip install 'optlab[cluster]'\n"
    )


def test_nothing_but_the_cluster_imports_dask(place):
    script = "import sys\nfrom optlab.cli import main\nmain(sys.argv[1:])\nassert not {'dask', 'distributed'} & set(sys.modules)"
    words = ["sweep", "GradientDescent", "--problem", "quadratic", "--budget", "2", "--no-figure"]
    subprocess.run([sys.executable, "-c", script, *words], check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
