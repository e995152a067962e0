#!/usr/bin/env bash
# Builds the page into a folder, and from it a C++ file:   scripts/build.sh FOLDER FILE.cpp
set -euo pipefail
folder=$1
file=$2
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Two builds may come here at once, for example with and without sanitizers.
exec 9>.install.lock
flock 9
if [[ ! -f node_modules/.package-lock.json || package-lock.json -nt node_modules/.package-lock.json ]]
then
  npm ci --no-audit --no-fund --loglevel=error || {
    echo "The page cannot be built. -D RECON_BUILD_WEB=OFF makes the service without it." >&2
    exit 1
  }
  touch node_modules/.package-lock.json
fi
flock -u 9

node node_modules/vite/bin/vite.js build --outDir "$folder" --emptyOutDir --logLevel warn
node scripts/embed.mjs "$folder" "$file"
