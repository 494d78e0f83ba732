"""The report in headless Chromium: it must load without a complaint, filter, search, show mathematics, and fit every screen.

Without a browser these tests are skipped with one line; where OPTLAB_BROWSER is set, as in CI, they fail instead.
"""

import os
import shutil

import pytest

from optlab.report import report

BROWSER = os.environ.get("OPTLAB_BROWSER") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CHOSEN = ("drori-teboulle-2014/*", "beck-teboulle-2009/*", "derived-mixed-classifiers/*", "derived-clipping/*")
WIDTHS = (360, 1280)
PAGES = ("index.html", "rates.html", "methods.html", "problems.html", "papers.html", "figures.html", "glossary.html")

pytestmark = pytest.mark.skipif(not BROWSER, reason="no Chromium here; apt-get install chromium, or set OPTLAB_BROWSER")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    report(folder / "site", CHOSEN, store=folder / "store", gallery=False)
    return folder / "site"


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield chromium
        chromium.close()


@pytest.fixture
def opened(site, browser):
    """opened(page, width): a tab, and what it complained about."""
    contexts = []

    def go(page, width=1280, **how):
        context = browser.new_context(viewport={"width": width, "height": 900}, **how)
        contexts.append(context)
        tab, complaints = context.new_page(), []
        tab.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("requestfailed", lambda request: complaints.append(request.url))
        tab.goto((site / page).as_uri())
        return tab, complaints

    yield go
    for context in contexts:
        context.close()


def pages(site):
    one_of_each = (next((site / folder).glob("*.html")) for folder in ("claims", "methods", "problems", "papers"))
    return [*PAGES, *(str(p.relative_to(site)) for p in one_of_each), *(str(p.relative_to(site)) for p in (site / "claims").glob("*.html"))]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_complains_or_is_wider_than_the_screen(site, opened, width):
    tab, complaints = opened("index.html", width)
    for page in pages(site):
        tab.goto((site / page).as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page
        assert not complaints, (page, complaints)


def shown(tab):
    return tab.locator("tbody tr:visible").count()


def test_search_narrows_as_one_types(opened):
    tab, _ = opened("index.html")
    everything = shown(tab)
    tab.get_by_label("Search").fill("fista weights")
    assert 0 < shown(tab) < everything
    assert tab.locator("#count").inner_text() == f"{shown(tab)} of {everything} claims"
    tab.get_by_label("Search").fill("no such claim")
    assert shown(tab) == 0
    tab.get_by_role("button", name="show all").click()
    tab.wait_for_function(f"document.querySelector('#count').textContent === '{everything} of {everything} claims'")


@pytest.mark.parametrize(("label", "value"), [("Kind", "certificate"), ("Setting", "convex"), ("Verdict", "holds"), ("Paper", "97")])
def test_a_filter_keeps_only_what_it_says(opened, label, value):
    tab, _ = opened("index.html")
    tab.get_by_label(label, exact=True).select_option(value)
    assert shown(tab) > 0
    name = label.lower()
    assert all(value in v.split("|") for v in tab.locator("tbody tr:visible").evaluate_all(f"rows => rows.map(r => r.dataset.{name})"))


def test_a_search_can_be_sent_as_a_link(opened, site):
    tab, _ = opened("index.html")
    tab.get_by_label("Kind").select_option("certificate")
    many, link = shown(tab), tab.url
    tab.goto("about:blank")
    tab.goto(link)
    assert shown(tab) == many


def test_mathematics_is_set_as_mathematics(opened):
    tab, _ = opened("claims/beck-teboulle-2009--fista.html")
    box = tab.locator(".statement mfrac").first.bounding_box()
    line = tab.locator(".statement mi").first.bounding_box()
    # A fraction that is rendered stands higher than one of its letters; as plain text it would not.
    assert box["height"] > 1.6 * line["height"]


def test_the_table_is_whole_without_scripts(opened):
    tab, _ = opened("index.html", java_script_enabled=False)
    assert tab.locator("tbody tr").count() > 10
    assert not tab.locator("form.filters").is_visible()


# The least contrast ratio of WCAG between a text and the page behind it.
CONTRAST = """() => {
    const linear = v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    const bright = c => c.match(/[\\d.]+/g).map(linear).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722, 0][i], 0);
    const back = bright(getComputedStyle(document.documentElement).backgroundColor);
    const ratio = e => { const v = bright(getComputedStyle(e).color); return (Math.max(v, back) + .05) / (Math.min(v, back) + .05); };
    return Math.min(...[...document.querySelectorAll('p, a, dt, dd, th, td, .verdict, figcaption, pre span')].map(ratio));
}"""


def test_light_and_dark_differ_and_both_can_be_read(opened):
    inks = []
    for scheme in ("light", "dark"):
        tab, _ = opened("claims/beck-teboulle-2009--fista.html", color_scheme=scheme)
        assert tab.evaluate(CONTRAST) >= 4.5
        inks.append(tab.evaluate("getComputedStyle(document.body).color"))
    assert inks[0] != inks[1]


def test_the_keyboard_reaches_the_content_first(opened):
    tab, _ = opened("index.html")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to the content"
    tab.keyboard.press("Enter")
    assert tab.url.endswith("#main")


def test_every_field_has_a_name_for_screen_readers(opened):
    tab, _ = opened("index.html")
    unnamed = tab.evaluate("[...document.querySelectorAll('input, select')].filter(e => !e.labels.length).length")
    assert unnamed == 0
    assert tab.evaluate("[...document.querySelectorAll('.scroll')].every(e => e.getAttribute('aria-label'))")


def test_in_print_the_navigation_is_gone(opened):
    tab, _ = opened("index.html")
    tab.emulate_media(media="print")
    assert not tab.locator("header nav").is_visible()
    assert tab.locator("h1").is_visible()
