# Quire's commands for a clone. `make` lists them; `make demo` and `make test` do all their own set-up.
# Everything they make lies in this folder: .venv (Python packages) and .quire (weights, database).
#
# To hand something on:   make demo ARGS="--port 9000"     make test ARGS="tests/unit -k rota"
# To choose the Python:   make demo PYTHON=python3.12      (3.11 or newer; looked for otherwise)

SHELL := bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test lint format setup install weights system-packages docs messages constraints clean

QUIRE_DATA_DIR ?= $(CURDIR)/.quire
PYTHON ?=
ARGS ?=
# Tests wait for the disk more than they compute: more of them at once than one are worth it on one core, too.
WORKERS ?= 2
export QUIRE_DATA_DIR PYTHON

py := .venv/bin/python

help: ## list these commands
	@echo "Quire. Commands:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-23s %s\n", $$1, $$2 }'

demo: ## run the bot in a simulated Discord, in your browser; no token, no account
	@bash deploy/setup/venv.sh demo
	@$(py) -m bot model fetch
	@exec $(py) -m bot demo $(ARGS)

# Modules are compiled once, not by each of the many bots and commands that the tests start.
test: export PYTHONDONTWRITEBYTECODE =
test: ## run every test, the real weights and a real browser included
	@bash deploy/setup/venv.sh dev
	@bash deploy/setup/system-packages.sh
	@$(py) -m bot model fetch
	@exec $(py) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

lint: ## check style and types: ruff, mypy
	@bash deploy/setup/venv.sh dev
	@failed=0; \
	for check in "ruff check ." "ruff format --check ." mypy; do \
	  echo "$$check"; $(py) -m $$check || failed=1; \
	done; exit $$failed

format: ## put the code in the house's style
	@bash deploy/setup/venv.sh dev
	$(py) -m ruff check --fix .
	$(py) -m ruff format .

setup: ## only install into .venv what running, testing and linting need
	@bash deploy/setup/venv.sh dev

install: ## only install into .venv what a server needs (then: .venv/bin/quire run)
	@bash deploy/setup/venv.sh run

weights: ## only fetch the default model
	@bash deploy/setup/venv.sh run
	@$(py) -m bot model fetch

system-packages: ## only look for chromium and the like; installs them if you are root
	@bash deploy/setup/system-packages.sh

docs: ## write the generated parts of README.md and docs/ anew
	@bash deploy/setup/venv.sh dev
	@QUIRE_WRITE_DOCS=1 $(py) -m pytest -q tests/unit/test_docs.py

messages: ## write bot/locales/quire.pot anew: every sentence that members see
	@bash deploy/setup/venv.sh dev
	@QUIRE_WRITE_MESSAGES=1 $(py) -m pytest -q tests/unit/test_catalogue.py

constraints: ## pin every Python package anew, to the newest that pyproject.toml allows
	@bash deploy/setup/constraints.sh

# Stories and weights stay: no word that a person wrote goes away by a clean-up.
clean: ## remove .venv and caches; keeps .quire (your stories, the weights)
	@rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find bot cogs tests -type d -name __pycache__ -prune -exec rm -rf {} +
	@if [ -d .quire ]; then echo "Kept .quire (stories and weights). To remove it too: rm -r .quire"; fi
