#!/usr/bin/env bash
# What `make test` and CI run: everything that README.md and docs/ promise, stage by stage. Logs: out/test-logs.
# Environment: JOBS (cores to use), FUZZ_SECONDS (60), SIM_SEEDS (300).
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/stages.sh
jobs=${JOBS:-$(nproc)}

build_test_preset() {
  cmake --preset test && ninja -C out/build/test -j"$jobs"
}
build_sanitized() {
  cmake --preset asan && ninja -C out/build/asan -j"$jobs" \
    bytes_test kafka_protocol_test metadata_state_test storage_test $(tools/fuzz.sh --list)
}
unit_sanitized() {
  local failed=0 name
  for name in bytes kafka_protocol metadata_state storage; do
    "$(find out/build/asan/src -type f -name "${name}_test")" --gtest_brief=1 || failed=1
  done
  return $failed
}

stage tidy tools/tidy.py
stage tidy-selftest tools/tidy_selftest.py
stage generated-code-drift tools/kafka_codegen.py --check
stage question-set-drift tools/question_data.py --check
stage evidence-schema-drift tools/evidence_schemas.py --check
stage build build_test_preset
stage unit ctest --test-dir out/build/test -j"$jobs" --output-on-failure
stage test-tools tests/install_test_tools.sh
stage wire-oracle tests/oracle/run.sh out/build/test
stage simulation tools/sim.sh "${SIM_SEEDS:-300}" --with-checks
stage build-sanitized build_sanitized
stage unit-sanitized unit_sanitized
stage fuzz tools/fuzz.sh
stage processes tests/run.sh
finish
