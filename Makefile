# Everything runs in an environment of its own: VENV, made from the lock files when they change.
VENV ?= .venv
PYTHON ?= python3
BIN = $(VENV)/bin

# The tests save thousands of small books: in memory, where 2 GB of it are free.
MEMORY := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 2000000 {print "TMPDIR=/dev/shm"}')

.PHONY: demo dev test check faults bench sample clean

demo: $(VENV)/.installed
	@$(BIN)/carebook demo

dev: $(VENV)/.installed-dev

test: dev
	$(MEMORY) $(BIN)/python -m pytest -n 3 --dist worksteal -q

check: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

faults: dev
	CAREBOOK_FAULTS=200 $(BIN)/python -m pytest -q tests/faults

bench: dev
	$(BIN)/python -m benchmarks

sample: dev
	rm -f sample.db
	$(BIN)/carebook sample sample.db --today 2026-11-25

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "carebook needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@ $(VENV)/.installed
