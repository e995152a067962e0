#!/usr/bin/env bash
# Puts a backup in the place of what is there. Stop every recond first.
#   examples/deployment/restore.sh BACKUP     a folder that backup.sh has made
# With DATABASE_URL or DATABASE_URL_FILE into that database, which must exist; otherwise to DATA_DIR,
# which must not exist: move what is left of the old one away, do not delete it yet.
set -euo pipefail
backup=${1:?usage: restore.sh BACKUP}
read -ra pg_restore <<<"${PG_RESTORE:-pg_restore}"
umask 077

if [[ -n ${DATABASE_URL:-}${DATABASE_URL_FILE:-} ]]; then
  source "$(dirname "${BASH_SOURCE[0]}")/database-url.sh"
  [[ -s $backup/recon.dump ]] || { echo "$backup holds no recon.dump" >&2; exit 2; }
  "${pg_restore[@]}" --clean --if-exists --no-owner --single-transaction --exit-on-error \
    --dbname="$url" "$backup/recon.dump"
else
  data=${DATA_DIR:?says where recond keeps its data}
  data=${data%/}
  [[ -s $backup/recon.db ]] || { echo "$backup holds no recon.db" >&2; exit 2; }
  [[ ! -e $data ]] || { echo "$data exists: move it away first" >&2; exit 2; }
  [[ ! -e $data.part ]] || { echo "$data.part is left of a restore that failed: remove it first" >&2; exit 2; }
  cp -a "$backup" "$data.part"
  # As user of the service, where root restores.
  [[ $(id -u) -ne 0 ]] || ! id recond >/dev/null 2>&1 || chown -R recond:recond "$data.part"
  mv "$data.part" "$data"
fi
echo "restored; start recond"
