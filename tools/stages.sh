# Sourced by the test scripts: runs named stages, times them, keeps the log of each, and closes with one line.
#   stage NAME COMMAND...    runs now; a failure is remembered, its log is shown, later stages still run
#   finish                   prints the summary; non-zero when a stage failed
STAGE_LOGS=${STAGE_LOGS:-out/test-logs}
mkdir -p "$STAGE_LOGS"
passed=0 failed=0 failed_names=()

stage() {
  local name=$1 start=$SECONDS log
  shift
  log="$STAGE_LOGS/$name.log"
  printf '== %-28s' "$name"
  if "$@" >"$log" 2>&1; then
    passed=$((passed + 1))
    printf 'ok     %4d s\n' $((SECONDS - start))
    grep -E '^(summary|#):? ' "$log" | sed 's/^/   /' || true
  else
    failed=$((failed + 1))
    failed_names+=("$name")
    printf 'FAILED %4d s   (last lines of %s)\n' $((SECONDS - start)) "$log"
    tail -n 60 "$log" | sed 's/^/   /'
  fi
}

finish() {
  [ ${#failed_names[@]} -eq 0 ] || echo "failed stages: ${failed_names[*]}"
  echo "stages: $passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
