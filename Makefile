# make lab: the whole catalog verified, every figure drawn.   make test: the tests.   make docs: the documentation, in build/docs.
# Both make .venv first if it is missing or pyproject.toml is newer.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CORES := $(shell $(PYTHON) -c "import os; print(len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count())")

.PHONY: lab test thorough lint bench docs clean

lab: $(READY)
	$(BIN)/optlab verify --processes $(CORES)
	$(BIN)/optlab figure --all --out figures --processes $(CORES)

test: $(READY)
	$(BIN)/python -m pytest -n $(CORES)

thorough: $(READY)
	$(BIN)/python -m pytest -n $(CORES) --hypothesis-profile=thorough

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	.ci/types $(abspath $(BIN))

bench: $(READY)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[bench]"
	$(BIN)/python benchmarks/first_order.py
	$(BIN)/python benchmarks/certification.py
	$(BIN)/python benchmarks/optimizers.py
	$(BIN)/python benchmarks/devices.py

docs: $(READY)
	$(BIN)/python -m sphinx -W --keep-going -b html docs build/docs

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c "import sys; sys.exit(None if sys.version_info >= (3, 11) else 'optlab needs Python 3.11 or newer, but $(PYTHON) is %d.%d; run: make PYTHON=python3.11' % sys.version_info[:2])"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[test]"
	@touch $(READY)

clean:
	rm -rf $(VENV) .optlab figures site build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
