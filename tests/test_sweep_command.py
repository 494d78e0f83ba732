"""`optlab sweep`: what it says and writes, bad use refused before any work, and kills that lose nothing."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure as Page

from optlab.figure import results
from optlab.noise import Minibatch
from optlab.store import read_table
from optlab.sweep import sweep
from optlab.sweep_command import planned, values
from optlab.sweep_figure import draw, figure

SLEEPY = '''"""Gradient descent that can be made to wait."""

import os
import time
from dataclasses import dataclass

from optlab import Iterate, Method


@dataclass(frozen=True)
class Sleepy(Method):
    """x+ = x - step_size grad f(x), but a long time for one step_size, if the environment says so."""

    step_size: float = 0.1

    def step(self, s, oracle):
        if self.step_size == 0.3 and (marker := os.environ.get("OPTLAB_TEST_MARKER")):
            open(marker, "w").close()
            time.sleep(60)
        return Iterate(s.x - self.step_size * oracle.grad(s.x))
'''
pytestmark = pytest.mark.usefixtures("elsewhere")
SWEEP = ["sweep", "GradientDescent", "Polyak", "--problem", "quadratic", "--set", "dim=4", "--set", "kappa=1e1"]
SWEEP += ["--grid", "step_size=log:0.01:100:5", "--budget", "20", "--seeds", "4"]
QUICK = ["--no-figure"]


def stamps():
    return {p.name: p.stat().st_mtime_ns for p in Path(".optlab/traces").glob("*")}


def test_the_text_says_budget_protocol_winner_and_where_everything_is(said):
    code, out, err = said(*SWEEP)
    assert (code, err) == (0, "")
    assert "Budget: 20 oracle calls for every run of every method, at these prices: grad 1." in out
    assert "4 fresh seeds (instances 2 to 5 of seed 1), which had no part in any choice" in out
    table, picture = (
        next(Path(folder).glob(f"sweep-quadratic-*.{kind}")) for folder, kind in ((".optlab/sweeps", "parquet"), ("figures", "pdf"))
    )
    assert f"The numbers of every run are in {table}, traces in {Path('.optlab/traces')}" in out
    assert f"The picture is in {picture}" in out
    assert {p.suffix for p in Path("figures").iterdir()} == {".pdf", ".png", ".svg", ".parquet"}
    (row,) = (line for line in out.splitlines() if line.startswith("GradientDescent"))
    assert row.split()[1:3] == ["5", "step_size=1"]
    assert "every point of a grid (GradientDescent 5, Polyak 1)" in out or "every point of a grid (Polyak 1, GradientDescent 5)" in out
    assert len(read_table(table)[0]["final"]) == 4 * (5 + 1 + 2)


def test_help_has_the_common_options(said):
    code, out, _ = said("sweep", "--help")
    assert code == 0
    assert all(option in out for option in ("--json", "--seed", "--threads", "--processes", "--store", "--scheduler", "--grid", "--price"))


def test_json_has_the_same_and_the_curves(said):
    code, out, err = said(*SWEEP, *QUICK, "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    rows = {row["method"]: row for row in found["rows"]}
    assert rows["GradientDescent"]["best at"] == {"step_size": 1.0}
    assert (rows["Polyak"]["spent"], rows["Polyak"]["calls"], rows["Polyak"]["steps"]) == (20, {"grad": 20}, 20)
    assert found["arguments"] == {"dim": 4, "kappa": 10}
    assert (found["budget"], found["prices"], found["metric"]) == (20, {"grad": 1}, "gap")
    curve = found["sensitivity"]["GradientDescent"]
    np.testing.assert_allclose(curve["x"], [0.01, 0.1, 1, 10, 100])
    assert curve["diverged"] == [0, 0, 0, 4, 4]
    assert found["sensitivity"]["Polyak"]["x"] == []
    assert Path(found["out"]).exists()
    assert not Path("figures").exists()


def test_processes_change_no_number(said):
    here = said(*SWEEP, *QUICK, "--json")[1]
    assert said(*SWEEP, *QUICK, "--json", "--processes", "2", "--store", "pool")[1] == here.replace(".optlab", "pool")


def test_oracle_metric_prices_and_seeds_are_heard():
    class Words:
        methods, problem, set, oracle = ["SVRG"], "least_squares", ["oracle.size=4"], "minibatch"
        grid, budget, price, metric, higher = ["SVRG.step_size=lin:0.1:0.3:3"], 50.0, ["full_grad=n/2"], "dist", False
        seeds, tuning_seeds, seed, files = 3, 5, 7, ()

    plan = planned(Words)
    assert plan.oracle == Minibatch(size=4)
    assert plan.judged.__name__ == "dist"
    assert (plan.tuning_seeds, plan.seeds, plan.seed) == (5, 3, 7)
    assert str(plan.priced["full_grad"]) == "n/2"
    assert plan.priced["value"] != 1


def test_nets_are_problems_too(said):
    words = ["sweep", "GradientDescent", "--problem", "moons_mlp", "--set", "width=3", "--set", "samples=8", "--grid", "step_size=0.1,0.5"]
    code, out, _ = said(*words, "--budget", "4", "--seeds", "2", "--json", *QUICK)
    assert code == 0
    assert json.loads(out)["metric"] == "training_loss"


def test_grids_are_log_lin_or_lists():
    assert values("log:1e-2:1:3") == pytest.approx((0.01, 0.1, 1))
    assert values("lin:0:1:3") == (0, 0.5, 1)
    assert values("1,2.5,3e-1") == (1, 2.5, 0.3)
    for text in ("log:0:1:3", "log:1:2", "lin:1:2:0", "lag:1:2:3", "", "1,x", "1;2"):
        with pytest.raises(ValueError, match=r"a grid is log:a:b:n"):
            values(text)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["GradientDescnt", "--problem", "quadratic"], "no method is called GradientDescnt; the nearest is GradientDescent"),
        (["Adam", "--problem", "quadratik"], "no problem is called quadratik; the nearest is quadratic"),
        (["Adam", "--problem", "digit_mlp"], "no problem is called digit_mlp; the nearest is digits_mlp"),
        (["Adam", "--problem", "quadratic", "--set", "kapa=3"], "no argument of quadratic is called kapa; the nearest is kappa"),
        (["Adam", "--problem", "quadratic", "--set", "dim"], "--set takes NAME=VALUE"),
        (["Adam", "--problem", "quadratic", "--set", "dim=1.5"], "quadratic(dim=1.5) under Oracle() cannot be made"),
        (["Adam", "--problem", "quadratic", "--grid", "step_sz=1"], "called step_sz; the nearest is step_size"),
        (["Adam", "--problem", "quadratic", "--grid", "Adm.beta1=1"], "the grid Adm.beta1 is of no method that is compared"),
        (["Adam", "--problem", "quadratic", "--grid", "step_size=lg:1:2:3"], "a grid is log:a:b:n"),
        (["Adam", "--problem", "quadratic", "--grid", "beta1=0", "--grid", "beta1=1"], "two grids are of the same hyper-parameter"),
        (["Adam", "--problem", "quadratic", "--metric", "gpa"], "no metric is called gpa; the nearest is gap"),
        (["Adam", "--problem", "quadratic", "--oracle", "gausian"], "no oracle is called gausian; the nearest is gaussian"),
        (["Adam", "--problem", "quadratic", "--oracle", "minibatch"], "the oracle minibatch needs a problem that is mean"),
        (["Adam", "--problem", "quadratic", "--price", "gard=1"], "no kind of call is called gard; the nearest is grad"),
        (["Adam", "--problem", "quadratic", "--price", "grad=-1"], "a price is a finite number >= 0"),
        (["Adam", "--problem", "quadratic", "--price", "grad=0"], "Adam asks for grad, which is free"),
        (["Adam", "--problem", "quadratic", "--budget", "0"], "a budget is a finite number of calls >= 1"),
        (["FrankWolfe", "--problem", "quadratic"], "FrankWolfe with the metric gap cannot be run on quadratic()"),
        (["PPSPA", "--problem", "quadratic"], "PPSPA cannot be made without arguments"),
        (["Adam", "--problem", "quadratic", "--scheduler", "tcp://x:1", "--processes", "2"], "--scheduler exclude each other"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_bad_use_is_one_sentence_and_exit_two_before_any_work(said, words, sentence):
    code, out, err = said("sweep", *words)
    assert (code, out) == (2, "")
    assert sentence in err
    assert len(err.splitlines()) == 1
    assert not list(Path(".optlab").rglob("*.*"))


def command(*arguments, **environment):
    words = [sys.executable, "-m", "optlab", "sweep", "Sleepy", "--file", "sleepy.py", "--problem", "quadratic", *QUICK, "--json"]
    words += ["--grid", "step_size=0.1,0.2,0.3,0.4", "--budget", "5", "--seeds", "3", *arguments]
    return subprocess.Popen(words, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=str)
def test_a_stopped_sweep_goes_on_where_it_was_and_finds_the_same(how):
    Path("sleepy.py").write_text(SLEEPY)
    marker = Path("marker").resolve()
    with command(OPTLAB_TEST_MARKER=str(marker)) as process:
        deadline = time.monotonic() + 60
        while not marker.exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        # The rehearsal of two steps is of the first point, so it does not sleep: the third run does.
        process.send_signal(how)
        _, err = process.communicate()
    assert process.returncode == (130 if how == signal.SIGINT else -how)
    assert how == signal.SIGKILL or err.startswith("optlab: interrupted; what was finished is kept")
    before = stamps()
    assert len(before) == 2
    with command() as process:
        out, _ = process.communicate()
    assert before.items() <= stamps().items()
    assert len(stamps()) == 4 + 1
    with command("--store", "whole") as process:
        assert out.replace(".optlab", "whole") == process.communicate()[0]


class Words:
    methods, problem, set, oracle = ["GradientDescent", "Nesterov", "Polyak"], "quadratic", ["dim=4"], None
    grid, budget, price, metric, higher = ["step_size=log:0.01:100:5"], 20.0, [], None, False
    seeds, tuning_seeds, seed, files = 4, None, 0, ()


def test_the_picture_shows_all_methods_and_divergence_at_the_top_edge():
    found = sweep(planned(Words))
    picture = figure(found)
    ax = Page().subplots()
    draw(ax, results(picture.experiment), plan=found.plan)
    lines = {line.get_label(): line for line in ax.lines}
    assert {"GradientDescent", "Nesterov", "Polyak"} <= set(lines)
    curve = found.sensitivity["GradientDescent"]
    y = lines["GradientDescent"].get_ydata()
    np.testing.assert_array_equal(y[:3], [one.median for one in curve.at[:3]])
    # Step sizes 10 and 100 diverge: the line leaves through the top, and triangles stand above the frame.
    assert y[3] == ax.get_ylim()[1]
    assert np.isnan(y[4])
    triangles = [line for line in ax.lines if line.get_marker() == "^" and not line.get_clip_on()]
    assert sorted(float(t.get_xdata()[0]) for t in triangles) == pytest.approx([10, 10, 100, 100])
    assert all(t.get_ydata()[0] > 1 for t in triangles)
    (star,) = (s for s in ax.lines if s.get_marker() == "*" and s.get_color() == lines["GradientDescent"].get_color())
    assert star.get_ydata()[0] == found.fresh["GradientDescent"].median
    colours = [lines[label].get_color() for label in ("GradientDescent", "Nesterov", "Polyak")]
    assert len(set(colours)) == 3
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert ax.get_ylabel() == "gap after 20 calls"
