# The words of this project. `make run` and `make test` install what they need.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

scenario := Configs/Scenarios/demo-mission.toml
cycling_scenarios := $(sort $(wildcard Configs/Scenarios/Cycling/*.toml))
program := .build/release/solidbms
log := out/demo-mission.sqlite
swift_sources := Sources Tests Benchmarks Package.swift
# A target imports only what its line in Package.swift names.
graph := --explicit-target-dependency-import-check error
# No Swift is needed where these run. All with the same flags, or each would build everything anew.
release := swift build -c release --static-swift-stdlib $(graph)

.PHONY: help setup build daemon run cycle serve test lint format bench bench-loop embedded-check \
	determinism-check validate validate-bdf validate-peers lg-18650hg2 \
	estimator-report thread-test kernel-test arm64-test package package-test clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install the Debian packages that are missing
	@.ci/setup

build: setup ## Build the simulator in release
	@echo "Building solidbms (the first time takes a few minutes)"
	@$(release) --product solidbms

daemon: setup ## Build the daemon in release; no Swift is needed where it runs
	@echo "Building solidbmsd (the first time takes a few minutes)"
	@$(release) --product solidbmsd

run: build ## Simulate the demonstration mission, faster than real time
	@mkdir -p out
	@$(program) simulate $(scenario) --log $(log)

cycle: build ## Cycle every reference cell and reviewed system
	@$(program) cycle --quiet $(cycling_scenarios)

serve: build ## The same mission in real time, with a page; Ctrl-C shuts down in order
	@mkdir -p out
	@exec $(program) serve $(scenario) --log out/serve.sqlite

# Exit tests crash on purpose; a backtrace of each would cost seconds.
test: setup lint embedded-check ## Lint, compile for a microcontroller, run every test
	@echo "Building and running the tests (the first time takes a few minutes)"
	@SWIFT_BACKTRACE=enable=no swift test $(graph)

lint: ## Check formatting
	@swift format lint --strict --parallel --recursive $(swift_sources)
	@echo "Formatting is as .swift-format says"

format: ## Reformat the sources in place
	@swift format --in-place --parallel --recursive $(swift_sources)

bench: build ## Hold speed to its bars: benchmarks beside references, then the mission
	@$(release) --product solidbms-bench
	@.build/release/solidbms-bench
	@.ci/bench

bench-loop: setup ## Hold the loop in real time to its bars; for an idle machine, a minute
	@swift build -c release --product solidbms-bench $(graph)
	@.build/release/solidbms-bench --real-time

embedded-check: ## Compile the portable targets in Embedded mode for Cortex-M4
	@.ci/embedded-check

determinism-check: build ## Run one scenario in two processes and compare trace hashes
	@.ci/determinism $(scenario)

validate: build ## Hold the cell model against published results, with a report
	@$(program) validate --html out/validation.html
	@$(program) validate --json >out/validation.json

validate-bdf: build ## Export a run and validate it as Battery Data Format
	@.ci/validate-bdf

validate-peers: build ## Compare circuit and particle with thevenin, PyBaMM and a series
	@.ci/validate-peers

lg-18650hg2: build ## Fit the measured cell and compare with its file; data=FOLDER
	@.ci/lg-18650hg2 $(data)

estimator-report: build ## Replay measured data against the bars, with pages; data=FOLDER
	@.ci/estimator-report $(data)

thread-test: ## The tests that start threads, under ThreadSanitizer
	@.ci/thread-test

kernel-test: ## The programs on real kernel devices in a User-Mode-Linux kernel; only=PART
	@.ci/kernel-test $(only)

package: build daemon ## Pack both programs for Debian, into out/
	@.ci/setup package
	@.ci/package

package-test: ## Examine the packages: install, run, upgrade, purge in a chroot; needs root
	@.ci/setup package-test
	@.ci/package-test

arm64-test: ## Build for arm64, run in an emulator, compare with this machine; first 1.5 GB
	@.ci/arm64-test

clean: ## Remove what was built and recorded
	@rm -rf .build .build-tsan .venv out
