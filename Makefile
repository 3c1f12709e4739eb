# Everything runs in .venv, made from the lock files; nothing else is needed than python3, its venv module and make.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
SAMPLES ?= samples
OUTPUT ?= output

.DEFAULT_GOAL := help
.PHONY: help setup run test check golden docs lock clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/installed ## make the environment alone; afterwards .venv/bin/pondera is the program

run: .venv/installed ## read samples/ and write the dataset to output/
	$(BIN)/pondera run $(SAMPLES) --to $(OUTPUT)

test: .venv/installed-dev ## run the whole test suite
	$(BIN)/python -m pytest -n auto

check: .venv/installed-dev ## lint, formatting, strict types, import layers, tested documentation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/docs

golden: .venv/installed-dev ## write tests/golden anew from samples/ (read the difference before you commit it)
	PONDERA_GOLDEN=write $(BIN)/python -m pytest tests/golden || true

docs: .venv/installed-dev ## write the generated pages of docs/ anew
	$(BIN)/python -m pondera.documentation

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet -o requirements.lock
	uv pip compile pyproject.toml --extra build --extra dev -c requirements.lock --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet -o requirements-dev.lock

clean: ## delete the environment and what runs have written
	rm -rf .venv build *.egg-info
	find output -mindepth 1 ! -name README.md -delete

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python requirements.lock pyproject.toml
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@
