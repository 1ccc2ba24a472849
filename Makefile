# Outerline. `make` lists the commands.
SHELL := /bin/bash
SWIFT ?= swift
STRICT := OUTERLINE_STRICT=1

.PHONY: help setup build demo desk browser-test test check format arrows errors states openapi api-test bench docs tsan asan install clean
.DEFAULT_GOAL := help

help:  ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## install the system libraries that are missing (Debian, Ubuntu)
	@Scripts/setup.sh

build: setup  ## build the command line tool (release)
	$(SWIFT) build -c release --product outerline

demo: build  ## load the sample district, file applications, plan, permit, report into out/
	Scripts/demo.sh .build/release/outerline out

desk: build  ## build the web desk and serve the demo project with demo accounts (PORT=8080)
	$(SWIFT) build -c release --product outerline-desk
	Scripts/desk.sh .build/release out $(or $(PORT),8080)

browser-test: build  ## drive the desk in headless Chromium (SHOTS=folder keeps screenshots)
	$(SWIFT) build -c release --product outerline-desk
	[ -e out/demo.gpkg ] || Scripts/demo.sh .build/release/outerline out > /dev/null
	Scripts/browser-tests.sh .build/release out/demo.gpkg

test: setup  ## build (debug, warnings are errors) and run all tests
	@Scripts/setup.sh --tests
	$(STRICT) $(SWIFT) build --build-tests
	$(STRICT) $(SWIFT) test --skip-build
	@Scripts/check-requirements.sh --count

check: format arrows  ## formatting, arrows between targets, shell scripts, documents, requirements
	@Scripts/check-documents.sh
	@Scripts/check-requirements.sh

format:
	$(SWIFT) format lint --strict --parallel --recursive Sources Tests GIS Package.swift

arrows:
	@Scripts/check-arrows.sh

errors: build  ## regenerate Documentation/Errors.md and the JSON schemas from the code
	.build/release/outerline explain --all > Documentation/Errors.md

states: build  ## regenerate Documentation/StateMachines.md from the tables in the code
	.build/release/outerline explain --states > Documentation/StateMachines.md

openapi:  ## regenerate Documentation/openapi.json from the desk's route table
	$(SWIFT) build --product outerline-desk
	.build/debug/outerline-desk openapi > Documentation/openapi.json

api-test: build  ## throw 2 000 and more generated requests at a desk on the demo project
	$(SWIFT) build --product outerline-desk
	Scripts/api-test.sh .build/debug .build/release/outerline

bench: build  ## measure against peers (optional data in ../shared/data)
	Benchmarks/run.sh .build/release/outerline
	Benchmarks/routes.sh .build/release/outerline
	Benchmarks/cases.sh .build/release/outerline $(CASES)
	Benchmarks/reports.sh .build/release/outerline

docs:  ## build the reference of every target (symbol graphs checked, warnings shown)
	Scripts/docs.sh

# GLib's own store hands blocks from thread to thread with locks the sanitizer does not see into; a process waits a second at
# its end unless told not to, and the tests start some thousand.
tsan: setup  ## run the tests under Thread Sanitizer
	G_SLICE=always-malloc TSAN_OPTIONS=atexit_sleep_ms=0 $(SWIFT) test --sanitize=thread --scratch-path .build-tsan

asan: setup  ## run the tests under Address Sanitizer
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --sanitize=address --scratch-path .build-asan -Xswiftc -use-ld=lld

install: build  ## copy the tool and its data to PREFIX (default /usr/local)
	Scripts/install.sh .build/release $(or $(PREFIX),/usr/local)

clean:  ## remove build products and the demo's output
	rm -rf .build .build-tsan .build-asan out
