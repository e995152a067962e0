#!/usr/bin/env bash
# Builds the command recon and reconciles two small example files with it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cmake/install-packages.sh build

log=$(mktemp)
trap 'rm -f "$log"' EXIT
[[ -x build-quickstart/recon ]] || echo "Building recon, once; this takes about a minute ..."
{ cmake --preset quickstart && cmake --build build-quickstart --parallel "$(nproc)"; } \
  >"$log" 2>&1 || { cat "$log" >&2; exit 1; }

run=(build-quickstart/recon match examples/data/bank.csv examples/data/ledger.csv
     --out out/quickstart)
printf '\n$ %s\n\n' "${run[*]}"
status=0
"${run[@]}" || status=$?
[[ $status -le 1 ]] || exit "$status" # 1: something is left for a person to look at

cat <<END

Try next:
  build-quickstart/recon match examples/data/bank.csv examples/data/ledger.csv --date-window 2
  build-quickstart/recon verify out/quickstart examples/data/bank.csv examples/data/ledger.csv
  build-quickstart/recon match --help
and then two files of your own.
END
