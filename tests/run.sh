#!/usr/bin/env bash
# Builds everything and runs every test; the last lines are the summary.
#   tests/run.sh [--fast]     --fast leaves the second build out, by clang and with sanitizers
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fast=false
for argument in "$@"; do
  case $argument in
    --fast) fast=true ;;
    *) echo "usage: tests/run.sh [--fast]" >&2; exit 2 ;;
  esac
done

jobs=$(nproc)
quietly() { # shows what a command said only when it fails
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  [[ $status -eq 0 ]] || cat "$log" >&2
  rm -f "$log"
  return "$status"
}

groups=(build service web test)
[[ $fast == true ]] || groups+=(sanitize)
cmake/install-packages.sh "${groups[@]}"

echo "Building everything, optimised (build/); the first time this takes some minutes ..."
quietly cmake --preset release
quietly cmake --build build --parallel "$jobs"
folders=("$PWD/build")

if [[ $fast == false ]]; then
  echo "Building again with clang and its sanitizers (build-asan/); some more ..."
  quietly cmake --preset sanitize
  quietly cmake --build build-asan --parallel "$jobs"
  folders+=("$PWD/build-asan")
fi

# One run over both builds, so that there is one summary.
mkdir -p build/all
printf 'subdirs("%s")\n' "${folders[@]}" >build/all/CTestTestfile.cmake
exec ctest --test-dir build/all --parallel "$jobs" --output-on-failure --no-tests=error
