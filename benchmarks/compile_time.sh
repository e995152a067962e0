#!/usr/bin/env bash
# What it costs to include recon: processor seconds to compile examples/hello.cpp, the middle of
# three runs, for each compiler that is installed; and how many functions the object file holds. Then
# the same where another file compiles the engine, and without anything but the include.
#   benchmarks/compile_time.sh [FILE.cpp]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

source=${1:-examples/hello.cpp}
object=$(mktemp --suffix=.o)
trap 'rm -f "$object"' EXIT
TIMEFORMAT=%U

seconds() { # of COMMAND..., the median of three runs
  for _ in 1 2 3; do
    { time "$@" >/dev/null 2>&1; } 2>&1
  done | sort -n | sed -n 2p
}

for compiler in g++ clang++-16; do
  command -v "$compiler" >/dev/null || continue
  for level in -O0 -O2; do
    command=("$compiler" -std=c++20 "$level" -I include -c "$source" -o "$object")
    "${command[@]}" # a source that does not compile must not be timed
    printf '%-11s %s %6s s  %5d functions\n' "$compiler" "$level" "$(seconds "${command[@]}")" \
      "$(nm "$object" | grep -c ' [WVT] ')"
    elsewhere=("${command[@]}" -D RECON_ENGINE_ELSEWHERE)
    printf '%-11s %s %6s s  engine elsewhere\n' "$compiler" "$level" "$(seconds "${elsewhere[@]}")"
  done
  alone=("$compiler" -std=c++20 -I include -x c++ -fsyntax-only include/recon/recon.hpp)
  printf '%-11s     %6s s  include alone\n' "$compiler" "$(seconds "${alone[@]}")"
done
