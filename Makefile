# Every chore of the project. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
PORT ?= 8000
T ?=
FOR ?= 120
SEED ?=
KILLS ?= 200
NUMBER ?= 50000
WRITE ?=

##@ Use it

.PHONY: up
up: $(VENV)/.run ## Start Laurel with demo data on http://localhost:8000 (PORT=…)
	@exec $(BIN)/laurel up --port $(PORT)

.PHONY: setup
setup: $(VENV)/.run $(VENV)/.test ## Install everything, start nothing
	@tools/setup/chromium
	@tools/setup/postgresql

##@ Check it

.PHONY: test
test: setup check ## Everything that CI runs: lint, types, imports, all tests
	@$(BIN)/python -m tools.run_tests

.PHONY: test-fast
test-fast: $(VENV)/.run $(VENV)/.test ## Tests without browser and servers (T=path narrows)
	@$(BIN)/pytest -q -n 2 -m "not browser and not slow" $(T)

.PHONY: test-browser
test-browser: setup ## Tests in a real Chromium
	@$(BIN)/pytest -q -m browser $(T)

.PHONY: test-kill
test-kill: $(VENV)/.run $(VENV)/.test ## Kill a list under way at 200 random moments (KILLS=number)
	@KILLS=$(KILLS) $(BIN)/pytest -q -n 0 packages/laurel/tests/journeys/test_kill_batch.py

.PHONY: check
check: lint types imports ## Formatting, lint, types and import contracts

.PHONY: lint
lint: $(VENV)/.run $(VENV)/.test ## Formatting and lint
	@$(BIN)/ruff format --check -q . || { echo "run: make fmt"; exit 1; }
	@$(BIN)/ruff check -q .

.PHONY: types
types: $(VENV)/.run $(VENV)/.test ## Types, strict
	@$(BIN)/mypy -p obkit -p laurel

.PHONY: imports
imports: $(VENV)/.run $(VENV)/.test ## The walls between the rooms
	@$(BIN)/lint-imports --no-cache

.PHONY: requirements
requirements: setup ## Which promises of docs/requirements.md are kept, from a real run
	@$(BIN)/python -m tools.requirements

.PHONY: lighthouse
lighthouse: setup ## Lighthouse on what strangers open, needs Node; writes docs/lighthouse.md
	@$(BIN)/python -m tools.lighthouse

.PHONY: pdfa
pdfa: $(VENV)/.run $(VENV)/.test ## veraPDF on every paper that people keep, needs Java; writes docs/pdfa.md
	@$(BIN)/python -m tools.pdfa

.PHONY: bench
bench: $(VENV)/.bench ## Speed, side by side with peers; writes docs/benchmarks.md
	@$(BIN)/python -m tools.bench

.PHONY: bench-many
bench-many: $(VENV)/.bench ## 100,000 credentials in a stream; writes docs/benchmarks-many.md
	@$(BIN)/python -m tools.bench.many

.PHONY: bench-backpack
bench-backpack: $(VENV)/.run $(VENV)/.test ## Pages of somebody with 500 badges; writes docs/benchmarks-backpack.md
	@$(BIN)/python -m tools.bench.backpack

.PHONY: bench-batch
bench-batch: $(VENV)/.run $(VENV)/.test ## A list of people on a running instance (NUMBER=people); writes docs/benchmarks-batch.md
	@$(BIN)/python -m tools.bench.batch --number $(NUMBER)

.PHONY: bench-rules
bench-rules: $(VENV)/.run $(VENV)/.test ## Rules for 10,000 learners and for one new result; writes docs/benchmarks-rules.md
	@$(BIN)/python -m tools.bench.rules

.PHONY: fuzz
fuzz: $(VENV)/.run $(VENV)/.test ## Hostile input for the library, at random (FOR=seconds, SEED=number, WRITE=page)
	@$(BIN)/python -m packages.obkit.tests.fuzz.runner --seconds $(FOR) $(if $(SEED),--seed $(SEED)) $(if $(WRITE),--write $(WRITE))

##@ Keep it

.PHONY: fmt
fmt: $(VENV)/.run $(VENV)/.test ## Format and mend what lint can mend
	@$(BIN)/ruff format -q .
	@$(BIN)/ruff check -q --fix . || true

.PHONY: docs
docs: $(VENV)/.run $(VENV)/.test ## Make the pages that follow from the code
	@$(BIN)/python -m tools.library_docs
	@$(BIN)/python -m tools.api_docs

.PHONY: lock
lock: $(UV) ## Pin and hash the dependencies anew
	@for f in run build test bench pdfa; do \
	  $(UV) pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-header requirements/$$f.in -o requirements/$$f.txt; done

.PHONY: clean
clean: ## Remove the virtual environment and what the tools left
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build

.PHONY: help
help: ## This list
	@awk 'BEGIN {FS = ":.*## "} \
	  /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

# --- how the environment comes about -------------------------------------------------

$(UV):
	@$(PYTHON) tools/setup/python.py
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -q --disable-pip-version-check uv

$(VENV)/.run: $(UV) requirements/run.txt requirements/build.txt packages/obkit/pyproject.toml packages/laurel/pyproject.toml
	@echo "Installing what Laurel needs"
	@$(UV) pip install -q --python $(BIN)/python --require-hashes --only-binary :all: -r requirements/run.txt -r requirements/build.txt
	@$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e packages/obkit -e packages/laurel
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	@echo "Installing what the checks need"
	@$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.run $(VENV)/.test requirements/bench.txt
	@echo "Installing what is measured beside us"
	@$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements/bench.txt
	@touch $@
