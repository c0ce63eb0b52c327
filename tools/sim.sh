#!/usr/bin/env bash
# Runs the simulator. Usage: tools/sim.sh SEEDS [--with-checks]
# --with-checks adds what `make test` needs: the determinism proof, its two planted faults, and the deliberate bugs.
set -euo pipefail
cd "$(dirname "$0")/.."
seeds=${1:?number of seeds}
sim=out/build/test/src/simulation/ringfence-sim
if [ ! -x "$sim" ]; then
  mkdir -p out
  cmake --preset test >out/configure.log 2>&1 && ninja -C out/build/test ringfence-sim
fi
"$sim" run --seeds "1..$seeds" --jobs "${JOBS:-$(nproc)}" --twice
if [ "${2:-}" = --with-checks ]; then
  "$sim" determinism
  "$sim" mutants --jobs "${JOBS:-$(nproc)}"
fi
