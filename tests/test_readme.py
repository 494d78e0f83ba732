"""What the README shows is what the repository holds, and its example works as printed."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_the_example_file_is_the_one_that_is_tested():
    assert (ROOT / "tests" / "example_plugin.py").read_text(encoding="utf-8") in BLOCKS


def test_the_python_example_runs_as_printed():
    (example,) = (b for b in BLOCKS if b.startswith("import optlab"))
    done = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=True)
    assert "polyak-1969/closer-in-every-step holds" in done.stdout


def test_the_training_loop_runs_as_printed_and_trains():
    (example,) = (b for b in BLOCKS if b.startswith("import torch"))
    done = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=True)
    loss = float(done.stdout.split()[1])
    assert loss < 1.0


def test_the_certificate_example_runs_as_printed():
    (example,) = (b for b in BLOCKS if b.startswith("from optlab import SmoothedClassifier"))
    done = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=True)
    assert re.match(r"\d+ of 20 points certified, median l2 radius 0\.\d+, each with confidence 0\.999", done.stdout)


def test_the_comparison_runs_as_printed(tmp_path):
    (words,) = re.findall(r"\$ (optlab sweep .*)", README)
    done = subprocess.run([sys.executable, "-m", *shlex.split(words)], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "Budget: 200 oracle calls for every run of every method, at these prices: grad 1." in done.stdout
    assert len(list(tmp_path.glob("figures/sweep-quadratic-*.png"))) == 1


@pytest.mark.parametrize("name", re.findall(r"\]\(([^)#:]+)\)", README))
def test_linked_files_exist(name):
    assert (ROOT / name).is_file()
