# `make` alone lists the targets. Everything runs on Python 3.11 or later, make and a
# package index; no target needs another to have been run first.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OURS := bot workflows models practice tests
# Two workers use both cores of the smallest machine we promise to be quick on.
WORKERS ?= 2
# -qq leaves errors and drops the warnings that an index gives for packages it lacks.
PIP := $(BIN)/python -m pip install -qq --no-input --disable-pip-version-check

# Stamps, not targets of their own: packages are installed again only when the
# requirements have changed.
RUN_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or later is needed: $(PYTHON) was not found. Name another with PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; $(PYTHON) is $$($(PYTHON) --version). Name another with PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing what the bot needs (about half a minute the first time) ..."
	@$(PIP) --require-hashes --only-binary :all: -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_STAMP): requirements-dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing what the tests need (about a minute the first time) ..."
	@$(PIP) --require-hashes --only-binary :all: -r requirements-dev.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(RUN_STAMP) $@

.PHONY: install
install: $(DEV_STAMP) ## Make .venv with everything, tests and tools included

.PHONY: demo
demo: $(RUN_STAMP) ## Start the practice workspace and the bot with the example caseload
	@$(BIN)/coregroup demo

.PHONY: run
run: $(RUN_STAMP) ## Run the bot alone, as the environment says
	@$(BIN)/coregroup run

.PHONY: practice
practice: $(RUN_STAMP) ## Run the practice workspace alone
	@$(BIN)/coregroup practice

.PHONY: test
test: $(DEV_STAMP) ## Run the whole suite, on SQLite and PostgreSQL
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -rs

.PHONY: check
check: format-check lint types contracts docs test ## Everything that must hold before a change is kept

.PHONY: format-check
format-check: $(DEV_STAMP)
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted: run make format"; exit 1; }

.PHONY: lint
lint: $(DEV_STAMP)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/codespell
	@$(BIN)/deptry --no-ansi $(OURS) 2>&1

.PHONY: types
types: $(DEV_STAMP)
	@$(BIN)/mypy

.PHONY: contracts
contracts: $(DEV_STAMP)
	@$(BIN)/lint-imports --no-cache --no-logo

.PHONY: docs
docs: $(DEV_STAMP)
	@$(BIN)/python -m pytest tests/docs -q

.PHONY: format
format: $(DEV_STAMP) ## Format the code and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

.PHONY: bench
bench: $(DEV_STAMP) ## Measure acknowledgements, a sweep and the sender
	@$(BIN)/python -m tests.bench

.PHONY: soak
soak: $(DEV_STAMP) ## The long runs: two hundred kills and more
	@$(BIN)/python -m pytest -m soak -rs --timeout 3600

.PHONY: gallery
gallery: $(DEV_STAMP) ## Write every message, form and Home to build/gallery/
	@$(BIN)/python -m tests.gallery

.PHONY: migration
migration: $(DEV_STAMP) ## Draft the next migration: make migration name=add_pack_sent_on
	@test -n "$(name)" || { echo "Give it a name: make migration name=add_pack_sent_on"; exit 1; }
	@$(BIN)/python -m models.migrations "$(name)"

.PHONY: lock
lock: $(BIN)/python ## Choose the newest versions that the bounds allow, with hashes
	@$(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip install -qq --disable-pip-version-check uv
	@for group in build:requirements.txt dev:requirements-dev.txt; do \
		build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
			--generate-hashes --no-header --no-annotate \
			--group "$${group%%:*}" pyproject.toml --output-file "$${group##*:}"; \
	done
