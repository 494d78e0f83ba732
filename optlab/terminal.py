"""What verbs print: JSON, tables, progress on a terminal, one clear sentence on standard error."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

REFUTED, BAD_USE, INTERRUPTED = 1, 2, 130


def print_json(value: Any) -> int:
    """Print `value` as JSON; the exit code 0."""
    from optlab.store import as_json

    print(as_json(value))
    return 0


def print_table(title: str, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> int:
    """Print the rows under those columns; the exit code 0."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for name in columns:
        # People copy the name of a thing: it stays in one piece.
        table.add_column(name.replace("_", " "), overflow="fold", no_wrap=name == columns[0])
    for row in rows:
        table.add_row(*(_cell(row.get(name)) for name in columns))
    Console(width=None if sys.stdout.isatty() else 160, soft_wrap=False).print(table)
    return 0


def _cell(v: Any) -> str:
    from rich.markup import escape

    if isinstance(v, float):
        return f"{v:.4g}"
    return escape(", ".join(map(str, v)) if isinstance(v, list | tuple) else "" if v is None else str(v))


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """A callback (done, all) that moves a bar on standard error; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def many(n: int, thing: str, one: str = "", more: str = "") -> str:
    """1 claim, 2 claims; with a verb, 1 claim holds, 2 claims hold."""
    verb = one if n == 1 else more
    return f"{n} {thing}{'' if n == 1 else 's'}{f' {verb}' if verb else ''}"


def said(sentence: str, code: int) -> int:
    """Print the sentence on standard error; the exit code."""
    print(f"optlab: {sentence}", file=sys.stderr)
    return code
