"""Runs are values; what is finished is never run again; results are one tidy table."""

import os
import pickle
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pytest

from optlab.claim import Claim
from optlab.experiment import Experiment, Run, bound, execute, identity, rows, traces, write
from optlab.method import Iterate, Method
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import gap, sqdist
from optlab.noise import GaussianNoise
from optlab.problem import Problem
from optlab.problems.quadratic import quadratic
from optlab.settings import CONVEX, LIPSCHITZ, MINIMIZER, SMOOTH
from optlab.store import StoreError, read_table
from optlab.symbols import G, L, R, k, prev, step_size

small = partial(quadratic, dim=3, B=4)
classic = Claim(id="test/classic", setting=CONVEX & SMOOTH & MINIMIZER, method=GradientDescent(), metric=gap, bound=L * R**2 / (4 * k + 2))
plain = Run(method=GradientDescent(), problem=small, steps=8, claim=classic)
noisy = Run(method=GradientDescent(), problem=small, steps=8, record=(gap, sqdist), replicas=3, oracle=GaussianNoise(0.1), at=(0, 4, 8))
both = Experiment(id="both", runs={"exact": plain, "noisy": noisy})


def stamps(folder):
    return {p.name: p.stat().st_mtime_ns for p in folder.glob("traces/*")}


def test_a_run_pickles_and_keeps_its_identity():
    assert identity(pickle.loads(pickle.dumps(noisy))) == identity(noisy)


@pytest.mark.parametrize(
    "change",
    [{"steps": 9}, {"seed": 1}, {"replicas": 2}, {"record": (gap,)}, {"oracle": GaussianNoise(0.2)}, {"at": (0, 8)},
     {"method": GradientDescent(step_size=1)}, {"problem": partial(quadratic, dim=4, B=4)}],
    ids=lambda v: next(iter(v)) if isinstance(v, dict) else None,
)  # fmt: skip
def test_whatever_decides_a_trace_changes_its_identity(change):
    assert identity(replace(noisy, **change)) != identity(noisy)


def test_a_claim_beside_a_run_decides_nothing():
    assert identity(plain) == identity(replace(plain, claim=None))


def test_a_second_run_reads_the_store(tmp_path):
    first = traces(both, store=tmp_path)
    before = stamps(tmp_path)
    second = traces(both, store=tmp_path)
    assert stamps(tmp_path) == before
    assert len(before) == 2
    for label in both.runs:
        for name in first[label].columns:
            np.testing.assert_array_equal(first[label][name], second[label][name])


def test_progress_counts_runs(tmp_path):
    seen = []
    traces(both, store=tmp_path, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_an_interrupt_keeps_what_is_finished(tmp_path):
    def interrupted(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        traces(both, store=tmp_path, progress=interrupted)
    (kept,) = stamps(tmp_path).items()
    traces(both, store=tmp_path)
    assert kept in stamps(tmp_path).items()
    assert len(stamps(tmp_path)) == 2


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    folder = tmp_path_factory.mktemp("table")
    found = traces(both, store=folder)
    write(both, found, folder / "results.parquet")
    return folder / "results.parquet", found


COLUMNS = ["run", "method", "problem", "oracle", "instance", "replica", "N", "k", "metric", "value", "bound", "calls_grad"]


def test_pandas_reads_the_table(table):
    import pandas

    frame = pandas.read_parquet(table[0])
    assert list(frame.columns) == COLUMNS
    at = frame[(frame.run == "noisy") & (frame.metric == "sqdist") & (frame.instance == 2) & (frame.replica == 1)]
    np.testing.assert_array_equal(at.value, table[1]["noisy"]["sqdist"][:, 2, 1])
    np.testing.assert_array_equal(at.calls_grad, [0, 4, 8])
    assert set(frame.problem) == {"quadratic(dim=3, B=4)"}


def test_polars_reads_the_table(table):
    import polars

    frame = polars.read_parquet(table[0])
    assert frame.columns == COLUMNS
    assert frame.filter(polars.col("run") == "exact").height == 9 * 4


def test_duckdb_reads_the_table(table):
    import duckdb

    counted = duckdb.sql(f"select metric, count(*) from '{table[0]}' where run = 'noisy' group by metric order by metric")
    assert counted.fetchall() == [("gap", 36), ("sqdist", 36)]


def test_the_table_says_where_it_came_from(table):
    _, about = read_table(table[0])
    assert about["experiment"] == "both"
    assert {"python", "platform", "numpy", "optlab", "seed", "seconds"} <= set(about["runs"]["exact"])


def test_the_bound_stands_beside_its_own_metric(table):
    columns, _ = read_table(table[0])
    mine = (columns["run"] == "exact") & (columns["k"] >= 1)
    assert np.isfinite(columns["bound"][mine]).all()
    assert (columns["value"][mine] <= columns["bound"][mine]).all()
    assert np.isnan(columns["bound"][~mine]).all()


def test_a_claim_of_another_metric_is_recorded_with_its_metric(tmp_path):
    closer = replace(classic, id="test/closer", metric=sqdist, bound=prev)
    spec = replace(plain, claim=closer, steps=100)
    assert spec.record == (gap, sqdist)
    assert spec.at == tuple(range(101))
    blocks = list(rows(Experiment(id="one", runs={"a": spec}), {"a": execute(spec, store=tmp_path)}))
    beside = {b["metric"][0]: np.isfinite(b["bound"]).any() for b in blocks}
    assert beside == {"gap": False, "sqdist": True}


def test_the_bound_takes_the_hyper_parameters_that_were_run(tmp_path):
    general = replace(classic, bound=R**2 / (step_size * k))
    spec = replace(plain, claim=general, method=GradientDescent(step_size=1 / (2 * L)))
    short, usual = bound(spec, execute(spec, store=tmp_path)), bound(replace(plain, claim=general), execute(plain, store=tmp_path))
    np.testing.assert_allclose(short[1:], 2 * usual[1:])


def test_a_claim_that_does_not_speak_of_the_problem_is_refused(tmp_path):
    spec = replace(plain, claim=replace(classic, setting=LIPSCHITZ))
    with pytest.raises(ValueError, match="lacks Lipschitz"):
        bound(spec, execute(spec, store=tmp_path))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"steps": -1}, "steps to be a whole number >= 0, but it is -1"),
        ({"steps": 2.5}, "steps to be a whole number"),
        ({"replicas": 0}, "replicas to be a whole number >= 1"),
        ({"problem": quadratic}, "functools.partial"),
        ({"method": GradientDescent}, "needs a Method"),
        ({"method": GradientDescent(step_size=float("nan"))}, "GradientDescent.step_size is NaN"),
        ({"record": (), "claim": None}, "at least one metric"),
    ],
    ids=lambda v: next(iter(v)) if isinstance(v, dict) else None,
)
def test_a_run_that_could_not_be_run_is_refused_at_once(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        replace(plain, **change)


def test_an_experiment_without_runs_is_refused():
    with pytest.raises(ValueError, match="the experiment empty needs runs, but has none"):
        Experiment(id="empty", runs={})


def test_a_run_that_cannot_be_hashed_is_refused(tmp_path):
    with pytest.raises(ValueError, match="has no canonical text"):
        execute(replace(plain, problem=partial(lambda: quadratic(dim=2))), store=tmp_path)


def with_nan_start():
    return replace(quadratic(dim=2, B=2), x0=np.full((2, 1, 2), np.nan))


def with_infinite_start():
    return replace(quadratic(dim=2, B=2), x0=np.full((2, 1, 2), np.inf))


def with_flat_start():
    return Problem(x0=np.zeros((2, 2)))


def with_nan_constant():
    problem = quadratic(dim=2, B=2)
    return replace(problem, constants={**problem.constants, "L": np.array([[np.nan], [1.0]])})


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    ("maker", "sentence"),
    [
        (with_nan_start, "starts must be finite, but x0 of Diagonal has a NaN or an infinity"),
        (with_infinite_start, "starts must be finite"),
        (with_nan_constant, "but L of Diagonal has a NaN"),
        (with_flat_start, r"a start has the shape \(B, S, d\), but x0"),
    ],
)
def test_a_problem_with_bad_numbers_is_refused_before_it_runs(tmp_path, maker, sentence):
    with pytest.raises(ValueError, match=sentence):
        execute(replace(plain, problem=partial(maker), claim=None), store=tmp_path)
    assert stamps(tmp_path) == {}


def test_a_missing_constant_is_named(tmp_path):
    with pytest.raises(LookupError, match=r"GradientDescent.step_size.*G"):
        execute(replace(plain, method=GradientDescent(step_size=1 / G)), store=tmp_path)


def test_a_full_disk_loses_no_finished_run(tmp_path, monkeypatch):
    execute(plain, store=tmp_path)
    before = stamps(tmp_path)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left on device; free some space"):
        traces(both, store=tmp_path)
    assert stamps(tmp_path) == before


@dataclass(frozen=True)
class Slow(Method):
    """Waits at its first step while the file named by OPTLAB_TEST_WAIT can be written."""

    def step(self, s, oracle):
        marker = os.environ.get("OPTLAB_TEST_WAIT")
        if marker:
            with open(marker, "w"):
                time.sleep(60)
        return Iterate(s.x)


def test_a_killed_experiment_goes_on_where_it_stopped(tmp_path):
    store, marker = tmp_path / "store", tmp_path / "marker"
    script = tmp_path / "interrupted.py"
    script.write_text(
        f"import importlib.util, sys\nspec = importlib.util.spec_from_file_location({__name__!r}, {__file__!r})\n"
        f"module = importlib.util.module_from_spec(spec)\nsys.modules[{__name__!r}] = module\nspec.loader.exec_module(module)\n"
        f"module.traces(module.three, store={str(store)!r})\n"
    )
    process = subprocess.Popen([sys.executable, str(script)], env={**os.environ, "OPTLAB_TEST_WAIT": str(marker)})
    deadline = time.monotonic() + 60
    while not marker.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    finished = stamps(store)
    assert len(finished) == 1
    assert not list(store.rglob("*.part"))
    found = traces(three, store=store)
    assert len(stamps(store)) == 3
    assert finished.items() <= stamps(store).items()
    np.testing.assert_array_equal(found["first"]["gap"], execute(replace(plain, claim=None), store=tmp_path / "fresh")["gap"])


three = Experiment(
    id="three",
    runs={
        "first": replace(plain, claim=None),
        "second": replace(plain, claim=None, method=Slow()),
        "third": replace(plain, claim=None, seed=1),
    },
)
