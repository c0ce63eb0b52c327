#!/usr/bin/env bash
# The process-level tests. Arguments go to pytest: tests/run.sh -k kill9, tests/run.sh --server kafka clients
#   --clients   the client suites only, with the clients that need long installs; then docs/CLIENTS.md is made
set -euo pipefail
cd "$(dirname "$0")"
pytest=(../out/venv/bin/python -m pytest)
if [[ ${1:-} == --clients ]]; then
  shift
  "${pytest[@]}" clients "$@"
  exec ../out/venv/bin/python ../tools/clients_page.py
fi
# A later -m takes the place of an earlier one.
exec "${pytest[@]}" -m "not long" "$@"
