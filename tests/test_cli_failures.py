"""The command line when something is wrong: bad words, bad files, full disks, interrupts, killed workers, readers that leave."""

import os
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("elsewhere")
EXAMPLE = str(Path(__file__).with_name("example_plugin.py"))
QUICK = ["--family", "valley", "--draws", "0"]


def stamps():
    return {p.name: p.stat().st_mtime_ns for p in Path(".optlab/traces").glob("*")}


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
