"""Verdicts that are kept: found again while nothing changes that they rest on, and made anew when something does."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from optlab import verdict_store
from optlab.cli import main
from optlab.store import as_json
from optlab.survey import load, share_of_budget, survey

EXAMPLE = Path(__file__).with_name("example_plugin.py")
NAMES = ("polyak-1969/closer-in-every-step", "clopper-pearson-1934/lower-limit", "derived-averaged-sgd/constant-step")


@pytest.fixture
def mine(tmp_path, monkeypatch, capsys):
    """Verifies a claim of one's own, in a folder of one's own: (exit code, output, ids that were verified)."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(EXAMPLE, "mine.py")
    asked = []

    def watched(ids, **how):
        asked.append(list(ids))
        return survey(ids, **how)

    monkeypatch.setattr("optlab.verify_command.survey", watched)

    def verify(*more):
        asked.clear()
        code = main(["verify", "mine.py", "--draws", "0", *more])
        said = capsys.readouterr()
        return code, said.out, asked[-1]

    return verify


def without_the_store(text):
    return [line for line in text.splitlines() if "store" not in line and "Verdicts" not in line]


def test_a_second_look_says_the_same_and_runs_nothing(mine):
    code, first, ran = mine()
    assert (code, ran) == (0, ["mine/half-step"])
    code, second, ran = mine()
    assert (code, ran) == (0, [])
    assert without_the_store(first) == without_the_store(second)
    assert "1 verdict from the store: same sources, versions and seed; --again makes all anew" in second
    assert "from the store" not in first


def test_scripts_read_the_same_numbers(mine):
    first, second = (json.loads(mine("--json")[1]) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("more", [["--again"], ["--seed", "1"], ["--draws", "1"]])
def test_another_question_is_asked_anew(mine, more):
    mine()
    assert mine(*more)[2] == ["mine/half-step"]


def test_an_interrupted_run_goes_on_where_it_was(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    asked = []

    def interrupted(ids, *, report, **how):
        asked.append(list(ids))

        def once(finding):
            report(finding)
            if len(asked) == 1:
                raise KeyboardInterrupt

        return survey(ids, report=once, **how)

    monkeypatch.setattr("optlab.verify_command.survey", interrupted)
    assert main(["verify", *NAMES, "--draws", "0"]) == 130
    assert "a run goes on from there" in capsys.readouterr().err
    assert main(["verify", *NAMES, "--draws", "0"]) == 0
    assert len(asked[0]) == 3
    assert len(asked[1]) == 2
    assert "1 verdict from the store" in capsys.readouterr().out


def test_an_edited_source_makes_what_rests_on_it_anew(tmp_path):
    file, text = tmp_path / "mine.py", EXAMPLE.read_text()

    def said():
        words = [sys.executable, "-m", "optlab", "verify", "mine.py", "--draws", "0"]
        return subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False).stdout

    file.write_text(text)
    assert "from the store" not in said()
    assert "from the store" in said()
    file.write_text(text.replace("R**2 / (2 * k + 2)", "R**2 / (2 * k + 1)"))
    assert "from the store" not in said()


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    store = tmp_path_factory.mktemp("store")
    findings = survey(NAMES, draws=0, report=lambda f: verdict_store.remember(f, store))
    return store, {f.claim: f for f in findings}


def again(store, name, **other):
    catalog = load()
    claims = [catalog.claims[n] for n in NAMES]
    how = {"seed": 0, "draws": 0, "alpha": share_of_budget(catalog, claims)} | other
    return verdict_store.kept(catalog.claims[name], catalog, store, **how)


def test_a_finding_comes_back_as_it_was(stored):
    store, findings = stored
    for name, finding in findings.items():
        found = again(store, name)
        assert as_json(found.json()) == as_json(finding.json())
        assert (found.coverage, found.families, found.sound) == (finding.coverage, finding.families, finding.sound)


def test_another_level_counts_where_chance_is_judged_only(stored):
    store, findings = stored
    chance = [name for name, f in findings.items() if f.asked["alpha"] is not None]
    assert 0 < len(chance) < len(findings)
    for name in findings:
        assert (again(store, name, alpha=1e-9) is None) == (name in chance)


def test_other_versions_are_asked_anew(stored, monkeypatch):
    monkeypatch.setattr("optlab.runner.versions", lambda: {"numpy": "1.0"})
    assert again(stored[0], NAMES[0]) is None


@pytest.mark.parametrize("damage", ['{"outcome"', "[]", "{}", None])
def test_a_damaged_verdict_is_none(stored, tmp_path, damage):
    store = shutil.copytree(stored[0], tmp_path / "copy")
    (path,) = (store / "verdicts").glob("polyak-1969*")
    whole = json.loads(path.read_text())
    path.write_text(damage or json.dumps(whole | {"pairs": [{"outcome": "holds"}]}))
    assert again(store, NAMES[0]) is None


def test_a_lost_witness_is_made_anew(stored, tmp_path):
    store = shutil.copytree(stored[0], tmp_path / "copy")
    assert again(store, NAMES[0]) is not None
    next((store / "witnesses").glob("polyak-1969*")).unlink()
    assert again(store, NAMES[0]) is None
