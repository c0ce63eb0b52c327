# Two commands do everything on a fresh Debian 12: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
JOBS ?= $(shell nproc)
DATA ?= ringfence-data
KAFKA ?= 127.0.0.1:9092
HTTP ?= 127.0.0.1:9080
SEEDS ?= 2000
RUNS ?= 50

.PHONY: help deps build run review review-demo test test-unit test-asan test-tsan test-clients test-stores fuzz sim chaos power-cut bench tidy format \
        generate build-times clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

deps:
	@tools/install_build_deps.sh

out:
	@mkdir -p out

build: deps out ## The release binary: out/ringfence
	@cmake --preset release >out/configure.log 2>&1 || { cat out/configure.log; exit 1; }
	@ninja -C out/build/release -j$(JOBS) ringfence
	@ln -sfn build/release/src/cli/ringfence out/ringfence

run: build ## A working single-process cluster on an embedded store (DATA=, KAFKA=, HTTP=)
	@out/ringfence dev --data $(DATA) --kafka $(KAFKA) --http $(HTTP)

review: deps out ## The review of any vendor: out/ringfence-review and out/ringfence-verify
	@cmake --preset release >out/configure.log 2>&1 || { cat out/configure.log; exit 1; }
	@ninja -C out/build/release -j$(JOBS) ringfence-review ringfence-verify
	@ln -sfn build/release/src/review/commands/ringfence-review out/ringfence-review
	@ln -sfn build/release/src/verifier/ringfence-verify out/ringfence-verify

review-demo: build review ## A whole review of Apache Kafka with a backup in S3, from an empty folder to a signed record
	@tools/review_demo.sh

test: deps ## Everything that CI runs; installs what is missing
	@tools/test.sh

test-unit: deps out ## Unit tests of the test preset only
	@cmake --preset test >out/configure.log 2>&1 || { cat out/configure.log; exit 1; }
	@ninja -C out/build/test -j$(JOBS) && ctest --test-dir out/build/test -j$(JOBS) --output-on-failure -L unit

test-asan: deps ## All unit tests and a short simulation under AddressSanitizer and UBSan
	@tools/test_sanitized.sh asan

test-tsan: deps ## All unit tests under ThreadSanitizer
	@tools/test_sanitized.sh tsan

test-clients: deps ## The client suites with long installs
	@tools/test_clients.sh

test-stores: deps ## What runs on real S3 servers, MinIO included (built first: ten minutes)
	@tools/test_stores.sh

fuzz: deps ## Every fuzz target (FUZZ_SECONDS, default 60, for those of the wire)
	@tools/fuzz.sh

sim: deps ## SEEDS=n simulated seeds (default 2000)
	@tools/sim.sh $(SEEDS)

chaos: deps ## RUNS=n kills, pauses and restarts of the real server under load (default 50), then deliberate bugs
	@tools/chaos.sh $(RUNS)

power-cut: deps ## RUNS=n power cuts of the real server (default 50), then deliberate bugs that must show
	@tools/power_cut.sh $(RUNS)

bench: build ## Ringfence beside Apache Kafka 4.3.1 on this machine: table and plot under out/bench
	@bench/run.sh

tidy: ## Style rules that a machine can check
	@tools/tidy.py

generate: ## Regenerate checked-in generated code
	@tools/kafka_codegen.py

format: ## clang-format on the files of the tree
	@git ls-files 'src/*.h' 'src/*.cc' | grep -v /generated/ | xargs clang-format-19 -i

build-times: deps ## The units that take longest to compile
	@tools/build_times.sh

clean: ## Removes out/ (build trees, caches of test tools); never data
	@rm -rf out
