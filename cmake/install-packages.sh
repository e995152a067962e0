#!/usr/bin/env bash
# Installs what is missing, and says what and why. Used by examples/quickstart.sh, tests/run.sh and
# .ci/run:   cmake/install-packages.sh build|service|web|test|sanitize|lint|deployment|...
set -euo pipefail

declare -A reason=(
  [g++]="the compiler"
  [cmake]="configures the build"
  [ninja-build]="runs the build"
  [libfmt-dev]="numbers and text in reports"
  [libhowardhinnant-date-dev]="reads and writes dates"
  [libfccp-dev]="fast-cpp-csv-parser, reads CSV files"
  [nlohmann-json3-dev]="writes JSON"
  [libxlsxwriter-dev]="report.xlsx; the build does without it"
  [libssl-dev]="SHA-256 of the inputs"
  [libcli11-dev]="the command line"
  [libtomlplusplus-dev]="configuration files"
  [libboost1.81-dev]="the service's sockets"
  [libsqlite3-dev]="what the service remembers"
  [libpq-dev]="the same in PostgreSQL"
  [libcurl4-openssl-dev]="the service's webhooks, and explanations by a language model"
  [libsodium-dev]="the service's passwords, keys and random names"
  [libcpp-jwt-dev]="the service's access tokens"
  [libspdlog-dev]="the service's log"
  [prometheus-cpp-dev]="the service's metrics"
  [libhiredis-dev]="shares the service's cache and limits through Redis; the build does without it"
  [python3-zxcvbn]="its list of common passwords; the build does without it"
  [nodejs]="builds the service's page"
  [npm]="fetches what the page is built with"
  [postgresql]="the tests of the service start one of their own"
  [chromium]="the tests of the page"
  [python3]="the tests that talk to the service"
  [python3-venv]="what comes from pip, in a folder of its own"
  [curl]="the tests of the service's documented commands"
  [openssl]="the tests of the service's https make a certificate"
  [redis-server]="the tests of the service beside a Redis"
  [doctest-dev]="the unit tests"
  [zlib1g-dev]="the test of report.xlsx looks inside it"
  [pkg-config]="the test of the installed package"
  [dpkg-dev]="the test of the packages asks which libraries the programs need"
  [prometheus]="promtool, which tests the rules and alerts"
  [caddy]="the proxy in front of two of the service"
  [doxygen]="the reference of the library"
  [codespell]="words of the pages that are misspelt"
  [podman]="runs the images where there is no Docker engine"
  [buildah]="builds them"
  [runc]="starts them"
  [mmdebstrap]="makes their base where there is no Docker Hub"
  [clang-16]="the second compiler"
  [libclang-rt-16-dev]="its sanitizers"
  [clang-format-16]="the format of the code"
)
build=(g++ cmake ninja-build libfmt-dev libhowardhinnant-date-dev libfccp-dev nlohmann-json3-dev
       libssl-dev libxlsxwriter-dev libcli11-dev libtomlplusplus-dev)
service=(libboost1.81-dev libsqlite3-dev libpq-dev libcurl4-openssl-dev libhiredis-dev libsodium-dev
         libcpp-jwt-dev libspdlog-dev prometheus-cpp-dev python3-zxcvbn)
web=(nodejs npm)
test=(doctest-dev zlib1g-dev pkg-config dpkg-dev python3 curl openssl redis-server postgresql
      chromium)
sanitize=(clang-16 libclang-rt-16-dev)
lint=(clang-format-16 codespell)
deployment=(prometheus caddy doxygen python3 python3-venv) # and cmake/requirements.txt
container=(podman buildah runc mmdebstrap curl openssl)
bench=(python3 python3-venv)

log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() { # shows what a command said only when it fails
  "$@" >"$log" 2>&1 </dev/null || { cat "$log" >&2; exit 1; }
}
told() { # the packages, and what each is for
  local package
  for package in "$@"; do
    printf '  %-26s %s\n' "$package" "${reason[$package]}"
  done
}
is_there() {
  # Node and npm often come from elsewhere, and Debian's would not go beside them.
  case $1 in
    nodejs) command -v node >/dev/null && return ;;
    npm) command -v npm >/dev/null && return ;;
  esac
  [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

from_apt() {
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "This system has no apt; these must be there already (their names on Debian):"
    told "$@"
    return
  fi
  local package missing=() as_root=()
  for package in "$@"; do
    is_there "$package" || missing+=("$package")
  done
  [[ ${#missing[@]} -ne 0 ]] || return 0
  if [[ $(id -u) -ne 0 ]]; then
    if ! command -v sudo >/dev/null; then
      echo "Please install as root: apt-get install ${missing[*]}" >&2
      exit 1
    fi
    as_root=(sudo)
  fi
  echo "Installing what is missing:"
  told "${missing[@]}"
  quietly "${as_root[@]}" apt-get update
  quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends "${missing[@]}"
  echo "Installed."
}

from_pip() {
  cmp --quiet cmake/requirements.txt build-python/installed.txt && return
  echo "Installing cmake/requirements.txt in build-python/ ..."
  quietly python3 -m venv build-python
  quietly build-python/bin/pip install --disable-pip-version-check -r cmake/requirements.txt
  cp cmake/requirements.txt build-python/installed.txt
}

wanted=()
for group in "$@"; do
  [[ -v ${group}[0] ]] || { echo "There is no group $group." >&2; exit 2; }
  declare -n packages=$group
  wanted+=("${packages[@]}")
done
from_apt "${wanted[@]}"
if [[ " $* " == *" deployment "* ]]; then
  cd "$(dirname "${BASH_SOURCE[0]}")/.."
  from_pip
fi
