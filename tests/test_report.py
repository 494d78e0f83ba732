"""The report as files: mathematics, facts, pictures, links. `test_report_browser.py` opens it."""

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.dom import minidom

import pytest
import sympy

from optlab import verdict_store
from optlab.cli import main
from optlab.report import report
from optlab.report.facts import slug
from optlab.report.mathml import mathematical, mathml
from optlab.survey import load
from optlab.symbols import L, R, f_star, k, letter

# A verdict of each kind is drawn its own way.
KINDS = ("deterministic", "identity", "expectation", "high-probability", "rate", "lower-bound", "certificate", "phenomenon")


def some():
    """One quick claim of each kind."""
    claims = sorted(load().claims.values(), key=lambda c: (len(load().pairs(c)), c.id))
    return [next(c.id for c in claims if c.kind == kind) for kind in KINDS] + ["beck-teboulle-2009/fista"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    report(folder / "site", some(), store=folder / "store", gallery=False)
    return folder / "site"


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.open, self.headings = [], [], []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.found += [named[a] for a in ("href", "src") if named.get(a)]
        if tag.startswith("h") and tag[1:].isdigit():
            self.headings.append(int(tag[1]))


def read(path):
    page = _Links()
    page.feed(path.read_text(encoding="utf-8"))
    return page


@pytest.mark.parametrize("name", sorted(load().claims))
def test_every_formula_is_well_formed_mathml(name):
    claim = load().claims[name]
    for formula in (claim.bound, claim.where, *(n.bound for n, _ in claim.neighbours())):
        (math,) = minidom.parseString(mathml(formula)).childNodes
        assert math.tagName == "math"


def test_a_fraction_is_a_fraction_and_a_star_is_above():
    text = mathml(2 * L * R**2 / (k + 1) ** 2)
    assert "<mfrac>" in text
    assert text.count("<msup>") == 2
    assert re.sub(r"<[^>]*>", "", mathml(f_star)) == "f⋆"


def test_a_difference_begins_with_what_is_positive():
    assert re.sub(r"<[^>]*>|\s", "", mathml(1 - L / letter("step_size", (-1, 2)))).startswith("1−")


def test_relations_are_escaped():
    assert "&lt;" in mathml(sympy.Lt(k, L))


def test_plain_mathematics_gets_its_signs():
    assert mathematical("||x - x_star||^2 <= R^2") == "‖x - x⋆‖² ≤ R²"
    assert mathematical("As `digits_mlp`, smooth") == "As digits_mlp, smooth"


def test_every_link_leads_somewhere(site):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 300
    for path in pages:
        for link in read(path).found:
            if not link.startswith(("data:", "#")):
                target = (path.parent / link.split("#")[0]).resolve()
                # Claims outside the chosen ones have no page, and nothing may point at one.
                assert target.exists(), f"{path.name} points at {link}"


def test_headings_do_not_skip_a_level(site):
    for path in sorted(site.rglob("*.html")):
        levels = read(path).headings
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b <= a + 1 for a, b in zip(levels, levels[1:], strict=False)), path.name


def test_a_claims_page_has_the_theorem_the_picture_and_the_command(site):
    text = (site / "claims" / f"{slug('beck-teboulle-2009/fista')}.html").read_text(encoding="utf-8")
    assert "<math" in text
    assert "<svg" in text
    assert "optlab verify beck-teboulle-2009/fista" in text
    assert "@article{beck-teboulle-2009," in text
    assert '<span class="nc">FISTA' in text


@pytest.mark.parametrize("name", some())
def test_every_kind_of_claim_has_a_picture_with_words(site, name):
    text = (site / "claims" / f"{slug(name)}.html").read_text(encoding="utf-8")
    svg = re.search(r"<svg.*?</svg>", text, flags=re.DOTALL)[0]
    picture = minidom.parseString(svg).documentElement
    assert picture.getAttribute("role") == "img"
    assert len(picture.getAttribute("aria-label")) > 40
    assert "var(--metric)" in svg
    assert not re.search(r"#0[1-9]0[1-9]0[1-9]", svg), "a stand-in colour was left"


def test_a_page_says_how_every_false_neighbour_died(site):
    claim = load().claims["beck-teboulle-2009/fista"]
    text = (site / "claims" / f"{slug(claim.id)}.html").read_text(encoding="utf-8")
    assert text.count('class="verdict refuted"') == len(claim.false_neighbours)


def test_a_verdict_is_kept_until_its_sources_change(tmp_path, monkeypatch):
    name = "beck-teboulle-2009/fista-weights"
    report(tmp_path / "site", [name], store=tmp_path / "store", gallery=False)
    asked = []
    monkeypatch.setattr(sys.modules["optlab.report"], "survey", lambda ids, **how: asked.append(ids))
    report(tmp_path / "site", [name], store=tmp_path / "store", gallery=False)
    assert not asked
    (path,) = (tmp_path / "store" / "verdicts").glob("*.json")
    path.write_text(json.dumps(json.loads(path.read_text()) | {"rests_on": "of other sources"}))
    report(tmp_path / "site", [name], store=tmp_path / "store", gallery=False)
    assert asked == [[name]]


def test_a_verdict_knows_its_day_and_its_versions(site):
    found = verdict_store.verdict_of("beck-teboulle-2009/fista", site.parent / "store")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found["date"])
    assert "numpy" in found["versions"]


def test_the_same_site_twice_is_the_same_bytes(site, tmp_path):
    report(tmp_path / "site", some(), store=site.parent / "store", gallery=False)
    for path in site.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "site" / path.relative_to(site)).read_bytes(), path.name


def test_the_command_writes_where_it_says(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["report", "beck-teboulle-2009/fista-weights", "--out", "here", "--no-figures"]) == 0
    assert "here/index.html" in capsys.readouterr().out
    assert (tmp_path / "here" / "index.html").exists()


def test_a_catalog_file_means_what_it_adds(tmp_path, capsys):
    file = Path(__file__).with_name("example_plugin.py")
    assert main(["report", str(file), "--out", str(tmp_path / "site"), "--store", str(tmp_path), "--no-figures"]) == 0
    assert "1 claim holds, 0 refuted, 0 undecided." in capsys.readouterr().out
    assert [p.name for p in (tmp_path / "site" / "claims").iterdir()] == ["mine--half-step.html"]


def test_an_unknown_claim_is_answered_with_the_nearest(capsys, tmp_path):
    assert main(["report", "beck-teboulle-2009/fistta", "--out", str(tmp_path / "here")]) == 2
    assert "beck-teboulle-2009/fista" in capsys.readouterr().err
    assert not (tmp_path / "here").exists()


def test_a_folder_that_cannot_be_written_is_said_before_any_work(capsys, tmp_path):
    (tmp_path / "file").write_text("")
    assert main(["report", "--out", str(tmp_path / "file")]) == 2
    assert "cannot be written" in capsys.readouterr().err
