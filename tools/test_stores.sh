#!/usr/bin/env bash
# What runs on real S3 servers, MinIO included, which is built from source first (ten minutes).
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/stages.sh
build() { cmake --preset test && ninja -C out/build/test -j"${JOBS:-$(nproc)}" ringfence bucket_probe_tool ringfence-review; }
stage build build
stage test-tools tests/install_test_tools.sh --stores
stage stores tests/run.sh review/test_probe_bucket.py review/test_probe_bucket_hostile.py review/test_probe_bucket_review.py
finish
