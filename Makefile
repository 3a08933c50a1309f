# Every target does its own set-up: on a bare Debian 12 with git, make and python3, `make demo` and `make test` just work.
.DEFAULT_GOAL := help
.PHONY: help demo test test-scale test-peers spark check bench soak constraints services clean
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
SPARK_PORT ?= 0
VENV := .venv
BIN := $(VENV)/bin

help: ## say what there is to make
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' Makefile

demo: $(VENV)/ready ## make the demo network and serve it at http://localhost:8000 (PORT=... for another port)
	@exec $(BIN)/auzolan demo --port $(PORT)

test: $(VENV)/ready ## run every test (installs PostgreSQL, Chromium, hledger and ledger where it may, else says what is left out)
	@tools/services.sh
	@$(BIN)/python -m pytest -n 2 $(ARGS)

test-scale: $(VENV)/ready ## the tests on a Spark cluster of their own (installs Spark and Java where it may; no part of make test)
	@VENV="$(VENV)" tools/scale.sh
	@$(BIN)/python -m pytest tests/scale $(ARGS)

test-peers: ## our counts beside other people's, in an environment of their own (.peers, about 1.5 GB; no part of make test)
	@PYTHON="$(PYTHON)" VENV=.peers PINS=constraints-peers.txt tools/venv.sh
	@.peers/bin/python -m pytest tests/peers -n 2 $(ARGS)

spark: $(VENV)/ready ## start a Spark cluster on this machine alone, a master and two workers, until Ctrl-C (SPARK_PORT=7077)
	@VENV="$(VENV)" tools/scale.sh
	@exec $(BIN)/python tools/spark_cluster.py --port $(SPARK_PORT)

check: $(VENV)/ready ## ruff, mypy --strict, who may import whom, and the tidy tests
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m pytest tests/tidy

bench: $(VENV)/ready ## measure every hot path beside a peer and write docs/benchmarks.md (ONLY=append for one)
	@tools/services.sh
	@$(BIN)/python tools/benchmarks.py $(ONLY)

soak: $(VENV)/ready ## the large sizes of the tests that break things on purpose (hours)
	@tools/services.sh
	@AUZOLAN_TEST_SIZE=large $(BIN)/python -m pytest tests/faults tests/properties $(ARGS)

constraints: $(VENV)/ready ## pin every dependency again, by version and hash, without addresses
	@command -v uv >/dev/null || { echo "make constraints needs uv: pip install uv" >&2; exit 1; }
	uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --group dev pyproject.toml -o constraints.txt
	printf 'pyspark>=4.1\nsetuptools>=75\n' | uv pip compile --universal --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links - -o constraints-scale.txt
	uv pip compile --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
		--group peers pyproject.toml -o constraints-peers.txt

services:
	@tools/services.sh

clean: ## take away what make and the tests made, but no data
	rm -rf $(VENV) .peers test-artefacts .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Made again when the pins or the project's own entry points change.
$(VENV)/ready: constraints.txt pyproject.toml tools/venv.sh
	@PYTHON="$(PYTHON)" VENV="$(VENV)" tools/venv.sh
