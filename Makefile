# Everything a developer does here, one word each. `make` alone lists them.

.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c

PY := .venv/bin/python
BIN := .venv/bin
PORT ?= 8000
JOBS ?= auto
ARGS ?=
PYTEST := $(PY) -m pytest
# A file is one process's, and files are begun in the order tests/conftest.py gives them.
SPREAD := -n $(JOBS) --dist loadfile --no-loadscope-reorder
# What needs a server or a browser, or minutes, has a word of its own, also where the server or browser is installed.
EVERYDAY := not browser and not server and not postgres and not elasticsearch and not crawl and not process

ifdef TODAY
export GONGSHI_TODAY := $(TODAY)
endif
ifdef PYTHON
export PYTHON
endif

.PHONY: help setup setup-dev run dev test test-processes test-crawl test-servers test-postgres test-elasticsearch test-browser bench \
	mutations check lint types layers templates project deployable locks smoke lock format clean

help: ## list what can be done
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-20s %s\n", $$1, $$2}'
	@echo "  PORT=8010 changes the port of run and dev; ARGS='-k name' goes to pytest; TODAY=2027-06-01 moves the tests' clock"

# --- running ---

setup: ## make .venv with what the service needs (done once, until the lock file changes)
	@scripts/setup base

setup-dev:
	@scripts/setup base dev

# exec: no shell stands between make and the script, so a signal to make reaches it.
run: setup ## run the whole site on this machine, with demo content
	@exec $(PY) scripts/serve.py --port "$(PORT)"

dev: setup ## the same with DEBUG on, restarting when code changes
	@exec $(PY) scripts/serve.py --port "$(PORT)" --debug

# --- testing ---

test: setup-dev ## the everyday tests: SQLite, no servers, no browser
	@echo "Left to other words: test-processes (several at once, killed, restored), test-crawl (every link, address, form and act as every role), test-browser, test-postgres, test-elasticsearch, test-servers (nginx), mutations."
	$(PYTEST) $(SPREAD) -m "$(EVERYDAY)" $(ARGS)

test-processes: setup-dev ## what takes several processes: at the same moment, killed, saved and restored
	$(PYTEST) $(SPREAD) -m "process and not server" $(ARGS)

test-crawl: setup-dev ## every link, address, form and act, as every role and as nobody
	$(PYTEST) $(SPREAD) -m "crawl" $(ARGS)

test-servers: setup-dev ## the proxy's configuration, in a real nginx
	$(PYTEST) $(SPREAD) -m "server and not postgres and not elasticsearch" $(ARGS)

test-postgres: setup-dev ## what PostgreSQL may answer otherwise, and every page and form, on a throwaway one
	$(PY) scripts/postgres.py run -- $(PYTEST) $(SPREAD) -m "(database_differs or postgres) and not elasticsearch" $(ARGS)

test-elasticsearch: setup-dev ## the search tests on a throwaway, genuine Elasticsearch
	$(PY) scripts/elasticsearch.py run -- $(PYTEST) -m elasticsearch $(ARGS)

test-browser: setup-dev ## the journeys, in a Chromium
	$(PYTEST) -n $(JOBS) --dist loadgroup --no-loadscope-reorder -m browser tests/browser $(ARGS)

smoke: ## make run on a free port with fresh data: pages answer, and nothing is left when it is killed
	python3 scripts/smoke.py

bench: setup-dev ## measure under load
	$(PY) -m tests.load.bench $(ARGS)

mutations: setup-dev ## plant faults one by one and say which the tests find (by hand or by night: an hour)
	$(PY) -m tests.mutations $(ARGS)

# --- checking ---

check: lint types layers templates project deployable locks ## all checks that need no tests

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-dev
	$(BIN)/mypy
	@# The scripts stand outside Django: run on their own, with its plugin and settings left out.
	cd scripts && ../$(BIN)/mypy --config-file= --cache-dir=../.mypy_cache/scripts --strict --no-warn-return-any --ignore-missing-imports --disable-error-code import-untyped --python-version 3.11 *.py ../tests/servers.py

layers: setup-dev
	PYTHONPATH=site $(BIN)/lint-imports

templates: setup-dev
	$(BIN)/djlint templates --lint --quiet

# In a data folder of their own: a check must not touch what is in var/.
project: setup-dev
	@data=$$(mktemp -d); trap 'rm -rf "$$data"' EXIT; export DATA_DIR=$$data; set -x; \
	$(PY) manage.py makemigrations --check --dry-run; \
	$(PY) manage.py check --fail-level WARNING

deployable: setup-dev
	@data=$$(mktemp -d); trap 'rm -rf "$$data"' EXIT; export DATA_DIR=$$data \
	DJANGO_SETTINGS_MODULE=portal.settings.production ALLOWED_HOSTS=gongshi.example SITE_URL=https://gongshi.example; \
	SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))'); export SECRET_KEY; set -x; \
	$(PY) manage.py check --deploy --fail-level WARNING

locks:
	@if grep -nEi '^ *(-i|-f|--index-url|--extra-index-url|--find-links|--trusted-host)|index-url=|://' requirements/*.txt; then \
		echo "A lock file names an index or an address: it must be installable from any registry."; exit 1; fi

lock: setup-dev ## lock the versions anew, from requirements/*.in
	for layer in base dev; do \
		$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
			"requirements/$$layer.in" -o "requirements/$$layer.txt" $(ARGS); \
	done

format: setup-dev ## put code into the house's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove what was built; data in var/ and .venv stay
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
