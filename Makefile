# Everything a newcomer types. `make help` lists it.
# Recipes quote every path, so that the project works in a folder with a space in its name.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON := $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
UV_VERSION := 0.13.9
MEMBERS := taps/common taps/tap-postgres-pipeline targets/common targets/target-duckdb sandbox tools
export PATH := $(BIN):$(PATH)

.PHONY: help install lock demo test lint bench docs up down clean

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
	@touch "$@"

lock: install ## resolve the members' pyproject files anew into requirements.lock
	"$(BIN)/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-package denomas-tap-common --no-emit-package denomas-target-common --group dev pyproject.toml $(MEMBERS:%=%/pyproject.toml) -o requirements.lock
