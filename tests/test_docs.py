"""Whatever the documentation shows works as printed: Python blocks, commands, and the build itself without a warning."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from optlab.cli import main
from optlab.lesson import lessons

ROOT = Path(__file__).parents[1]
PAGES = sorted(p.name for p in (ROOT / "docs").glob("*.md") if p.name not in ("glossary.md", "course.md"))


def blocks(page):
    return re.findall(r"```python\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)


def commands(page):
    return re.findall(r"^    \$ optlab (.*?)(?:  +#.*)?$", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)])
def test_the_python_of_a_page_runs_from_top_to_bottom(page, tmp_path):
    script = tmp_path / "page.py"
    script.write_text("\n".join(blocks(page)), encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)])
def test_the_commands_of_a_page_run_in_order(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for command in commands(page):
        assert main(shlex.split(command)) == 0, command
    assert capsys.readouterr().out


def test_the_documentation_builds_without_a_warning(tmp_path):
    # A copy, for the build writes the glossary among the sources.
    source = tmp_path / "docs"
    source.mkdir()
    for path in (ROOT / "docs").iterdir():
        if path.is_file():
            (source / path.name).write_bytes(path.read_bytes())
    build = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", str(source), str(tmp_path / "out")]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    glossary = (tmp_path / "out" / "glossary.html").read_text(encoding="utf-8")
    assert "self-concordant" in glossary
    assert "step_size" in glossary
    course = (tmp_path / "out" / "course.html").read_text(encoding="utf-8")
    assert all(f">{about.name}<" in course for about in lessons())
