#!/bin/bash
# make bench: builds the release binary and the load programs, fetches Apache Kafka 4.3.1, runs the benchmark.
# Arguments go to bench/run.py:   bench/run.sh --rounds 1 --records 200000 --no-java
# RINGFENCE_BIN measures another binary than out/ringfence and skips building it.
set -euo pipefail
cd "$(dirname "$0")/.."
export RINGFENCE_CACHE="${RINGFENCE_CACHE:-$PWD/out/cache}"

tests/install_test_tools.sh
if [[ -z ${RINGFENCE_BIN:-} ]]; then make -s build; fi
build=out/build/release
cmake --preset release >/dev/null
ninja -C "$build" rdkafka_load store_bench sequencer_bench

jars="$RINGFENCE_CACHE/kafka-4.3.1"
classes=out/bench/classes
mkdir -p "$classes"
javac -cp "$jars/*" -d "$classes" bench/java/*.java

exec /usr/bin/python3 bench/run.py --jars "$jars" --load "$build/bench/rdkafka_load" --classes "$classes" \
  --store-bench "$build/bench/store_bench" --sequencer-bench "$build/bench/sequencer_bench" \
  --ringfence "${RINGFENCE_BIN:-out/ringfence}" "$@"
