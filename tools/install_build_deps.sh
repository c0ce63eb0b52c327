#!/usr/bin/env bash
# Installs the Debian packages that building Ringfence needs, only when one is missing. Idempotent.
# Usage: tools/install_build_deps.sh
set -euo pipefail

packages=(
  clang-19 lld-19 libclang-rt-19-dev llvm-19 clang-format-19 ccache cmake ninja-build make git
  libboost1.81-dev libssl-dev libprotobuf-dev protobuf-compiler nlohmann-json3-dev libsqlite3-dev
  libzstd-dev liblz4-dev libsnappy-dev zlib1g-dev libcli11-dev libfmt-dev libtomlplusplus-dev
  libgtest-dev libgmock-dev libcurl4-openssl-dev libxlsxwriter-dev libzip-dev libpugixml-dev libyaml-dev python3
)

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if dpkg-query -W -f='${Status}' libboost1.74-dev 2>/dev/null | grep -q 'install ok installed'; then
  echo "libboost1.74-dev is installed and conflicts with libboost1.81-dev, which Ringfence needs." >&2
  echo "Remove it yourself if nothing else needs it (apt-get remove libboost1.74-dev), then run this again." >&2
  exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "missing packages: ${missing[*]}; run as root or install sudo" >&2; exit 1; }
  as_root=(sudo)
fi
echo "installing: ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-remove --no-install-recommends "${missing[@]}"
