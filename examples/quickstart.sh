#!/usr/bin/env bash
# Builds the command recon and reconciles two small example files with it.
#   examples/quickstart.sh [--serve]     --serve: builds the service with its page, and starts it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

serve=false
for argument in "$@"; do
  case $argument in
    --serve) serve=true ;;
    *) echo "usage: examples/quickstart.sh [--serve]" >&2; exit 2 ;;
  esac
done

groups=(build)
options=()
target=()
program=build-quickstart/recon
what="the command recon, once; this takes about a minute"
if [[ $serve == true ]]; then
  groups+=(service web)
  options=(-D RECON_BUILD_HTTP=ON -D RECON_BUILD_WEB=ON)
  target=(--target recond)
  program=build-quickstart/recond
  what="the service and its page, once; this takes some minutes"
fi
cmake/install-packages.sh "${groups[@]}"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
[[ -x $program ]] || echo "Building $what ..."
{ cmake --preset quickstart "${options[@]}" &&
  cmake --build build-quickstart --parallel "$(nproc)" "${target[@]}"; } \
  >"$log" 2>&1 || { cat "$log" >&2; exit 1; }

if [[ $serve == true ]]; then
  rm -f "$log"
  export DATA_DIR=${DATA_DIR:-out/serve} AUTH=${AUTH:-off} PORT=${PORT:-8000} LOG_LEVEL=WARNING
  mkdir -p "$(dirname "$DATA_DIR")"
  cat <<END

Open http://127.0.0.1:$PORT in a browser, choose "New", and take
  examples/data/bank.csv     as the bank statement
  examples/data/ledger.csv   as the ledger
Ctrl-C ends it. AUTH=on asks for sign-in.

END
  exec "$program"
fi

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
  examples/quickstart.sh --serve          # the same in a browser
and then two files of your own.
END
