# stakegraph: what a developer, CI and a first visitor run. Needs python3 >= 3.11 and make, nothing else.
# npm (statements through Neo4j's own parser) and Java with Maven (a real Neo4j) are optional: see REQUIRE_ALL.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install install-dev run test test-nightly static check audit bench validation soak lint-cypher format lock neo4j cypher-lint-install openapi-lint-install generated-client-install openapi-generator oasdiff clean recorded-run

VENV := .venv
BIN := $(VENV)/bin
SOURCES := app graph schemas analytics cypher
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links
LINT := tests/cypher_lint
OPENAPI_LINT := tests/openapi_lint
GENERATED := tests/api/generated_clients/typescript
GENERATOR := tests/api/generated_clients/openapi_generator
NEO4J := .cache/neo4j
# Processes that share the tests; each has engines of its own.
RECORDED := .cache/recorded
COMPARING = --allow tests/recorded_run/intended.toml --but "$(BUT)"
# Legs of the test suite that run side by side; each has an engine of its own.
WORKERS ?= 2
PYTEST := $(BIN)/python -m pytest --doctest-modules --durations=30 --durations-min=1
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$$name"; break; }; done)

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(VENV)/.runtime ## Install the service into .venv, every file checked by its hash

install-dev: $(VENV)/.development ## Install the service and the tools that check it

run: install ## Start the service with the sample accounts (PORT=8000, DATA=data); Ctrl-C stops it
	@$(if $(PORT),STAKEGRAPH_PORT=$(PORT)) $(if $(DATA),STAKEGRAPH_DATA=$(DATA)) exec $(BIN)/stakegraph serve

test: install-dev ## Run what every change is tested with, or T=tests/api; REQUIRE_ALL=1 fails where Java, npm or ../shared are missing
	$(PYTEST) $(if $(T),$(T),-n $(WORKERS) --dist loadfile tests $(SOURCES))

test-nightly: ## Run every test on every engine, for every kind of record, with all examples
	STAKEGRAPH_TEST_SCOPE=nightly STAKEGRAPH_TEST_ENGINES=native,jvm,neo4j $(MAKE) --no-print-directory test

static: install-dev ## Read the code without running it: lint, format, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --cache-dir .cache/import_linter

check: static ## Run what is quick: the same, house rules and statements
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory cypher-lint-install openapi-lint-install; fi
	$(BIN)/python -m pytest tests/architecture

bench: install-dev ## Measure the service beside what a user would write instead
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.analyses
	$(BIN)/python -m benchmarks.answers
	$(BIN)/python -m benchmarks.book
	$(BIN)/python -m benchmarks.chains
	$(BIN)/python -m benchmarks.feed
	$(BIN)/python -m benchmarks.gaps
	$(BIN)/python -m benchmarks.simulations
	$(BIN)/python -m benchmarks.imports
	$(BIN)/python -m benchmarks.reports

validation: install-dev ## Compare influence with the ranks of real organisations and write docs/validation.md
	$(BIN)/python -m benchmarks.validation

soak: install-dev ## Kill the service and its engine under load, let writers race, and be rude to it, in full
	$(BIN)/python -m tests.soak

recorded-run: install-dev ## Compare all answers with those of another checkout (BEFORE=path/to/checkout, BUT=sentences,document)
	@test -x "$(BEFORE)/.venv/bin/stakegraph" || { echo "Name a checkout where make install was run: make recorded-run BEFORE=path/to/checkout" >&2; exit 1; }
	$(BIN)/python -m tests.recorded_run record --checkout "$(BEFORE)" --output $(RECORDED)/before.ndjson
	$(BIN)/python -m tests.recorded_run record --checkout . --output $(RECORDED)/after.ndjson
	rm -rf $(RECORDED)/store
	$(BIN)/python -m tests.recorded_run store --checkout "$(BEFORE)" --output $(RECORDED)/store
	$(BIN)/python -m tests.recorded_run compare $(RECORDED)/before.ndjson $(RECORDED)/after.ndjson $(COMPARING)
	$(BIN)/python -m tests.recorded_run reopen --checkout . --data $(RECORDED)/store $(COMPARING)

audit: install-dev ## Ask the OSV database about every package that is installed with the service
	$(BIN)/python -m tests.dependency_audit

lint-cypher: install-dev cypher-lint-install ## Run every statement through Neo4j's own parser and analyser, Cypher 5 and 25
	REQUIRE_ALL=1 $(BIN)/python -m pytest tests/architecture/test_cypher_lint.py tests/architecture/test_statements.py

format: install-dev ## Format the code and apply the fixes that are safe
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: install-dev ## Pin every dependency of pyproject.toml anew, with hashes
	$(COMPILE) pyproject.toml --output-file requirements.txt
	$(COMPILE) --group build --output-file requirements-build.txt
	$(COMPILE) --group dask --constraint requirements.txt --output-file requirements-dask.txt
	$(COMPILE) pyproject.toml --extra otel --constraint requirements.txt --output-file requirements-otel.txt
	$(COMPILE) pyproject.toml --extra otel --group build --group dev --group dask --constraint requirements.txt --output-file requirements-dev.txt

neo4j: $(NEO4J)/.complete ## Fetch a real Neo4j by Maven, for the contract suite

cypher-lint-install: $(LINT)/node_modules/.complete ## Fetch Neo4j's own Cypher parser by npm

openapi-lint-install: $(OPENAPI_LINT)/node_modules/.complete ## Fetch the rules for the OpenAPI document by npm

generated-client-install: $(GENERATED)/node_modules/.complete ## Fetch what makes clients in TypeScript by npm

openapi-generator: .cache/openapi_generator/.complete ## Fetch openapi-generator by Maven, and what its client in Java is compiled with

oasdiff: .cache/oasdiff/oasdiff ## Build what finds changes of the OpenAPI document that break clients, with Go

clean: ## Remove everything that was installed, built or cached here; data stays
	rm -rf $(VENV) .cache .hypothesis build dist *.egg-info $(LINT)/node_modules $(OPENAPI_LINT)/node_modules $(GENERATED)/node_modules
	find $(wildcard $(SOURCES) tests benchmarks) -name __pycache__ -type d -prune -exec rm -rf {} +

.cache/oasdiff/oasdiff:
	@command -v go >/dev/null || { echo "oasdiff is built with Go: install Go 1.26 or newer." >&2; exit 1; }
	GOBIN=$(CURDIR)/.cache/oasdiff go install github.com/oasdiff/oasdiff@v1.37.0

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "stakegraph needs Python 3.11 or newer. Install it, or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Installing into $(VENV) with $(PYTHON); the first time takes about a minute."
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); echo "This Python cannot make a virtual environment (Debian: install python3-venv)." >&2; exit 1; }

$(VENV)/.runtime: pyproject.toml requirements.txt requirements-build.txt | $(BIN)/python
	@$(PIP) install --require-hashes -r requirements-build.txt -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.development: requirements-dev.txt $(VENV)/.runtime
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

$(NEO4J)/.complete: tests/neo4j/pom.xml
	@command -v mvn >/dev/null || { echo "A real Neo4j is fetched by Maven: install maven and Java 17 or 21." >&2; exit 1; }
	rm -rf $(NEO4J)
	mvn -q -B -f tests/neo4j/pom.xml dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=$(CURDIR)/$(NEO4J)/lib
	@touch $@

.cache/openapi_generator/.complete: $(GENERATOR)/pom.xml $(GENERATOR)/SHA256SUMS
	@command -v mvn >/dev/null || { echo "openapi-generator is fetched by Maven: install maven and Java 17 or newer." >&2; exit 1; }
	rm -rf $(@D)
	mvn -q -B -f $(GENERATOR)/pom.xml dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=$(CURDIR)/$(@D)
	cd $(@D) && sha256sum --check --strict --quiet $(CURDIR)/$(GENERATOR)/SHA256SUMS
	@touch $@

$(LINT)/node_modules/.complete: $(LINT)/package.json $(LINT)/package-lock.json
	@command -v npm >/dev/null || { echo "Neo4j's Cypher parser is fetched by npm: install Node.js 20 or newer." >&2; exit 1; }
	cd $(LINT) && npm ci --silent
	@touch $@

$(OPENAPI_LINT)/node_modules/.complete: $(OPENAPI_LINT)/package.json $(OPENAPI_LINT)/package-lock.json
	@command -v npm >/dev/null || { echo "The rules for the OpenAPI document are fetched by npm: install Node.js 20.19 or newer." >&2; exit 1; }
	cd $(OPENAPI_LINT) && npm ci --silent --ignore-scripts
	@touch $@

$(GENERATED)/node_modules/.complete: $(GENERATED)/package.json $(GENERATED)/package-lock.json
	@command -v npm >/dev/null || { echo "What makes clients in TypeScript is fetched by npm: install Node.js 20.19 or newer." >&2; exit 1; }
	cd $(GENERATED) && npm ci --silent
	@touch $@
