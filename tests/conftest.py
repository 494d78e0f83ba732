"""One thread, Hypothesis profiles (`default` in `make test`, `thorough` in `make thorough`), and commands in an empty folder."""

import os
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from hypothesis import HealthCheck, settings

_COMMON = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None, "print_blob": True}
# The same examples on every run of CI: a failure there is a fact, not a draw.
settings.register_profile("default", max_examples=5, derandomize=True, **_COMMON)
settings.register_profile("thorough", max_examples=50, **_COMMON)
settings.load_profile("default")


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """An empty folder is the current one, and the store is in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPTLAB_STORE", raising=False)


@pytest.fixture
def said(elsewhere, capsys):
    """Exit code, standard output and standard error of one command."""
    from optlab.cli import main

    def call(*arguments):
        capsys.readouterr()
        try:
            code = main(list(arguments))
        except SystemExit as stopped:
            code = stopped.code
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def runs():
    """The options that name a file of experiments, one of which can be stopped."""
    return ["--file", str(Path(__file__).with_name("runs_that_stop.py"))]
