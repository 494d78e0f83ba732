"""Files to start from: a method, a problem family, a claim, a figure, each complete, so that it can be run before it is changed."""

import keyword
import re
from datetime import UTC, datetime
from pathlib import Path
from string import Template

from optlab.store import writable, write_bytes

STARTERS = Path(__file__).with_name("starters")
# Kind to the form of its name, an example, and what to do next with the file.
KINDS = {
    "method": (r"[A-Z][A-Za-z0-9]*", "HeavyStep", "optlab verify {file}"),
    "problem": (r"[a-z][a-z0-9_]*", "deep_valley", "optlab verify {file}"),
    "claim": (r"[a-z][a-z0-9-]*-\d{4}", "nesterov-1983", "optlab check {file}"),
    "figure": (r"[a-z][a-z0-9-]*", "two-methods", "optlab figure {name} --file {file}"),
}


def new(kind: str, name: str, folder: str | Path = ".") -> tuple[Path, str]:
    """Write a file of that kind into the folder.

    Returns:
        Where it is, and the command that tries it.

    Raises:
        ValueError: there is no such kind, or a name of that kind has another form.
        StoreError: the file is there already, or cannot be written.
    """
    if kind not in KINDS:
        raise ValueError(f"a new thing is one of {', '.join(KINDS)}, but this is {kind!r}; name one of them")
    form, example, then = KINDS[kind]
    if not re.fullmatch(form, name) or keyword.iskeyword(name):
        raise ValueError(f"the name of a {kind} looks like {example}, but this is {name!r}; choose another")
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().replace("-", "_")
    path = writable(Path(folder) / f"{snake}.py")
    if path.exists():
        raise ValueError(f"{path} is there already; choose another name, or another folder with --out")
    words = snake.replace("_", " ")
    filled = Template((STARTERS / f"{kind}.txt").read_text(encoding="utf-8")).substitute(
        name=name,
        Name="".join(word.capitalize() for word in snake.split("_")),
        key=snake.replace("_", "-"),
        title=words.capitalize(),
        year=name[-4:] if kind == "claim" else f"{datetime.now(UTC):%Y}",
    )
    write_bytes(path, filled.encode())
    return path, then.format(file=path, name=name)
