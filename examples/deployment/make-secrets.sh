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
make postgres-password "$(word)"
make database-url "postgresql://recon:$(<"$folder/postgres-password")@postgres:5432/recon"
if [[ ! -s $folder/redis-conf ]]; then
  redis=$(word)
  make redis-conf "requirepass $redis
maxmemory 256mb
maxmemory-policy allkeys-lru
save \"\"
appendonly no"
  rm -f "$folder/redis-url" # it holds the password, too
  make redis-url "redis://:$redis@redis:6379/0"
fi
