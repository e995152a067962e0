#!/usr/bin/env bash
# Makes the secrets that compose.yaml reads, in secrets/; what is there already stays as it is.
#   examples/deployment/make-secrets.sh [FOLDER]
set -euo pipefail
folder=${1:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/secrets}
mkdir -p "$folder"
chmod 0700 "$folder" # nobody else comes in; in a container each file is seen by another user
umask 022

word() { openssl rand -hex 24; }
make() { # NAME VALUE
  [[ -s $folder/$1 ]] && return
  printf '%s\n' "$2" >"$folder/$1"
  echo "made $folder/$1"
}

make jwt-secret "$(openssl rand -base64 48 | tr -d '\n')"
make grafana-password "$(word)"
# Two files hold each password: one that is missing is made from the other.
password=
[[ ! -s $folder/database-url ]] ||
  password=$(sed -n 's|^[a-z]*://recon:\([^@]*\)@postgres[:/].*|\1|p' "$folder/database-url")
make postgres-password "${password:-$(word)}"
make database-url "postgresql://recon:$(<"$folder/postgres-password")@postgres:5432/recon"
password=
[[ ! -s $folder/redis-url ]] ||
  password=$(sed -n 's|^redis://:\([^@]*\)@redis[:/].*|\1|p' "$folder/redis-url")
make redis-conf "requirepass ${password:-$(word)}
maxmemory 256mb
maxmemory-policy allkeys-lru
save \"\"
appendonly no"
make redis-url "redis://:$(sed -n 's/^requirepass //p' "$folder/redis-conf")@redis:6379/0"
