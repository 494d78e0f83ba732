"""What is imported when: public names load on first use, and closed-form work never pays for torch."""

import subprocess
import sys
from pathlib import Path

import pytest

import optlab

VERBS = ("list", "show", "run", "verify", "replay", "figure", "cite", "check")


def loaded(script, cwd):
    """Top-level packages that a fresh process has loaded after `script`."""
    report = "\nimport sys\nprint('LOADED', *sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", script + report], cwd=cwd, capture_output=True, text=True, check=True)
    return set(done.stdout.rsplit("LOADED", 1)[1].split())


def test_importing_optlab_imports_nothing_heavy(tmp_path):
    assert not {"numpy", "sympy", "scipy", "torch", "matplotlib", "pyarrow", "rich"} & loaded("import optlab", tmp_path)


@pytest.mark.parametrize("arguments", [["--help"], *([verb, "--help"] for verb in VERBS)], ids=" ".join)
def test_help_imports_nothing_heavy(arguments, tmp_path):
    script = f"from optlab.cli import main\ntry:\n    main({arguments})\nexcept SystemExit as done:\n    assert done.code == 0"
    assert not {"numpy", "sympy", "scipy", "torch", "matplotlib", "pyarrow", "rich"} & loaded(script, tmp_path)


@pytest.mark.parametrize("arguments", [["list", "claims"], ["list", "problems", "--json"], ["list", "papers"]], ids=" ".join)
def test_list_imports_neither_torch_nor_scipy(arguments, tmp_path):
    assert not {"torch", "scipy", "matplotlib", "sklearn"} & loaded(f"from optlab.cli import main\nassert main({arguments}) == 0", tmp_path)


def test_verify_on_closed_forms_does_not_import_torch(tmp_path):
    plugin = Path(__file__).with_name("example_plugin.py")
    script = f"from optlab.cli import main\nassert main(['verify', {str(plugin)!r}, '--family', 'valley', '--draws', '0']) == 0"
    assert not {"torch", "matplotlib"} & loaded(script, tmp_path)


@pytest.mark.parametrize("name", sorted(set(optlab.__all__) - {"Figure"}))
def test_public_name_is_there_twice(name):
    first = getattr(optlab, name)
    assert getattr(optlab, name) is first
    assert callable(first)


@pytest.mark.parametrize("name", ["verify", "survey", "replay", "check"])
def test_a_function_is_not_hidden_by_the_module_of_its_name(name, tmp_path):
    loaded(f"import optlab.{name}\nfrom optlab import {name}\nassert callable({name}) and optlab.{name} is {name}", tmp_path)


def test_an_unknown_public_name_is_answered_with_the_known_ones():
    with pytest.raises(AttributeError, match="optlab has no 'Clam'; it has Catalog, Certificate, Claim"):
        optlab.Clam  # noqa: B018


def test_dir_lists_the_public_names():
    assert {"Claim", "Problem", "Method", "run", "verify", "__version__"} <= set(dir(optlab))
    assert optlab.__version__
