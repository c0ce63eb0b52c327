#!/usr/bin/env bash
# make power-cut: the real server of the test preset, cut off RUNS times, judged; then with deliberate bugs.
# Usage: tools/power_cut.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."
tests/install_test_tools.sh
cmake --preset test >/dev/null
ninja -C out/build/test ringfence
RINGFENCE_POWER_CUTS="${1:-50}" exec tests/run.sh power_cut -s -m "long or not long"
