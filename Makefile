# The four commands of the house. Everything is made once and again only when what it is made from has changed.
#
#   make run       everything from a fresh clone, then serves http://127.0.0.1:8000
#   make install   the same without serving
#   make test      lint, types, import contracts, translations, every test, browser journeys included
#   make help      the rest

.DEFAULT_GOAL := help
SHELL := /bin/sh
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .stamps
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 3

PO := $(wildcard webapp/translations/*/LC_MESSAGES/messages.po)
MO := $(PO:.po=.mo)
ASSET_SOURCES := $(shell find webapp/assets/src -type f) $(wildcard webapp/assets/*.json webapp/assets/build.mjs webapp/assets/.npmrc)

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run install test lint types contracts translations tests heart both postgresql mutants faults lock messages format assets clean

help: ## Show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: install ## Serve the demo agency at http://127.0.0.1:8000
	@$(BIN)/fashen demo serve --host $(HOST) --port $(PORT)

# The demo is brought up to date each time: it does nothing when there is nothing to do.
install: $(STAMPS)/packages $(MO) | $(STAMPS)/assets.try ## Virtual environment, packages, assets, database, demo
	@$(BIN)/fashen demo load

# ------------------------------------------------------------------------------------------------- pieces

$(STAMPS)/venv:
	@mkdir -p $(STAMPS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Fashen needs Python 3.11 or newer; run: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 2; }
	@echo "==> virtual environment in $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@touch $@

$(STAMPS)/packages: requirements/base.lock pyproject.toml | $(STAMPS)/venv
	@echo "==> packages, each checked against its hash"
	@$(BIN)/pip install --quiet --require-hashes -r requirements/base.lock
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(STAMPS)/test-packages: requirements/test.lock $(STAMPS)/packages
	@echo "==> packages for the tests"
	@$(BIN)/pip install --quiet --no-compile --require-hashes -r requirements/test.lock
	@touch $@

%.mo: %.po | $(STAMPS)/packages
	@$(BIN)/pybabel -q compile -i $< -o $@

# The product works without browser assets, so a machine that cannot build them is told and goes on.
$(STAMPS)/assets: $(ASSET_SOURCES) | $(STAMPS)/packages
	@echo "==> browser assets"
	@$(BIN)/python -m webapp.assets_build --install-node && touch $@ \
	  || echo "    browser assets were not built; pages work without them. Try again later: make assets"

.PHONY: $(STAMPS)/assets.try
$(STAMPS)/assets.try: | $(STAMPS)/packages
	@$(MAKE) --silent $(STAMPS)/assets

assets: $(STAMPS)/packages ## Build the browser assets again
	@rm -f $(STAMPS)/assets
	@$(MAKE) --silent $(STAMPS)/assets

# -------------------------------------------------------------------------------------------------- tests

test: $(STAMPS)/test-packages $(MO) ## Everything that must hold before a change is published
	@$(MAKE) --silent -j 2 types lint contracts translations $(STAMPS)/browser $(STAMPS)/assets.try
	@$(MAKE) --silent both

# Debian's browser, LibreOffice and a Chinese font, when this machine has none and lets us install them.
$(STAMPS)/browser: webapp/assets/browser.sh
	@mkdir -p $(STAMPS)
	@sh webapp/assets/browser.sh
	@touch $@

lint: $(STAMPS)/test-packages ## ruff, spelling, templates
	@echo "==> ruff"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "==> spelling"
	@$(BIN)/codespell workflows webapp tests bpmn document_templates docs *.md Makefile
	@echo "==> templates"
	@$(BIN)/djlint --lint --quiet webapp/templates

types: $(STAMPS)/test-packages ## mypy --strict
	@echo "==> types"
	@$(BIN)/mypy

contracts: $(STAMPS)/test-packages ## Which room may import which
	@echo "==> import contracts"
	@$(BIN)/lint-imports --no-cache

translations: $(STAMPS)/test-packages $(MO) ## Every sentence has its English
	@echo "==> translations"
	@$(BIN)/pytest -q tests/architecture/test_translations.py

tests: $(STAMPS)/test-packages $(MO) $(STAMPS)/browser | $(STAMPS)/assets.try ## Every test, in WORKERS processes
	@echo "==> tests"
	@$(BIN)/pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder

# What touches locks, jobs, clocks, journals, number series and versions, and one journey.
HEART := $(addprefix tests/acts/test_,clocks.py move_runs.py promises_numbers.py promises_record.py) \
  $(addprefix tests/faults/test_,a_step_fails_halfway.py all_at_once.py clocks_fire_once.py many_workers.py \
  two_at_the_office.py what_is_cut_off.py what_is_sealed.py) tests/journeys/test_two_people_press_at_once.py

heart: $(STAMPS)/test-packages $(MO) $(STAMPS)/browser | $(STAMPS)/assets.try ## The tests that depend most on the database, on PostgreSQL
	@echo "==> the same on PostgreSQL"
	@FASHEN_TEST_ENGINE=postgresql $(BIN)/pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(HEART)

# PostgreSQL waits for its disk, a browser for its pages: the two runs fill one another's gaps. The second speaks afterwards.
both: $(STAMPS)/test-packages $(MO) $(STAMPS)/browser | $(STAMPS)/assets.try
	@$(MAKE) --silent heart WORKERS=1 > $(STAMPS)/heart.log 2>&1 & heart=$$!; \
	$(MAKE) --silent tests; tests=$$?; \
	wait $$heart; heart=$$?; cat $(STAMPS)/heart.log; exit $$((tests + heart))

postgresql: $(STAMPS)/test-packages $(MO) $(STAMPS)/browser | $(STAMPS)/assets.try ## Acts, questions, records, seals, faults, journeys and pages on PostgreSQL
	@echo "==> the whole conformance on PostgreSQL"
	@FASHEN_TEST_ENGINE=postgresql $(BIN)/pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder \
	  tests/acts tests/questions tests/records tests/witness tests/faults tests/journeys tests/webapp --ignore-glob='tests/webapp/*_in_browser.py'

mutants: $(STAMPS)/test-packages ## Every mutant of the shipped flows, those that take long included
	@FASHEN_ALL_MUTANTS=1 $(BIN)/pytest -q -n $(WORKERS) --dist load tests/process/proof/test_mutants.py \
	  tests/process/proof/test_mutants_of_ways.py tests/process/proof/test_mutants_of_facts.py

faults: $(STAMPS)/test-packages $(MO) ## The long fault suite: a thousand acts under kill -9, every byte of a dossier, on each database
	@for engine in sqlite postgresql; do \
	  echo "==> faults on $$engine"; \
	  FASHEN_TEST_FAULTS=long FASHEN_TEST_ENGINE=$$engine $(BIN)/pytest -q -s tests/faults tests/acts/test_dossier_bytes.py \
	    || exit 1; \
	done

# ------------------------------------------------------------------------------------------------ upkeep

format: $(STAMPS)/test-packages ## Format and mend what a machine can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

messages: $(STAMPS)/packages ## Gather new sentences into the English catalogue
	@$(BIN)/python -m webapp.catalogue

LOCK := uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

lock: ## Write the lock files again from requirements/*.in (needs uv)
	@cd requirements && $(LOCK) base.in -o base.lock
	@cd requirements && $(LOCK) test.in -c base.lock -o test.lock
	@cd requirements && $(LOCK) node.in -o node.lock

clean: ## Remove everything that was made; data in var stays
	@rm -rf $(VENV) $(STAMPS) webapp/static/dist webapp/assets/node_modules *.egg-info $(MO)
