# Two commands: `make run` and `make test`. Both need git, make, python3 (3.11 or later) and python3-venv; nothing else by hand.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

help:
	@echo "make run    build what is missing, load fictional people, screen the sample list, serve on http://127.0.0.1:$(PORT)"
	@echo "make setup  only the environment; then $(BIN)/naungan --help"
	@echo "make test   every test, on SQLite and PostgreSQL, with a real browser"
	@echo "make check  formatting, types, import contracts, generated pages"
	@echo "make bench  the benchmarks (results in benchmarks/results)"
	@echo "make docs   write generated pages, figures, examples and pictures of docs anew"
	@echo "make lock   resolve the dependencies anew, with hashes"

setup: $(VENV)/base

run: $(VENV)/base
	@$(BIN)/naungan demo --port $(PORT)

test: $(VENV)/dev
	@PYTHON=$(BIN)/python tools/test

check: $(VENV)/dev
	@$(BIN)/ruff format --check --quiet . || { echo "Formatting differs: run '$(BIN)/ruff format .'"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@$(BIN)/python tools/messages.py --check
	@$(BIN)/python tools/reference.py --check
	@$(BIN)/python tools/examples.py --check
	@$(BIN)/python benchmarks/table.py --check
	@$(BIN)/python benchmarks/plot_calibration.py --check
	@$(BIN)/python benchmarks/plot_detection.py --check
	@$(BIN)/python -m pytest tests/test_architecture.py tests/test_house.py

docs: $(VENV)/dev
	@$(BIN)/python tools/messages.py
	@$(BIN)/python tools/reference.py
	@$(BIN)/python tools/examples.py
	@$(BIN)/python benchmarks/table.py
	@$(BIN)/python benchmarks/plot_calibration.py
	@$(BIN)/python benchmarks/plot_detection.py

bench: $(VENV)/dev
	@for script in benchmarks/bench_*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

$(VENV)/base: requirements.lock requirements-uv.lock pyproject.toml
	@PYTHON=$(PYTHON) tools/install requirements.lock $(VENV) && touch $@

$(VENV)/dev: requirements-dev.lock requirements-uv.lock pyproject.toml
	@PYTHON=$(PYTHON) tools/install requirements-dev.lock $(VENV) && touch $@ $(VENV)/base

lock: $(VENV)/dev
	@PATH=$(abspath $(BIN)):$$PATH tools/lock

clean:
	rm -rf $(VENV) var

.PHONY: help setup run test check docs bench lock clean
