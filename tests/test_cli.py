"""The command line: exit codes, sentences for people, JSON for scripts, and nothing lost when something goes wrong."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pytest

from optlab.cli import KINDS, main
from optlab.store import read_table

EXAMPLE = str(Path(__file__).with_name("example_plugin.py"))
QUICK = ["--family", "valley", "--draws", "0"]
RUNS = '''"""Runs that can be made to wait, to die, or to be interrupted."""

import os
import signal
import time
from dataclasses import dataclass
from functools import partial

from optlab import Experiment, Iterate, Method, Run
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.problems.quadratic import quadratic
from optlab.symbols import G


@dataclass(frozen=True)
class Sometimes(Method):
    def step(self, s, oracle):
        how = os.environ.get("OPTLAB_TEST_HOW")
        if how == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if how == "interrupt":
            raise KeyboardInterrupt
        if how:
            open(how, "w").close()
            time.sleep(60)
        return Iterate(s.x - 0.1 * oracle.grad(s.x))


small = partial(quadratic, dim=2, B=2)
methods = {"first": GradientDescent(), "second": Sometimes(), "third": GradientDescent(step_size=0.1)}
experiment = Experiment(id="mine", runs={label: Run(method=m, problem=small, steps=3) for label, m in methods.items()})
lacking = Experiment(id="lacking", runs={"a": Run(method=GradientDescent(step_size=1 / G), problem=small, steps=3)})
'''


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPTLAB_STORE", raising=False)


@pytest.fixture
def runs(tmp_path):
    (tmp_path / "runs.py").write_text(RUNS)
    return ["--file", str(tmp_path / "runs.py")]


@pytest.fixture
def said(capsys):
    """Exit code, standard output and standard error of one command."""

    def call(*arguments):
        capsys.readouterr()
        try:
            code = main(list(arguments))
        except SystemExit as stopped:
            code = stopped.code
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def false_claim(tmp_path):
    """The example with one of its false neighbours for a claim."""
    path = tmp_path / "false.py"
    path.write_text(Path(EXAMPLE).read_text().replace("bound=L * R**2 / (2 * k + 2)", "bound=L * R**2 / (2 * k + 2) ** 3"))
    return str(path)


def stamps():
    return {p.name: p.stat().st_mtime_ns for p in Path(".optlab/traces").glob("*")}


def test_without_a_verb_there_is_help_and_bad_use(said):
    code, out, _ = said()
    assert code == 2
    assert all(verb in out for verb in ("list", "show", "run", "verify", "replay", "figure", "report", "lesson", "new", "cite", "check"))


@pytest.mark.parametrize("verb", ["list", "show", "run", "verify", "replay", "figure", "report", "lesson", "new", "cite", "check"])
def test_every_verb_has_help_and_the_common_options(said, verb):
    code, out, _ = said(verb, "--help")
    assert code == 0
    assert all(option in out for option in ("--json", "--seed", "--threads", "--processes", "--store"))


def test_a_figure_is_drawn_with_other_numbers(said, tmp_path):
    code, out, _ = said("figure", "frank-wolfe", "--set", "steps=30", "--style", "dark", "--out", str(tmp_path / "dark"), "--json")
    assert code == 0
    table = read_table(tmp_path / "dark" / "frank-wolfe.parquet")[0]
    assert max(table["k"]) == 30
    code, _, err = said("figure", "frank-wolfe", "--set", "stepps=30")
    assert (code, "the nearest is steps" in err) == (2, True)
    code, _, err = said("figure", "frank-wolfe", "--set", "steps")
    assert (code, "NAME=VALUE" in err) == (2, True)


@pytest.mark.parametrize("what", [k for k in KINDS if k != "figures"])
def test_list_speaks_json(said, what):
    code, out, err = said("list", what, "--json")
    assert (code, err) == (0, "")
    assert isinstance(json.loads(out), list)


def test_list_claims_keeps_its_names(said):
    row = {r["id"]: r for r in json.loads(said("list", "claims", "--json", "--file", EXAMPLE)[1])}["mine/half-step"]
    assert {"id", "kind", "setting", "method", "paper", "provenance", "false_neighbours", "families", "tight_on"} <= set(row)
    assert (row["kind"], row["false_neighbours"], row["tight_on"]) == ("deterministic", 2, "huber()")
    assert {"huber", "valley"} <= set(row["families"])


def test_list_takes_patterns_and_keeps_names_whole(said):
    _, out, _ = said("list", "claims", "drori-*", "nesterov-1983/rate")
    names = [line.split()[0] for line in out.splitlines()[2:] if line[0] != " "]
    assert {"drori-teboulle-2014/theorem-3.1", "nesterov-1983/rate"} <= set(names)
    assert all(name.startswith(("drori-", "nesterov-1983/rate")) for name in names)
    code, _, err = said("list", "claims", "nesterov-1983/rat")
    assert (code, "the nearest is nesterov-1983/rate" in err) == (2, True)


def test_list_papers_shows_every_row_its_claims_and_what_is_missing(said):
    papers = json.loads(said("list", "papers", "--json")[1])
    assert [p["number"] for p in papers] == sorted({p["number"] for p in papers})
    assert {"title", "claims", "verdicts"} <= set(papers[0])
    assert all(p["verdicts"] == ["no claim yet"] for p in papers if not p["claims"])
    claims = json.loads(said("list", "claims", "--json")[1])
    assert {c["id"] for c in claims if c["paper"]} == {i for p in papers for i in p["claims"]}


def test_list_remembers_the_last_verdict(said):
    assert said("verify", EXAMPLE, *QUICK)[0] == 0
    rows = {r["id"]: r["verdict"] for r in json.loads(said("list", "claims", "--json", "--file", EXAMPLE)[1])}
    assert rows["mine/half-step"] == "holds"
    assert rows["drori-teboulle-2014/theorem-3.1"] is None
    assert "holds, tightness" in said("show", "mine/half-step", "--file", EXAMPLE)[1]


def test_show_and_cite_speak_to_people_and_scripts(said):
    code, out, _ = said("show", "mine/half-step", "--file", EXAMPLE)
    assert code == 0
    assert out.startswith("mine/half-step\n====")
    assert json.loads(said("show", "mine/half-step", "--json", "--file", EXAMPLE)[1])["text"] == out.rstrip("\n").replace("\r", "")
    assert said("cite", "mine/*", "--file", EXAMPLE)[1].startswith("@article{mine,")
    assert len(json.loads(said("cite", "--json")[1])) > 10


def test_verify_keeps_its_names(said):
    code, out, _ = said("verify", EXAMPLE, "--json", *QUICK)
    assert code == 0
    (finding,) = json.loads(out)
    names = {"id", "outcome", "tightness", "coverage", "families", "instances", "seconds", "witness", "false_neighbours"}
    assert names <= set(finding)
    assert (finding["id"], finding["outcome"], finding["families"]) == ("mine/half-step", "holds", ["valley"])
    assert [n["outcome"] for n in finding["false_neighbours"]] == ["refuted", "refuted"]


def test_verify_says_where_it_writes(said):
    assert f"Verdicts are in {Path('.optlab/verdicts')}" in said("verify", EXAMPLE, *QUICK)[1]
    code, out, err = said("verify", EXAMPLE, "--json", "--store", "elsewhere", *QUICK)
    assert json.loads(out)
    assert f"Verdicts are in {Path('elsewhere/verdicts')}" in err
    assert code == 0


def test_a_refuted_claim_is_exit_one_and_its_witness_is_replayed(said, false_claim):
    code, out, _ = said("verify", false_claim, *QUICK)
    assert code == 1
    command = re.search(r"optlab (replay .*)", out)[1].split()
    code, out, _ = said(*command, "--json")
    assert code == 0
    again, witness = json.loads(out), json.loads(Path(command[1]).read_text())
    assert (again["metric"], again["bound"], again["k"]) == (witness["metric"], witness["bound"], witness["k"])
    assert again["ratio"] > 1
    assert "their ratio" in said(*command)[1]


def test_a_witness_of_a_claim_that_holds_again_is_taken_away(said, false_claim):
    said("verify", false_claim, *QUICK)
    assert Path(".optlab/witnesses/mine__half-step.json").exists()
    said("verify", EXAMPLE, *QUICK)
    assert not Path(".optlab/witnesses/mine__half-step.json").exists()


@pytest.mark.parametrize(
    ("arguments", "count"),
    [(["mine/*"], 1), (["mine/half-step", "--kind", "det*"], 1), (["mine/*", "--setting", "conv*", "--paper", "0"], 1)],
)
def test_verify_filters_by_shell_patterns(said, arguments, count):
    code, out, _ = said("verify", EXAMPLE, *arguments, "--json", *QUICK)
    assert code == 0
    assert len(json.loads(out)) == count


def test_a_file_with_only_a_family_meets_the_claims_of_the_catalog(said, tmp_path):
    (tmp_path / "family.py").write_text(Path(EXAMPLE).read_text().split("theorem = Claim")[0])
    code, out, _ = said("verify", str(tmp_path / "family.py"), "--setting", "smooth", "--kind", "deterministic", "--json", "--draws", "0")
    assert code == 0
    assert {f for r in json.loads(out) for f in r["families"]} == {"valley"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["lst"], "no verb is called lst; the nearest is list"),
        (["list", "clams"], "no list is called clams; the nearest is claims"),
        (["show", "drori-teboulle-2014/theorem-3.2"], "the nearest is drori-teboulle-2014/theorem-3.1"),
        (["cite", "drori-teboule-2014/theorem-3.1"], "the nearest is drori-teboulle-2014/theorem-3.1"),
        (["verify", "drori-teboule-2014/theorem-3.1"], "the nearest is drori-teboulle-2014/theorem-3.1"),
        (["verify", "--family", "hubr"], "no problem family is called hubr; the nearest is huber"),
        (["verify", "--kind", "determinstic"], "no kind of claim is called determinstic; the nearest is deterministic"),
        (["verify", "--setting", "convx"], "no assumption is called convx; the nearest is convex"),
        (["verify", EXAMPLE, "--family", "l1_norm"], "no claim is left after these filters"),
        (["verify", "none.py"], "none.py is not one that can be read"),
        (["run", "nosuch"], "no experiment is called nosuch"),
        (["replay", "none.json"], "none.json cannot be read: No such file or directory"),
        (["check", "none.py"], "none.py is not one that can be read"),
        (["list", "--seed", "-1"], "a seed is a whole number in 0..2^64-1, but this is -1"),
        (["list", "--threads", "0"], "a whole number >= 1 is needed, but this is 0"),
        (["verify", "--draws", "x"], "a whole number >= 0 is needed, but this is x"),
    ],
    ids=" ".join,
)
def test_bad_use_is_one_sentence_and_exit_two(said, arguments, sentence):
    code, out, err = said(*arguments)
    assert code == 2
    assert out == ""
    assert sentence in err
    assert "Traceback" not in err


@pytest.mark.parametrize("text", ["{", "[]", '{"claim": "x"}', '{"__reduce__": "os.system"}'])
def test_a_witness_that_is_none_is_refused(said, tmp_path, text):
    (tmp_path / "w.json").write_text(text)
    code, _, err = said("replay", "w.json")
    assert code == 2
    assert len(err.splitlines()) == 1


def test_run_writes_a_tidy_table_and_says_where(said, runs):
    code, out, _ = said("run", "mine", "--out", "results.parquet", *runs)
    assert code == 0
    assert "rows written to results.parquet; the traces are in .optlab" in out
    columns, about = read_table("results.parquet")
    assert about["experiment"] == "mine"
    assert set(columns["run"]) == {"first", "second", "third"}
    assert json.loads(said("run", "mine", *runs, "--json")[1]) == {
        "experiment": "mine", "rows": len(columns["k"]), "out": "mine.parquet", "traces": str(Path(".optlab/traces")),
    }  # fmt: skip


def test_another_seed_is_another_sample_of_the_same_experiment(said, runs):
    tables = []
    for seed in ("0", "7", "7"):
        assert said("run", "mine", "--seed", seed, *runs)[0] == 0
        tables.append(read_table("mine.parquet")[0])
    np.testing.assert_array_equal(tables[1]["value"], tables[2]["value"])
    np.testing.assert_array_equal(tables[0]["k"], tables[1]["k"])
    assert (tables[0]["value"] != tables[1]["value"]).any()


def test_a_missing_constant_is_a_sentence(said, runs):
    code, _, err = said("run", "lacking", *runs)
    assert code == 2
    assert "GradientDescent.step_size" in err
    assert not Path("lacking.parquet").exists()


def test_a_place_that_cannot_be_written_is_refused_before_the_work(said, runs):
    Path("file").touch()
    code, _, err = said("run", "mine", "--out", "file/results.parquet", *runs)
    assert code == 2
    assert "file/results.parquet cannot be written" in err
    assert stamps() == {}
    code, _, err = said("verify", EXAMPLE, "--store", "file", *QUICK)
    assert code == 2
    assert "cannot be written" in err


def test_a_full_disk_loses_no_verdict(said, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, out, err = said("verify", EXAMPLE, *QUICK)
    assert code == 2
    assert "1 hold, 0 refuted" in out
    assert "No space left on device; free some space" in err
    assert not list(Path(".optlab").rglob("*.*"))


def test_an_interrupt_is_a_sentence_and_the_next_run_goes_on(said, runs, monkeypatch):
    monkeypatch.setenv("OPTLAB_TEST_HOW", "interrupt")
    code, _, err = said("run", "mine", *runs)
    assert code == 130
    assert "interrupted; what was finished is kept" in err
    finished = stamps()
    assert len(finished) == 1
    assert not Path("mine.parquet").exists()
    monkeypatch.delenv("OPTLAB_TEST_HOW")
    assert said("run", "mine", *runs)[0] == 0
    assert finished.items() <= stamps().items()
    assert len(stamps()) == 3


def test_more_memory_than_there_is_is_a_sentence(said, monkeypatch):
    def endless(*_, **__):
        raise MemoryError

    monkeypatch.setattr("optlab.listing.rows", endless)
    code, _, err = said("list")
    assert code == 2
    assert "more memory than there is" in err


def command(*arguments, **options):
    return subprocess.Popen([sys.executable, "-m", "optlab", *arguments], text=True, **options)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=str)
def test_a_stopped_process_leaves_whole_files_only(runs, how):
    marker = Path("marker").resolve()
    process = command("run", "mine", *runs, env={**os.environ, "OPTLAB_TEST_HOW": str(marker)}, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not marker.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(how)
    _, err = process.communicate()
    assert process.returncode == (130 if how == signal.SIGINT else -how)
    assert how == signal.SIGKILL or err.startswith("optlab: interrupted;")
    assert len(stamps()) == 1
    assert not Path("mine.parquet").exists()
    assert not list(Path().rglob("*.part"))


def test_a_killed_worker_is_a_sentence_and_loses_nothing(runs):
    arguments = ("run", "mine", "--processes", "2", *runs)
    process = command(*arguments, env={**os.environ, "OPTLAB_TEST_HOW": "die"}, stderr=subprocess.PIPE)
    _, err = process.communicate()
    assert process.returncode == 2
    assert "a worker process was killed, perhaps for memory; run again with --processes 1" in err
    assert "Traceback" not in err
    finished = stamps()
    process = command(*arguments, stdout=subprocess.PIPE)
    process.communicate()
    assert process.returncode == 0
    assert finished.items() <= stamps().items()
    assert len(stamps()) == 3


def test_a_worker_that_is_replaced_for_its_size_goes_unmentioned(said):
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        assert said("list", "figures")[0] == 0
        warnings.warn("A worker stopped while some jobs were given to the executor. This can be caused by ...", UserWarning, stacklevel=1)
        warnings.warn("another", UserWarning, stacklevel=1)
    assert [str(w.message) for w in heard] == ["another"]


def test_a_full_standard_output_is_a_sentence():
    with open("/dev/full", "w") as full:
        process = command("list", "claims", "--json", stdout=full, stderr=subprocess.PIPE)
        _, err = process.communicate()
    assert process.returncode == 2
    assert "No space left on device" in err
    assert "Traceback" not in err


def test_a_reader_that_leaves_is_no_error():
    process = command("list", "claims", "--json", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert err == ""


def test_nothing_moves_on_a_standard_error_that_is_no_terminal(said):
    assert said("verify", EXAMPLE, *QUICK)[2] == ""


def test_the_example_passes_its_own_check(said):
    assert said("check", EXAMPLE) == (0, "No complaints.\n", "")


def test_the_example_can_be_copied_anywhere(said, tmp_path):
    shutil.copy(EXAMPLE, tmp_path / "my_claims.py")
    assert said("verify", "my_claims.py", *QUICK)[0] == 0
