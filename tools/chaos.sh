#!/usr/bin/env bash
# make chaos: kills, pauses and restarts of the real server of the test preset under load, judged; then deliberate bugs.
# Usage: tools/chaos.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."
tests/install_test_tools.sh
cmake --preset test >/dev/null
ninja -C out/build/test ringfence ringfence-sim
export RINGFENCE_CHAOS="${1:-50}" RINGFENCE_CHAOS_ACKED="${RINGFENCE_CHAOS_ACKED:-5000}"
exec tests/run.sh durability/test_chaos.py -s --timeout 7200 -m "long or not long"
