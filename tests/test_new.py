"""Files to start from are complete: the lab accepts each as it is."""

import json

import pytest

from optlab.check import check
from optlab.cli import main
from optlab.new import KINDS, new

NAMES = {kind: example for kind, (_, example, _) in KINDS.items()}


@pytest.mark.parametrize("kind", ["method", "problem", "claim"])
def test_the_referee_has_no_complaint_about_a_new_file(kind, tmp_path):
    path, _ = new(kind, NAMES[kind], tmp_path)
    assert not list(check([str(path)]))


@pytest.mark.parametrize("kind", ["method", "claim"])
def test_a_new_claim_holds_and_its_neighbours_fall(kind, tmp_path, capsys):
    path, _ = new(kind, NAMES[kind], tmp_path)
    assert main(["verify", str(path), "--draws", "0", "--store", str(tmp_path), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["outcome"] == "holds"
    assert {n["outcome"] for n in found["false_neighbours"]} == {"refuted"}


def test_a_new_problem_meets_the_theorems_of_the_catalog(tmp_path, capsys):
    path, _ = new("problem", "deep_valley", tmp_path)
    assert main(["verify", str(path), "drori-teboulle-2014/*", "--family", "deep_valley", "--store", str(tmp_path), "--json"]) == 0
    assert {f["outcome"] for f in json.loads(capsys.readouterr().out)} == {"holds"}


def test_a_new_figure_can_be_drawn(tmp_path, capsys):
    path, then = new("figure", "two-methods", tmp_path)
    assert then == f"optlab figure two-methods --file {path}"
    assert main([*then.split()[1:], "--out", str(tmp_path / "here"), "--store", str(tmp_path)]) == 0
    assert (tmp_path / "here" / "two-methods.png").stat().st_size > 10_000


def test_a_file_that_is_there_is_not_overwritten(tmp_path, capsys):
    (tmp_path / "heavy_step.py").write_text("mine")
    assert main(["new", "method", "HeavyStep", "--out", str(tmp_path)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "heavy_step.py").read_text() == "mine"


@pytest.mark.parametrize(
    ("kind", "name"), [("method", "heavy_step"), ("problem", "DeepValley"), ("problem", "class"), ("claim", "nesterov"), ("figure", "../x")]
)
def test_a_name_of_another_form_is_refused_with_an_example(kind, name, tmp_path, capsys):
    assert main(["new", kind, name, "--out", str(tmp_path)]) == 2
    assert NAMES[kind] in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_an_unknown_kind_is_refused(capsys):
    assert main(["new", "theorem", "x"]) == 2
    assert "method, problem, claim, figure" in capsys.readouterr().err


def test_the_command_says_where_and_what_next(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["new", "claim", "nesterov-1983"]) == 0
    assert "optlab check nesterov_1983.py" in capsys.readouterr().out
