# `make run` and `make test` do everything a new machine needs; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= $(shell for python in python3.10 "$$HOME/.pyenv/shims/python3.10" "$$(pyenv prefix 3.10 2>/dev/null)/bin/python3.10" "$$(uv python find 3.10 2>/dev/null)"; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null && echo "$$python" && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --disable-pip-version-check --no-deps --require-hashes --progress-bar off
export RASA_TELEMETRY_ENABLED := false
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help run shell train test quick soak check rasa-test evaluate bench lock clean

help:  ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run  ## set everything up, train when needed, start the assistant (PORT=6000 moves it)
	@exec $(BIN)/python -m bot.run

shell: $(VENV)/.run  ## the same assistant as a conversation in the terminal
	@exec $(BIN)/python -m bot.shell

train: $(VENV)/.run  ## train a model when none fits the data
	@$(BIN)/python -m bot.training

test: $(VENV)/.dev check  ## everything that has to hold, on one trained model
	@$(BIN)/python -m bot.training
	@$(BIN)/python -m pytest

quick: $(VENV)/.dev  ## the tests that need no model, in seconds
	@$(BIN)/python -m pytest -m "not model and not server and not postgres"

soak: $(VENV)/.dev  ## the tests that take minutes: a hundred kills, thirty stops of a database
	@$(BIN)/python -m pytest -m soak

check: $(VENV)/.dev  ## style and types
	@$(BIN)/ruff check .
	@$(BIN)/mypy

rasa-test: $(VENV)/.dev  ## Rasa's own report on dialogues and blind sentences
	@$(BIN)/python -m bot.training
	@$(BIN)/rasa test --stories tests/conversations --nlu tests/nlu --out reports/rasa

evaluate: $(VENV)/.dev  ## how well it understands blind sentences, beside Rasa's stock configuration: reports/evaluation/
	@$(BIN)/python -m bot.training
	@$(BIN)/python -m bot.evaluation

bench: $(VENV)/.dev  ## how fast it is, beside Rasa's floor and stock configuration: reports/bench/
	@$(BIN)/python -m bot.training
	@$(BIN)/python -m bot.bench

lock: $(VENV)/.dev  ## resolve the requirements anew (needs uv)
	uv pip compile requirements.in --python-version 3.10 --generate-hashes --no-emit-index-url --no-header -q -o requirements.txt
	uv pip compile requirements-dev.in --python-version 3.10 --generate-hashes --no-emit-index-url --no-header -q -o requirements-dev.txt

clean:  ## remove what the commands above have made
	rm -rf $(VENV) .run .rasa models reports

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.10 is needed and was not found; install it, or say where it is: make PYTHON=/path/to/python3.10"; exit 1; }
	@"$(PYTHON)" -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	@echo "Installing what the assistant needs (about two minutes) …"
	@$(PIP) -r requirements.txt | grep -E --line-buffered '^(Collecting|Building|Installing|Successfully|ERROR)' | cut -c1-100; exit $${PIPESTATUS[0]}
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Installing what the tests need …"
	@$(PIP) -r requirements-dev.txt | grep -E --line-buffered '^(Collecting|Building|Installing|Successfully|ERROR)' | cut -c1-100; exit $${PIPESTATUS[0]}
	@touch $@
