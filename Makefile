# make demo: everything from a fresh clone to the region workbook. make test: everything from a fresh clone to green tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SVOD := $(BIN)/svod
WORKERS ?= auto
LOCKED := --disable-pip-version-check --quiet --require-hashes --no-deps

.PHONY: demo test hazards fuzz bench lint format lock blanks schemas docs picture clean
.DEFAULT_GOAL := demo

# Exit code 1 of consolidate says that some schools' forms have errors, which the demo has on purpose.
demo: $(VENV)/.installed
	rm -rf demo
	$(SVOD) demo demo
	$(SVOD) consolidate --workspace demo || [ $$? -eq 1 ]

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

# What takes minutes to hours: every hazard among good files, every fault of the disk, kills at random moments.
hazards: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto tests/slow

# Forms that are nearly right, and three readers that must agree: make fuzz MUTANTS=100000 SEED=7
fuzz: $(VENV)/.installed-dev
	SVOD_MUTANTS=$(or $(MUTANTS),5000) SVOD_SEED=$(or $(SEED),1) SVOD_EXAMPLES=5000 $(BIN)/python -m pytest -n auto tests/hazards/test_mutants.py tests/hazards/test_readers_agree.py

# The engine beside the floor and beside what people would write instead: make bench BENCH="--schools 250 --rounds 3"
bench: $(VENV)/.installed-dev
	PYTHONPATH=tests $(BIN)/python -m bench $(BENCH)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m cogapp --check README.md engine/vocabulary/texts/README.md

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install $(LOCKED) -r requirements.lock
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/python -m pip install $(LOCKED) -r requirements-dev.lock
	touch $@

# The locks carry hashes and no index addresses, so they work with any registry.
lock: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --disable-pip-version-check --quiet pip-tools
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --build-deps-for editable -o requirements.lock pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --build-deps-for editable --extra dev -o requirements-dev.lock pyproject.toml

blanks: $(VENV)/.installed
	$(SVOD) template --blanks

schemas: $(VENV)/.installed
	$(BIN)/python -m engine.rulebook.schemas rules

docs: $(VENV)/.installed-dev
	$(BIN)/python -m cogapp -r README.md engine/vocabulary/texts/README.md

picture: demo
	.github/pictures

clean:
	rm -rf $(VENV) demo
