#!/usr/bin/env bash
# Installs what is missing, and says what and why. Used by examples/quickstart.sh, tests/run.sh and
# .ci/run:   cmake/install-packages.sh build|service|web|test|lint|bench...
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
  [libcurl4-openssl-dev]="the service's webhooks"
  [libsodium-dev]="the service's passwords, keys and random names"
  [libcpp-jwt-dev]="the service's access tokens"
  [libspdlog-dev]="the service's log"
  [prometheus-cpp-dev]="the service's metrics"
  [python3-zxcvbn]="its list of common passwords; the build does without it"
  [nodejs]="builds the service's page"
  [npm]="fetches what the page is built with"
  [postgresql]="the tests of the service start one of their own"
  [chromium]="the tests of the page"
  [python3]="the tests that talk to the service"
  [python3-venv]="the benchmarks' peers, in a folder of their own"
  [curl]="the tests of the service's documented commands"
  [openssl]="the tests of the service's https make a certificate"
  [doctest-dev]="the unit tests"
  [zlib1g-dev]="the test of report.xlsx looks inside it"
  [pkg-config]="the test of the installed package"
  [clang-16]="the second compiler"
  [clang-format-16]="the format of the code"
)
build=(g++ cmake ninja-build libfmt-dev libhowardhinnant-date-dev libfccp-dev nlohmann-json3-dev
       libssl-dev libxlsxwriter-dev libcli11-dev libtomlplusplus-dev)
service=(libboost1.81-dev libsqlite3-dev libpq-dev libcurl4-openssl-dev libsodium-dev libcpp-jwt-dev libspdlog-dev
         prometheus-cpp-dev python3-zxcvbn)
web=(nodejs npm)
test=(doctest-dev zlib1g-dev pkg-config python3 curl openssl chromium
      postgresql)
lint=(clang-16 clang-format-16)
bench=(python3 python3-venv)

wanted=()
for group in "$@"; do
  declare -n packages=$group
  wanted+=("${packages[@]}")
done

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "This system has no apt; these must be there already (their names on Debian):"
  for package in "${wanted[@]}"; do
    printf '  %-26s %s\n' "$package" "${reason[$package]}"
  done
  exit 0
fi

missing=()
for package in "${wanted[@]}"; do
  # Node and npm often come from elsewhere, and Debian's would not go beside them.
  case $package in
    nodejs) command -v node >/dev/null && continue ;;
    npm) command -v npm >/dev/null && continue ;;
  esac
  state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $state == installed ]] || missing+=("$package")
done
[[ ${#missing[@]} -eq 0 ]] && exit 0

as_root=()
if [[ $(id -u) -ne 0 ]]; then
  if ! command -v sudo >/dev/null; then
    echo "Please install as root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "Installing what is missing:"
for package in "${missing[@]}"; do
  printf '  %-26s %s\n' "$package" "${reason[$package]}"
done
log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() { # shows what a command said only when it fails
  "$@" >"$log" 2>&1 </dev/null || { cat "$log" >&2; exit 1; }
}
quietly "${as_root[@]}" apt-get update
quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install --yes --no-install-recommends "${missing[@]}"
echo "Installed."
