#!/usr/bin/env bash
# Runs every libFuzzer target of the asan preset, two at a time, from the corpora in the tree. A crash leaves its input
# under out/fuzz. Usage: tools/fuzz.sh [--list]
# FUZZ_SECONDS (default 60) for the targets of the wire, which any client can reach; FUZZ_SECONDS_INSIDE (default 20) for
# what only our own processes and files feed.
set -euo pipefail
cd "$(dirname "$0")/.."
sources=$(git ls-files 'src/*_fuzz.cc')
if [ "${1:-}" = --list ]; then
  for source in $sources; do basename "$source" .cc; done
  exit 0
fi
seconds_wire=${FUZZ_SECONDS:-60}
seconds_inside=${FUZZ_SECONDS_INSIDE:-20}
run_one() {
  local source=$1 name corpus kept target seconds=$seconds_inside
  case $source in src/kafka/*) seconds=$seconds_wire ;; esac
  name=$(basename "$source" .cc)
  corpus=$(dirname "$source")/corpus/${name%_fuzz}
  kept=out/fuzz/$name
  mkdir -p "$kept/corpus" "$kept/found"
  target=$(find out/build/asan/src -type f -name "$name")
  [ -x "$target" ] || { echo "$name is not built: make test builds it"; return 1; }
  local seeds=()
  [ -d "$corpus" ] && seeds=("$corpus")
  if "$target" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 -max_len=65536 -print_final_stats=1 \
      -artifact_prefix="$kept/found/" "$kept/corpus" "${seeds[@]}" >"$kept/log" 2>&1; then
    echo "# $name: $(grep -oE 'number_of_executed_units: [0-9]+' "$kept/log")"
  else
    tail -n 40 "$kept/log"
    echo "$name found something: see $kept/found"
    return 1
  fi
}
failed=0 pids=()
for source in $sources; do
  run_one "$source" &
  pids+=($!)
  if [ ${#pids[@]} -ge 2 ]; then
    for pid in "${pids[@]}"; do wait "$pid" || failed=1; done
    pids=()
  fi
done
for pid in "${pids[@]}"; do wait "$pid" || failed=1; done
exit $failed
