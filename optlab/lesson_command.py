"""What `optlab lesson` does: list the lessons, open one in the browser, or write it as HTML."""

import argparse
import importlib.util
import subprocess
import sys
from pathlib import Path

from optlab.lesson import lessons
from optlab.listing import named
from optlab.store import writable
from optlab.terminal import many, print_json, print_table


def lesson(args: argparse.Namespace) -> int:
    """List the lessons, or open the one that `args` names; the exit code.

    Raises:
        ValueError: there is no such lesson, or marimo is not installed.
        StoreError: the HTML cannot be written.
    """
    known = {about.name: about for about in lessons()}
    if args.name is None:
        rows = [{"lesson": a.name, "title": a.title, "time": a.minutes, "goal": a.goal} for a in known.values()]
        return print_json(rows) if args.json else print_table(many(len(rows), "lesson"), ["lesson", "title", "time"], rows)
    path = str(known[named(args.name, known, "lesson")].path)
    if importlib.util.find_spec("marimo") is None:
        raise ValueError("lessons are shown by marimo, which is not installed here; run: pip install 'optlab[lessons]'")
    if args.html:
        out = writable(Path(args.html))
        said = subprocess.run(
            _marimo("export", "html", path, "--no-include-code", "--force", "-o", str(out)), capture_output=True, text=True
        )
        if said.returncode:
            raise ValueError(f"{args.name} could not be written: {said.stderr.strip().splitlines()[-1]}")
        return print_json({"out": str(out)}) if args.json else print(f"{args.name} is in {out}") or 0
    options = [*(["--port", str(args.port)] if args.port else []), *(["--headless"] if args.headless else [])]
    return subprocess.run(_marimo("edit" if args.edit else "run", path, *options)).returncode


def _marimo(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "marimo", *arguments]
