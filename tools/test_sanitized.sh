#!/usr/bin/env bash
# All unit tests and a short simulation under a sanitizer. Usage: tools/test_sanitized.sh asan|tsan
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:?asan or tsan}
. tools/stages.sh
build() { cmake --preset "$kind" && ninja -C "out/build/$kind" -j"${JOBS:-$(nproc)}"; }
simulate() { "out/build/$kind/src/simulation/ringfence-sim" run --seeds 1..20; }
stage "build-$kind" build
stage "unit-$kind" ctest --test-dir "out/build/$kind" -j"${JOBS:-$(nproc)}" --output-on-failure
stage "simulation-$kind" simulate
finish
