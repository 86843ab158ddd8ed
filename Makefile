# Everything a newcomer types. `make help` lists it.
# Recipes quote every path, so that the project works in a folder with a space in its name.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON := $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
UV_VERSION := 0.13.9
# Every folder with a pyproject.toml is a member: a new source needs no line here.
MEMBERS := $(patsubst %/pyproject.toml,%,$(wildcard taps/*/pyproject.toml targets/*/pyproject.toml sandbox/pyproject.toml tools/pyproject.toml))
PACKAGES := $(filter-out %/tests,$(patsubst %/__init__.py,%,$(wildcard $(MEMBERS:%=%/*/__init__.py))))
# Passed on to pytest: make test ARGS="-k landing"
ARGS ?=
export PATH := $(BIN):$(PATH)

.PHONY: help install lock demo test lint types bench docs up down clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

install: $(VENV)/.installed ## make .venv from the lock and the workspace members; nothing to do when nothing changed

# pip alone is enough: it puts uv into the environment, uv does the rest with every hash checked.
$(VENV)/.installed: requirements.lock pyproject.toml $(MEMBERS:%=%/pyproject.toml)
	@test -x "$(BIN)/python" || "$(PYTHON)" -m venv --without-pip "$(VENV)"
	@test -x "$(BIN)/uv" || "$(PYTHON)" -m pip --python "$(BIN)/python" install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@echo "installing the lock ..."
	@"$(BIN)/uv" pip install --quiet --python "$(BIN)/python" --require-hashes -r requirements.lock
	@"$(BIN)/uv" pip install --quiet --python "$(BIN)/python" --no-deps $(MEMBERS:%=-e ./%)
# Where PYTHONDONTWRITEBYTECODE is set, as in many images, each command would compile a second's worth of modules anew.
	@"$(BIN)/python" -m compileall -qq -j 0 "$(VENV)/lib" $(MEMBERS) || true
	@touch "$@"

lock: install ## resolve the members' pyproject files anew into requirements.lock
	"$(BIN)/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-package denomas-tap-common --no-emit-package denomas-target-common --group dev pyproject.toml $(MEMBERS:%=%/pyproject.toml) -o requirements.lock

demo: install ## run everything on this machine, with no credentials, and show what landed (DEMO_SCALE=10 for more data)
	@denomas demo

# One file runs in one process: its PostgreSQL and its Meltano project are its own. The files of tests/ take longest, so
# they start first.
test: install ## run all tests
	@pytest -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: install ## check style, types, SQL, and that plugins, packages, pages and schedules agree
	@ruff check .
	@ruff format --check --quiet .
	@$(MAKE) --silent types
	@cd transform && sqlfluff lint models
	@denomas lint

types: install # mypy alone, for pre-commit
	@mypy $(PACKAGES)

bench: install ## measure what is fast and how it grows, beside its peers where they install
	@test -x .venv-bench/bin/python || uv venv --quiet .venv-bench
	@uv pip install --quiet --python .venv-bench/bin/python -r benchmarks/peers.in || echo "peers could not be installed; measuring without"
	@python benchmarks/run.py --peers .venv-bench/bin/python $(ARGS)
	@python benchmarks/rest.py --peers .venv-bench/bin/python

docs: install ## write the settings tables of the READMEs, and the models' documentation
	@denomas docs
	@meltano --log-level=warning invoke --no-install dbt docs generate

up: install ## start the sandbox: a stand-in for every source
	@sandbox up

down: install ## stop the sandbox
	@sandbox down

clean: ## stop the sandbox, then remove everything that was made: environment, warehouse, state, logs
	@if test -x "$(BIN)/sandbox"; then "$(BIN)/sandbox" down || true; fi
	rm -rf "$(VENV)" .meltano .sandbox warehouse logs transform/target transform/logs .pytest_cache .mypy_cache .ruff_cache .hypothesis
