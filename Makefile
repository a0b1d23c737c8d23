# Everything that is done with this project, one target each; `make` alone lists them.
# Needs make, a Python from 3.11 to 3.13 (PYTHON=python3.12 chooses one) and, the first time, the package registry.
# Targets install what they need into .venv: nothing has to be set up before. Nothing outside of this folder is touched, but where Python
# came without venv and pip, as on bare Debian: there root gets Debian's package for it, and another user is told its name.

RUN := .venv/bin/python -m
BARQIYA := .venv/bin/barqiya

# What a target is to be told beyond its defaults, for example: make test PYTEST_ARGS="-k arabic -x"
UP_ARGS ?= --sample --once
KAFKA_ARGS ?=
PYTEST_ARGS ?=
BENCH_ARGS ?=
ACCURACY_ARGS ?=
LOCK_ARGS ?=
FUZZ_SECONDS ?= 60
FUZZ_ARGS ?=

export PYTHON
# Workers are started by the hundred: where Python may not write down what it has compiled, each of them compiles the program again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help venv compile up kafka test lint format types schemas accuracy fuzz bench lock dist clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

venv:  ## build .venv from the locks, if it is not up to date
	@locks/venv.sh

compile: venv  ## build the compiled form of the pipeline: needs a C compiler and Python's headers, and is plain Python without them
	@$(RUN) deploy.compile

up: venv  ## run the main job on sample pages, on the embedded broker (UP_ARGS=--sample keeps it running after them)
	@$(BARQIYA) up $(UP_ARGS)

kafka: venv  ## run an Apache Kafka here, without Docker: needs Java 17 and Maven (KAFKA_ARGS="--nodes 3", "--help")
	@$(RUN) deploy.kafka $(KAFKA_ARGS)

test: venv  ## run the tests, on Apache Kafka too where there are Java 17 and Maven (PYTEST_ARGS="tests/pipeline -k arabic" for some)
	@$(RUN) $(if $(PYTEST_ARGS),pytest $(PYTEST_ARGS),tests)

lint: venv  ## check style, format and the shell scripts
	@$(RUN) ruff check
	@$(RUN) ruff format --check
	@sh -n locks/venv.sh
	@bash -n .ci/run

format: venv  ## put the code into its format, and mend what can be mended
	@$(RUN) ruff check --fix
	@$(RUN) ruff format

types: venv  ## check types, strictly
	@$(RUN) mypy

schemas: venv  ## write the JSON Schemas again, after a change to a record
	@$(BARQIYA) schemas --write schemas/json

accuracy: venv  ## hold the pipeline to the accuracy it has reached (ACCURACY_ARGS=--all for every article)
	@$(RUN) tests.accuracy.floors $(ACCURACY_ARGS)

fuzz: venv  ## look for items that the pipeline fails on (FUZZ_SECONDS=3600; FUZZ_ARGS="--fresh", "--show build/fuzz/findings/…")
	@$(RUN) tests.fuzz --seconds $(FUZZ_SECONDS) $(FUZZ_ARGS)

bench: venv  ## measure speed, beside peers too (BENCH_ARGS=stages, desk, extraction or peers for one part)
	@$(RUN) bench $(BENCH_ARGS)

lock:  ## lock the dependencies again, after a change to pyproject.toml (LOCK_ARGS=--upgrade for new versions)
	@locks/venv.sh tools
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check uv
	@$(PIN) pyproject.toml --group dev --output-file locks/dev.txt
	@$(PIN) pyproject.toml --constraints locks/dev.txt --output-file locks/run.txt
	@$(PIN) --group build --constraints locks/dev.txt --output-file locks/build.txt
	@$(PIN) --group peers --constraints locks/dev.txt --output-file locks/peers.txt
	@$(PIN) --group compile --constraints locks/dev.txt --output-file locks/compile.txt

# One lock for Linux and macOS and for every supported Python; --no-build refuses what has no wheel anywhere.
PIN = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-build \
	--custom-compile-command "make lock" $(LOCK_ARGS)

dist: venv  ## build the wheel and the source distribution into dist/
	@rm -rf dist
	@$(RUN) hatchling build

clean:  ## remove all that was built, .venv too
	@rm -rf .venv dist build/kafka build/compile streams/_compiled .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
