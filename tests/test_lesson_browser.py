"""A lesson in headless Chromium: a slider moves the curve, answers are answered, a student's work is judged.

Skipped with one line where there is no browser or no marimo; where OPTLAB_BROWSER is set, as in CI, they fail instead.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from optlab.lesson import lessons

BROWSER = os.environ.get("OPTLAB_BROWSER") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE = 60_000

pytestmark = pytest.mark.skipif(not BROWSER, reason="no Chromium here; apt-get install chromium, or set OPTLAB_BROWSER")


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser):
    """opened(name): a tab with that lesson as an app, from a server of its own."""
    servers, contexts = [], []

    def go(name):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "marimo", "run", str({a.name: a.path for a in lessons()}[name]), "--headless", "--no-token"]
        servers.append(subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        address = f"http://127.0.0.1:{port}"
        for _ in range(150):
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        contexts.append(browser.new_context(viewport={"width": 1200, "height": 900}))
        tab = contexts[-1].new_page()
        tab.goto(address)
        tab.locator("svg[viewBox] g[id^=axes]").first.wait_for(timeout=PATIENCE)
        return tab

    yield go
    for context in contexts:
        context.close()
    for server in servers:
        server.terminate()
        server.wait(20)


def curve(tab):
    """The path of the first curve of the first picture."""
    return tab.locator("svg[viewBox] g[id^=axes] g[id^=line2d] path[clip-path]").first.get_attribute("d")


def moved(tab, which, times=2):
    """The curve after the slider has gone so many steps to the right."""
    before = curve(tab)
    thumb = tab.get_by_role("slider").nth(which)
    thumb.focus()
    for _ in range(times):
        thumb.press("ArrowRight")
    tab.wait_for_function(
        "before => document.querySelector('svg[viewBox] g[id^=axes] g[id^=line2d] path[clip-path]')?.getAttribute('d') !== before",
        arg=before,
        timeout=PATIENCE,
    )
    return curve(tab)


def answer(tab, text, reply):
    tab.get_by_role("radio", name=text, exact=True).click()
    tab.get_by_text(reply).first.wait_for(timeout=PATIENCE)


def judge(tab, said):
    tab.get_by_role("button", name="Let the lab judge").click()
    tab.get_by_text(said).first.wait_for(timeout=PATIENCE)


def test_polyaks_lesson_moves_answers_and_judges(opened):
    tab = opened("polyak")
    first = curve(tab)
    assert moved(tab, 0) != first
    answer(tab, "every γ ≥ 0", "Not quite.")
    answer(tab, "0 ≤ γ ≤ 2", "Right.")
    judge(tab, "Refuted on")


def test_a_bolder_bound_turns_the_verdict_of_the_lesson_on_refutation(opened):
    tab = opened("refutation")
    tab.get_by_text("It holds on all").first.wait_for(timeout=PATIENCE)
    first = curve(tab)
    # The second slider is the number in the bound's denominator.
    assert moved(tab, 1, times=4) != first
    tab.get_by_text("Refuted on").first.wait_for(timeout=PATIENCE)
    answer(tab, "for ever: quadratics are too easy to object", "Not quite.")
    answer(tab, "up to a = 16: nothing follows for other functions", "Right.")


def test_a_typed_bound_is_judged_anew_in_the_lesson_on_frank_wolfe(opened):
    tab = opened("frank_wolfe")
    first = curve(tab)
    assert moved(tab, 0) != first
    answer(tab, "it is at least 0.01", "Not quite.")
    answer(tab, "it is at most 0.01", "Right.")
    judge(tab, "Refuted on")
    tab.get_by_role("textbox").first.fill("27*C_f/(4*(k + 2))")
    tab.get_by_role("textbox").first.press("Tab")
    judge(tab, "It holds on all")
