#!/usr/bin/env bash
# The client suites with long installs; then docs/CLIENTS.md is generated from all results.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/stages.sh
build() { cmake --preset test && ninja -C out/build/test -j"${JOBS:-$(nproc)}" ringfence; }
stage build build
stage test-tools tests/install_test_tools.sh --all
stage clients tests/run.sh --clients
finish
