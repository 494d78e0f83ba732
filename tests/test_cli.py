"""The command line: its verbs, exit codes, sentences for people, and JSON for scripts."""

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from optlab.cli import KINDS
from optlab.store import read_table

pytestmark = pytest.mark.usefixtures("elsewhere")
EXAMPLE = str(Path(__file__).with_name("example_plugin.py"))
QUICK = ["--family", "valley", "--draws", "0"]


@pytest.fixture
def false_claim(tmp_path):
    """The example with one of its false neighbours for a claim."""
    path = tmp_path / "false.py"
    path.write_text(Path(EXAMPLE).read_text().replace("bound=L * R**2 / (2 * k + 2)", "bound=L * R**2 / (2 * k + 2) ** 3"))
    return str(path)


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


def test_the_example_passes_its_own_check(said):
    assert said("check", EXAMPLE) == (0, "No complaints.\n", "")


def test_the_example_can_be_copied_anywhere(said, tmp_path):
    shutil.copy(EXAMPLE, tmp_path / "my_claims.py")
    assert said("verify", "my_claims.py", *QUICK)[0] == 0
