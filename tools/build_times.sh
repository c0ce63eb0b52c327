#!/usr/bin/env bash
# Compiles the release preset without the compiler cache and lists the slowest units; over 20 s fails (docs/HACKING.md).
set -euo pipefail
cd "$(dirname "$0")/.."
dir=out/build/times
rm -rf "$dir"
CCACHE_DISABLE=1 cmake --preset release -B "$dir" -DCCACHE_PROGRAM= >/dev/null
CCACHE_DISABLE=1 ninja -C "$dir" ringfence >/dev/null
# .ninja_log: start ms, end ms, mtime, output, hash
awk -F'\t' 'NR > 1 && $4 ~ /\.o$/ { t = ($2 - $1) / 1000; printf "%7.1f s  %s\n", t, $4; if (t > 20) slow++ }
            END { exit slow > 0 }' "$dir/.ninja_log" | sort -rn | sed -n '1,25p'
