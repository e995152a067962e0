#!/usr/bin/env bash
# Backs up a recond that works, to a new folder named by the time, and keeps the newest.
#   examples/deployment/backup.sh FOLDER [KEEP]     KEEP: how many, 14 unless said
# It reads the settings that recond reads: with DATABASE_URL or DATABASE_URL_FILE everything is in
# PostgreSQL and pg_dump takes it; otherwise DATA_DIR is copied by `recond backup`. RECOND= and PG_DUMP=
# name other programs.
set -euo pipefail
folder=${1:?usage: backup.sh FOLDER [KEEP]}
keep=${2:-14}
[[ $keep =~ ^[1-9][0-9]*$ ]] || { echo "KEEP: expected a whole number from 1, not '$keep'" >&2; exit 2; }
read -ra recond <<<"${RECOND:-recond}"
read -ra pg_dump <<<"${PG_DUMP:-pg_dump}"
umask 077
mkdir -p "$folder"
place=$folder/recon-$(date -u +%Y%m%dT%H%M%SZ)

if [[ -n ${DATABASE_URL:-}${DATABASE_URL_FILE:-} ]]; then
  source "$(dirname "${BASH_SOURCE[0]}")/database-url.sh"
  mkdir "$place.part"
  trap 'rm -rf "$place.part"' EXIT
  "${pg_dump[@]}" --format=custom --no-owner --dbname="$url" >"$place.part/recon.dump"
  mv "$place.part" "$place"
else
  "${recond[@]}" backup "$place"
fi
echo "$place"

# The newest stay; names sort by time.
mapfile -t all < <(find "$folder" -maxdepth 1 -type d -name 'recon-*Z' | sort -r)
for old in "${all[@]:keep}"; do rm -rf "$old"; done
