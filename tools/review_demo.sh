#!/usr/bin/env bash
# make review-demo: the example of docs/REVIEW.md, whole. Usage: tools/review_demo.sh [FOLDER]   (default out/review-demo, made anew)
set -euo pipefail
cd "$(dirname "$0")/.."
tests/install_test_tools.sh
folder=${1:-out/review-demo}
if [ $# -eq 0 ]; then rm -rf out/review-demo; fi
exec out/venv/bin/python examples/review/demo.py "$folder"
