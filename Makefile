# `make` alone lists what there is.
PORT ?= 8000
DATA ?= data
PYTEST_WORKERS ?= 3
PROOF_SEED ?= $(shell od -An -N4 -tu4 /dev/urandom | tr -d ' ')
RUN := .venv/bin
unexport PYTHONDONTWRITEBYTECODE
export PYTHONUTF8 = 1

# The first Python here that runs and is new enough: a version manager's stand-in may exist without its version.
FIND_PYTHON = for p in python3.13 python3.14 python3.12 python3 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; then echo $$p; exit; fi; done

.DEFAULT_GOAL := help
.PHONY: help start install test check story bench proof canary

help:
	@echo 'make start    install what is locked, build, and open Tuokio with its demo at port $(PORT)'
	@echo 'make test     everything that must hold, on SQLite and on PostgreSQL'
	@echo 'make check    style, types, direction, migrations, templates, translations, tracked files'
	@echo 'make story    the journeys in a browser'
	@echo 'make bench    the figures: time, memory and queries of the busiest pages'
	@echo 'make canary   search all that a journey leaves for what was said in it; CANARIES=file gives the texts'
	@echo 'make proof    the long proofs with their full counts'

install:
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then echo 'Python 3.12 or newer is needed.' >&2; exit 1; fi; \
	$$python tools/install.py

start: install
	@exec $(RUN)/tuokio start --demo --data '$(DATA)' --port '$(PORT)'

check: install
	@$(RUN)/ruff check --quiet
	@$(RUN)/ruff format --quiet --check
	@told=$$($(RUN)/lint-imports --no-logo) || { echo "$$told"; exit 1; }
	@$(RUN)/python tools/check_tree.py
	@$(RUN)/python tools/translations.py check
	@$(RUN)/python tools/check_django.py
	@$(RUN)/mypy --no-error-summary
	@npx --no-install tsc --noEmit

# The closing line of each part is the test runner's own.
test: install
	@$(RUN)/python tools/install.py system
	@$(MAKE) --no-print-directory check
	@npx --no-install vitest run --dir frontend --testTimeout 30000
	@echo 'Proofs begin at PROOF_SEED=$(PROOF_SEED). SQLite:'
	@PROOF_SEED=$(PROOF_SEED) $(RUN)/pytest -n $(PYTEST_WORKERS) --dist worksteal
	@echo 'PostgreSQL:'
	@PROOF_SEED=$(PROOF_SEED) $(RUN)/python tools/postgres.py -- \
		$(RUN)/pytest -n $(PYTEST_WORKERS) --dist worksteal --ignore tests/house -m 'not browser or also_postgresql'

story: install
	@$(RUN)/python tools/install.py system
	@$(RUN)/pytest tests/journeys

bench: install
	@$(RUN)/python -m bench

# CANARIES=file gives texts of one's own, a line each: kind: text (tests/canary/planted.py names the kinds).
canary: install
	@$(RUN)/python tools/install.py system
	@echo 'SQLite:'
	@CANARIES='$(CANARIES)' $(RUN)/pytest tests/canary
	@echo 'PostgreSQL:'
	@CANARIES='$(CANARIES)' $(RUN)/python tools/postgres.py -- $(RUN)/pytest tests/canary/test_sweep.py

proof: install
	@$(RUN)/python tools/install.py system
	@echo 'Proofs begin at PROOF_SEED=$(PROOF_SEED). SQLite:'
	@PROOF=1 PROOF_SEED=$(PROOF_SEED) $(RUN)/pytest -m long
	@echo 'PostgreSQL:'
	@PROOF=1 PROOF_SEED=$(PROOF_SEED) $(RUN)/python tools/postgres.py -- $(RUN)/pytest --ignore tests/house -m long
	@echo 'What seals the notes: 10,000 changes of each kind, then every change of its code.'
	@PROOF=1 PROOF_SEED=$(PROOF_SEED) npx --no-install vitest run frontend/vault/proof frontend/workroom/proof
	@MUTATION=1 npx --no-install stryker run tools/mutation.json
