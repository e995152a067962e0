#!/usr/bin/env bash
# Times recon beside DuckDB, SQLite and the greedy search that it replaces, on the same files, and writes
# docs/benchmarks.md with its plot.
#   benchmarks/run.sh [--quick | --full]    1,000 to 1,000,000 rows a side; --quick stops at 100,000 (some
#                                           minutes), --full goes on to 10,000,000 (needs 20 GiB and an hour)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

sizes=(1000 10000 100000 1000000)
case "${1-}" in
  '') ;;
  --quick) sizes=(1000 10000 100000) ;;
  --full) sizes+=(10000000) ;;
  *) echo "usage: benchmarks/run.sh [--quick | --full]" >&2; exit 2 ;;
esac

cmake/install-packages.sh build bench
echo "Building recon (build-quickstart/) ..."
cmake --preset quickstart >/dev/null
cmake --build build-quickstart --parallel "$(nproc)" >/dev/null

python=build-bench/venv/bin/python
[[ -x $python ]] || python3 -m venv build-bench/venv
"$python" -m pip install --quiet --disable-pip-version-check --requirement benchmarks/requirements.txt

exec "$python" benchmarks/run.py build-quickstart/recon build-bench/data docs/benchmarks.md "${sizes[@]}"
