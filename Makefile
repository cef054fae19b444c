# Makegood: every command of the project. `make` alone prints this help.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup setup-test build wasm js module demo demo-reset dist test soak bench profile payloads policies lint clean

CHECK ?=
PANEL ?= whmcs
LINE ?= 0.8
DB ?= sqlite
PORT ?= 8080
OUTAGES ?= 20

help: ## print this help
	@printf 'Makegood: service credits and refunds for hosting panels\n\n'
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'
	@printf '\n  make demo CHECK=1       the same without serving, with one line of figures at the end\n  make demo DB=mariadb    the same on MariaDB\n  make demo PANEL=fossbilling   the same month on FOSSBilling (LINE=0.7, 0.8 or main); with CHECK=1 beside WHMCS\n'

setup:
	@scripts/setup.sh build

setup-test:
	@scripts/setup.sh test

build: setup ## build the native core and the CLI (target/release/makegood)
	@cargo build --release --quiet

wasm: build ## write dist/makegood.wasm, the PHP made from it, and the manifest
	@cargo run --quiet -p xtask -- wasm

js: wasm ## build the npm package (js/dist) and the panel's scripts (dist/panel)
	@scripts/js.sh

module: js ## assemble the modules as they are unzipped (build/whmcs, build/fossbilling)
	@scripts/module.sh

demo: $(if $(filter mariadb,$(DB)) $(filter fossbilling,$(PANEL)),setup-test) module ## watch March 2026 of a small hosting company become credits (http://127.0.0.1:8080)
	@PANEL='$(PANEL)' LINE='$(LINE)' CHECK='$(CHECK)' DB='$(DB)' PORT='$(PORT)' scripts/demo.sh

dist: module ## write the WHMCS zip, the npm tarball and their checksums (dist/release)
	@scripts/dist.sh

demo-reset: ## remove the demo's database and panel
	@scripts/demo.sh reset

test: setup-test ## all tests; installs what they need
	@scripts/test.sh

soak: setup-test ## long runs: fuzzing, hundreds of kills, mutants; figures in target/soak
	@scripts/soak.sh

bench: setup-test module ## measure against hand-written PHP and JavaScript; figures in target/bench
	@php php-bridge/bench/bench.php
	@node tests/browser/bench/run.mjs
	@scripts/storm.sh
	@scripts/close.sh

profile: setup-test ## show where the time of a settle in PHP goes, by Rust function (OUTAGES=20, or documents)
	@cargo run --quiet -p xtask -- named
	@php php-bridge/bench/profile.php '$(OUTAGES)'

policies: build ## published schedules and acceptance cases, each through the core, two tables
	@python3 tests/policies/run.py

payloads: build ## what each recorded message of a monitor is read as, one table
	@python3 tests/shared/run.py

lint: ## formatter, lint wall, PHP syntax
	@scripts/lint.sh

clean: ## remove what was built
	@rm -rf target dist build js/dist
