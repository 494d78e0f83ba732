"""Sphinx: `make docs` builds the documentation into build/docs."""

from importlib.metadata import version as installed
from pathlib import Path

project = "optlab"
author = "The optlab developers"
version = release = installed("optlab")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
myst_enable_extensions = ["dollarmath", "deflist"]
html_theme = "furo"
html_title = "optlab"
exclude_patterns = ["_build"]
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_preserve_defaults = True
# In docstrings a name in backticks is code, and a star is a star.
default_role = "code"


def glossary() -> str:
    """Assumptions and letters, from `optlab.settings` and `optlab.symbols`: they cannot go out of date."""
    from optlab.survey import load
    from optlab.symbols import UNITS

    catalog = load()
    settings = [*(c.setting for c in catalog.claims.values()), *(f.settings for f in (*catalog.families.values(), *catalog.nets.values()))]
    atoms = sorted({a.name: a for setting in settings for a in setting.closure().atoms}.items(), key=lambda item: item[0].lower())
    lines = ["# Glossary", "", "Made from the sources when this page was built.", "", "## Assumptions", ""]
    for name, atom in atoms:
        statement = atom.statement.replace("*", r"\*").replace("_", r"\_").replace("<", "&lt;")
        lines += [name, f": {statement}", ""]
    lines += [
        "## Letters",
        "",
        "A letter is multiplied by $s^a t^b$ when $f$ becomes $s f$ and $x$ becomes $t x$.",
        "",
        "| letter | a | b |",
        "|---|---|---|",
    ]
    lines += [f"| `{name}` | {a:g} | {b:g} |" for name, (a, b) in sorted(UNITS.items(), key=lambda item: item[0].lower())]
    return "\n".join(lines) + "\n"


def course() -> str:
    """The lessons in their order, from their own first lines."""
    from optlab.lesson import lessons

    lines = [
        "# Course",
        "",
        "Twelve lessons of 15 to 30 minutes, each with sliders that move a picture and its bound, questions that answer back, and an "
        "exercise that the lab judges by trying to break it. `optlab lesson NAME` opens one, `--edit` lets you change it, `--html FILE` "
        "writes it. They need `pip install 'optlab[lessons]'`.",
        "",
    ]
    for i, about in enumerate(lessons(), 1):
        lines += [f"{i}. **{about.title}** (`optlab lesson {about.name}`, {about.minutes}). After it you {about.goal}", ""]
    return "\n".join(lines)


def _stars(app, what, name, obj, options, lines):
    lines[:] = [line.replace("*", r"\*") for line in lines]


def setup(app):
    app.connect("autodoc-process-docstring", _stars)
    for name, text in (("glossary", glossary()), ("course", course())):
        page = Path(app.srcdir) / f"{name}.md"
        # Written only where it changes, so that a second build does nothing.
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")
