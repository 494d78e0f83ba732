"""Who imports whom, what is packaged, and how large a file may grow: the design, enforced on the sources."""

import ast
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PLACES = {"optlab": "optlab", "problems": "optlab.problems", "experiments": "optlab.experiments", "paper_figures": "optlab.paper_figures"}


def _sources():
    """Module name to file."""
    found = {}
    for folder, package in PLACES.items():
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT / folder).with_suffix("").parts
            found[".".join((package, *parts)).removesuffix(".__init__")] = path
    return found


SOURCES = _sources()
NAMES = sorted(SOURCES)


def _named(node, module):
    """Modules that an import statement names; `from optlab import verify` names optlab.verify if there is such a module."""
    if isinstance(node, ast.Import):
        return {a.name for a in node.names}
    assert node.level == 0, f"{module} imports relatively; write the whole name"
    inner = {f"{node.module}.{a.name}" for a in node.names if f"{node.module}.{a.name}" in SOURCES}
    return inner or {node.module}


def imports(module, *, at_import=False):
    """Modules that `module` imports anywhere, or while it is itself imported."""
    found, waiting = set(), [ast.parse(SOURCES[module].read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= _named(node, module)
        elif not (at_import and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)):
            waiting += ast.iter_child_nodes(node)
    return found


CORE = {
    f"optlab.{name}" for name in (
        "symbols", "setting", "settings", "arrays", "ball", "balls", "expr", "rng", "problem", "oracle", "noise", "method", "metrics",
        "runner",
        "claim", "verify", "compare", "judge", "confirm", "verdict", "statistics", "certificate", "content", "store", "index", "theorem",
    )
}  # fmt: skip
# Who may know the catalog: what works on all of it.
ABOVE = {
    f"optlab.{name}"
    for name in (
        "catalog",
        "listing",
        "survey",
        "verdict_store",
        "verify_command",
        "replay",
        "check",
        "cli",
        "figure",
        "lesson",
        "lesson_command",
        "report",
        "report.plot",
        "report.site",
        "report.facts",
        "sweep_command",
        "run_command",
        "words",
    )
}
DRAWS = (
    "optlab.figure",
    "optlab.curves",
    "optlab.lesson",
    "optlab.report*",
    "optlab.paper_figures*",
    "optlab.experiments.lessons*",
    "optlab.sweep_figure",
    "optlab.contact_sheet",
)
TORCH = ("optlab.problems.neural*", "optlab.torch_optim", "optlab.training", "optlab.flat_parameters", "optlab.gpu*")
# What each kind of module must never import, even inside a function.
NEVER = {
    "optlab.symbols": ["optlab.*"],
    "optlab.arrays": ["optlab.problem*", "optlab.method*", "optlab.oracle", "optlab.metrics", "optlab.runner", "optlab.claim*"],
    "optlab.method": ["optlab.problem*", "optlab.oracle", "optlab.metrics", "optlab.runner", "optlab.claim*"],
    "optlab.methods*": ["optlab.problem*", "optlab.metrics", "optlab.runner", "optlab.claim*", "optlab.verify", "optlab.oracle"],
    "optlab.problem": ["optlab.method*", "optlab.claim*", "optlab.runner", "optlab.oracle", "optlab.metrics"],
    "optlab.problems*": ["optlab.method*", "optlab.claim*", "optlab.runner", "optlab.verify"],
    "optlab.oracle": ["optlab.method*", "optlab.runner", "optlab.claim*"],
    "optlab.noise": ["optlab.method*", "optlab.runner", "optlab.claim*"],
    "optlab.metrics": ["optlab.problem*", "optlab.method*", "optlab.runner", "optlab.claim*"],
    "optlab.runner": ["optlab.claim*", "optlab.verify", "optlab.problems*", "optlab.methods*"],
    "optlab.claim": ["optlab.problem*", "optlab.runner", "optlab.methods*", "optlab.claims*"],
    "optlab.claims*": ["optlab.problem*", "optlab.runner", "optlab.verify", "matplotlib*"],
    "optlab.experiment": ["optlab.figure", "optlab.problems*", "optlab.methods*", "optlab.claims*"],
    "optlab.experiments*": ["optlab.figure", "optlab.paper_figures*", "matplotlib*"],
}


@pytest.mark.parametrize("module", NAMES)
def test_module_imports_only_what_is_below_it(module):
    forbidden = [pattern for one, patterns in NEVER.items() if fnmatchcase(module, one) for pattern in patterns]
    mine = {name for name in imports(module) if name not in (module, "optlab.claims", "optlab.methods", "optlab.problems")}
    if fnmatchcase(module, "optlab.experiments.lessons.*"):
        # A lesson is experiment, figure and text in one.
        mine -= {"optlab.figure"}
    wrong = {name for name in mine if any(fnmatchcase(name, p) for p in forbidden)}
    assert not wrong, f"{module} imports {', '.join(sorted(wrong))}"


@pytest.mark.parametrize("module", NAMES)
def test_module_below_the_figures_draws_nothing(module):
    if not any(fnmatchcase(module, p) for p in DRAWS):
        assert not {name for name in imports(module) if name.split(".")[0] == "matplotlib"}


@pytest.mark.parametrize("module", NAMES)
def test_module_is_imported_without_torch(module):
    if not any(fnmatchcase(module, p) for p in TORCH):
        assert not {name for name in imports(module, at_import=True) if name.split(".")[0] in ("torch", "torchvision")}


@pytest.mark.parametrize("module", [m for m in NAMES if m != "optlab.__main__"])
def test_nothing_imports_the_command_line(module):
    assert "optlab.cli" not in imports(module)


@pytest.mark.parametrize("module", NAMES)
def test_core_does_not_know_the_catalog(module):
    if module not in ABOVE:
        assert not imports(module) & {"optlab.catalog", "optlab.survey", "optlab.listing"}


def test_the_core_is_there():
    assert set(NAMES) >= CORE
    assert not CORE & ABOVE


def test_the_reader_of_imports_sees_them():
    assert "optlab.load_file" in imports("optlab.experiment")
    assert "optlab.load_file" not in imports("optlab.experiment", at_import=True)
    assert {"optlab.arrays", "optlab.rng"} <= imports("optlab.problem", at_import=True)


@pytest.mark.parametrize("module", NAMES)
def test_module_has_a_docstring(module):
    assert ast.get_docstring(ast.parse(SOURCES[module].read_text(encoding="utf-8"))), f"{SOURCES[module]} has no docstring"


@pytest.mark.parametrize("module", NAMES)
def test_module_is_short(module):
    assert len(SOURCES[module].read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda path: path.name)
def test_file_of_tests_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("module", NAMES)
def test_only_the_command_line_prints(module):
    tree = ast.parse(SOURCES[module].read_text(encoding="utf-8"))
    printing = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "print"]
    assert module in ("optlab.cli", "optlab.terminal") or module.endswith("_command") or not printing


def test_every_package_is_listed():
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    packages = {name for name, path in SOURCES.items() if path.name == "__init__.py"}
    assert set(listed["packages"]) == packages
    assert listed["package-dir"] == {package: folder for folder, package in PLACES.items()}


def test_every_folder_with_sources_is_a_package():
    assert not {str(p.parent.relative_to(ROOT)) for p in SOURCES.values() if not (p.parent / "__init__.py").exists()}
