PYTHON ?= python3
BIN := .venv/bin
# Each worker starts a PostgreSQL of its own; one that is given serves one worker.
WORKERS ?= $(if $(TEST_DATABASE_URL),0,2)
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
UV_LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header pyproject.toml

.PHONY: help run reset test fuzz prove mutants check bench benchpages docs format css screens lock clean walls
.DEFAULT_GOAL := help

help: ## List what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: .venv/run ## Set everything up and serve the demo district on http://127.0.0.1:8000
	@exec $(BIN)/incident-app demo

reset: .venv/run ## Empty the demo district
	@$(BIN)/incident-app demo --reset

test: .venv/dev ## Set everything up and run all tests: SQLite, PostgreSQL, browser (WORKERS=2)
	@PYTHONHASHSEED=0 $(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal

walls: .venv/dev ## The officer's tests on PostgreSQL with each of the two walls alone
	@ONLY_WALL=database $(BIN)/pytest tests/web/officer tests/access/matrix -k PostgreSQL
	@ONLY_WALL=program $(BIN)/pytest tests/web tests/access -k "PostgreSQL and not walls"

fuzz: .venv/dev ## Walk 100,000 new steps through every form (STEPS=), or the same again (SEED=)
	@FUZZ_STEPS=$(or $(STEPS),100000) FUZZ_SEED=$(SEED) $(BIN)/pytest tests/fuzz -k SQLite

prove: .venv/dev ## Compare 1,000 pairs of districts an officer must not tell apart (PAIRS=, SEED=)
	@PROVE_PAIRS=$(or $(PAIRS),1000) PROVE_SEED=$(SEED) $(BIN)/pytest tests/access/test_non_interference.py -k SQLite

mutants: .venv/dev ## Plant faults in who may see what; the tests must find each (ONLY=words, minutes)
	@$(BIN)/python -m tests.mutants.run $(ONLY)

check: .venv/dev ## Lint, types, layers, templates, generated documents, the policy's proof
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/incident-app policy show --markdown | diff docs/policy.md - \
		|| { echo "docs/policy.md is stale: make docs"; exit 1; }
	@$(BIN)/incident-app policy check

benchpages: .venv/bench ## Measure pages at 10 thousand and a million incidents (long)
	@$(BIN)/python bench/pages.py

bench: .venv/bench ## Measure routing beside other engines, in one run (minutes)
	@$(BIN)/python bench/routing.py

docs: .venv/run ## Write the generated documents anew
	@$(BIN)/incident-app policy show --markdown > docs/policy.md.new
	@mv docs/policy.md.new docs/policy.md

format: .venv/dev ## Format the code
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

screens: .venv/dev ## Take the pictures of docs/screens anew (needs Chromium)
	@$(BIN)/python docs/screens/take.py 2>/dev/null

css: ## Cut the design system down anew after a page uses a new class of it (needs Node)
	@npm install --prefix design --no-package-lock --no-audit --no-fund --loglevel=error
	@npm run --prefix design --silent css

lock: .venv/dev ## Lock the dependencies anew, with hashes and without addresses
	@$(PIP) uv
	@$(UV_LOCK) -o requirements/run.txt
	@$(UV_LOCK) --group dev -o requirements/dev.txt
	@$(UV_LOCK) --group bench -o requirements/bench.txt

clean: ## Take the virtual environment away; the demo stays
	@rm -rf .venv

# A stamp is written last, so an interrupted set-up starts over.
.venv/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 run"; exit 1; }
	@echo "Setting up .venv (once, under a minute)"
	@$(PYTHON) -m venv --clear .venv \
		|| { echo "Python's venv is missing. On Debian: apt-get install python3-venv"; exit 1; }
	@touch $@

.venv/run: .venv/venv requirements/run.txt pyproject.toml
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/run requirements/dev.txt
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

.venv/bench: .venv/run requirements/bench.txt
	@$(PIP) --require-hashes -r requirements/bench.txt
	@touch $@
