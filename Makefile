# Everything a developer does, from a fresh clone, with nothing installed but Python and make.

PYTHON ?= python3
BIN := .venv/bin
# Tests wait about as often as they compute: there is one process more than there are cores, four at
# most; `make test WORKERS=0` runs them in one.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(4, 1 + (os.cpu_count() or 1)))')
CODE := runbooks dependencies rehearsals notices reports flows console bench tests docs/samples

.DEFAULT_GOAL := help
.PHONY: help setup rehearsal test check bench lock

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 20

setup: .venv/installed ## create .venv and install what requirements.lock names

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; \
	    sys.exit(v < (3, 11) and f"Callboard needs Python 3.11 or newer; $(PYTHON) is {v[0]}.{v[1]}. Use: make PYTHON=python3.11")'
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@echo "Installing into .venv; the first time takes a minute or two."
	@$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@echo "Compiling the planner; once, half a minute."
	@$(BIN)/python -m dependencies.warm
	@touch $@

rehearsal: setup ## play the shipped M10 dress rehearsal and write its report
	@$(BIN)/callboard rehearse m10 --simulate --seed 7

test: setup check ## check, then run every test
	@$(BIN)/python -m dependencies.warm
	@$(BIN)/python -m pytest --durations=10 --numprocesses $(WORKERS)

check: setup ## formatting, lint, types, and which room may import which
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/mypy $(CODE)
	@$(BIN)/lint-imports

bench: setup ## measure, each beside a plain yardstick
	@status=0; for file in $$(grep -l __main__ bench/*.py); do \
	    name=$$(basename $$file .py); echo "== $$name"; $(BIN)/python -m bench.$$name || status=1; \
	done; exit $$status

lock: setup ## write requirements.lock anew from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-emit-index-url --extra dev pyproject.toml -o requirements.lock
