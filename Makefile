# `make reports` and `make test` do all the set-up themselves, from a clean clone.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help lab reports bundle test test-long lint locks clean
help:
	@echo "make reports    builds the sample cohort's reports and prints where to open them"
	@echo "make lab        opens the lessons in your browser"
	@echo "make bundle     puts the kit and all that it needs into one folder for a USB stick"
	@echo "make test       runs the tests (under 12 minutes)"
	@echo "make test-long  runs the long tests"

define set_up
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "coalitionkit needs Python 3.11 or newer. Try: make $@ PYTHON=python3.12"; exit 1; }
	@test -d .venv || $(PYTHON) -m venv .venv
	@echo "Installing what the kit needs into .venv (once; minutes on a slow line) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
endef

.venv/ready: requirements.lock pyproject.toml
	$(call set_up,requirements.lock)

.venv/ready-test: requirements-test.lock pyproject.toml
	$(call set_up,requirements-test.lock)
	@touch .venv/ready

reports: .venv/ready
	@$(BIN)/coalitionkit report spring-cohort

lab: .venv/ready
	@$(BIN)/coalitionkit lab

# For a room without a network: make bundle, or make bundle FOR=windows FOR_PYTHON=3.12
FOR = this
bundle: .venv/ready
	@$(BIN)/coalitionkit bundle --for $(FOR) --python "$(FOR_PYTHON)"

lint: .venv/ready-test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

# One run each for the package, for what needs a browser to itself, and for the notebooks, which
# run in kernels of their own as a learner runs them; templates need parameters.
test: lint
	@$(BIN)/pytest -n auto --dist loadfile --ignore=tests/browser
	@$(BIN)/pytest tests/browser
	@$(BIN)/pytest --nbval-lax -W ignore notebooks/*.ipynb exercises/*.ipynb exercises/solutions/*.ipynb

test-long: .venv/ready-test
	@$(BIN)/pytest -n auto --dist load tests/long

# For maintainers: needs uv. The locks name no registry.
locks:
	uv pip compile pyproject.toml --group build --extra documents --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header --quiet -o requirements.lock
	uv pip compile pyproject.toml --group build --extra test --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header --quiet -o requirements-test.lock

clean:
	rm -rf .venv reports
