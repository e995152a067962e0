#!/usr/bin/env bash
# Builds both images and tries them as they are meant to be run: another user, a root that cannot be
# written, no capability. Takes some minutes.
#   tests/container/run.sh
# With a Docker engine it uses that. Otherwise it needs to be root and takes podman, buildah, runc and
# mmdebstrap (the group `container` of cmake/install-packages.sh), and makes a base of its own, because
# Docker Hub may not be there. BASE= names another base, BUILD_OPTIONS= passes options to CMake,
# RECON_CONTAINER_WORK= keeps base and layers for the next time, and SKIP_BUILD=1 then tries the
# images of the last time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work=${RECON_CONTAINER_WORK:-$(mktemp -d "${TMPDIR:-/tmp}/recon-container-XXXXXX")}
mkdir -p "$work/keep"
base=${BASE:-}
containers=()

if docker info >/dev/null 2>&1; then
  engine=(docker)
  build=(docker build)
else
  export STORAGE_DRIVER=vfs
  export CONTAINERS_CONF=$work/containers.conf
  cat >"$CONTAINERS_CONF" <<'END'
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=1024:1024"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
END
  place=(--root "$work/storage" --runroot "$work/run")
  engine=(podman "${place[@]}")
  # The OCI format has no health checks.
  build=(buildah "${place[@]}" bud --format docker --isolation chroot --pull-never --layers)
  if [[ -z $base ]]; then
    base=localhost/debian:bookworm-slim
    if ! buildah "${place[@]}" inspect "$base" >/dev/null 2>&1; then
      echo "Making a base ..."
      mmdebstrap --quiet --variant=minbase bookworm "$work/base.tar"
      from=$(buildah "${place[@]}" from scratch)
      buildah "${place[@]}" add --quiet "$from" "$work/base.tar" / >/dev/null
      # A proxy may have a certificate of its own.
      buildah "${place[@]}" copy --quiet "$from" /etc/ssl/certs/ca-certificates.crt \
        /usr/local/share/ca-certificates/host.crt >/dev/null
      buildah "${place[@]}" commit --quiet "$from" "$base" >/dev/null
      buildah "${place[@]}" rm "$from" >/dev/null
    fi
  fi
fi
arguments=(--build-arg "BUILD_OPTIONS=${BUILD_OPTIONS:-}")
[[ -z $base ]] || arguments+=(--build-arg "BASE=$base")

finish() {
  for name in "${containers[@]}"; do "${engine[@]}" rm --force "$name" >/dev/null 2>&1 || true; done
  [[ -n ${RECON_CONTAINER_WORK:-} ]] || rm -rf "$work"
}
trap finish EXIT

held=0 failed=0
check() { # WHAT COMMAND...
  if "${@:2}"; then held=$((held + 1)); else
    failed=$((failed + 1))
    echo "FAILED: $1"
  fi
}
equal() { [[ $1 == "$2" ]] || { echo "  expected '$2', got '$1'"; false; }; }

if [[ -n ${SKIP_BUILD:-} ]]; then echo "Not built again."; else echo "Building ..."; fi
for target in service cli; do
  [[ -z ${SKIP_BUILD:-} ]] || continue
  log=$work/build-$target.log
  "${build[@]}" "${arguments[@]}" --target "$target" --tag "localhost/recon-$target:test" . \
    >"$log" 2>&1 || { tail -50 "$log" >&2; exit 1; }
done

for target in service cli; do
  size=$("${engine[@]}" image inspect --format '{{.Size}}' "localhost/recon-$target:test")
  echo "image $target: $((size / 1000000)) MB"
  check "$target is small" test "$size" -lt 120000000
done

hard=(--read-only --cap-drop ALL --security-opt no-new-privileges)

# --- the command: the quick start
# No network is needed, and the files come from outside.
match() {
  "${engine[@]}" run --rm --network none "${hard[@]}" --user "$(id -u):$(id -g)" \
    --volume "$PWD/examples/data:/work:ro" --volume "$work/keep:/out" localhost/recon-cli:test "$@"
}
status=0
match match bank.csv ledger.csv --out /out/result >"$work/report.txt" || status=$?
check "the example needs a person" equal "$status" 1
check "a report" grep -q "Both sides add up to the cent" "$work/report.txt"
check "and files" test -s "$work/keep/result/report.html"
status=0
match verify /out/result bank.csv ledger.csv >/dev/null || status=$?
check "which hold" equal "$status" 0

# --- the service
name=recond-test-$$
containers+=("$name")
secret=$work/jwt-secret
openssl rand -base64 48 | tr -d '\n' >"$secret"
chmod 0444 "$secret"
health=(--no-healthcheck) # timers need systemd where there is podman
[[ ${engine[0]} == docker ]] && health=()
"${engine[@]}" run --detach --name "$name" --network none "${hard[@]}" "${health[@]}" --memory 256m \
  --volume "$secret:/run/secrets/jwt-secret:ro" --env JWT_SECRET_KEY_FILE=/run/secrets/jwt-secret \
  localhost/recon-service:test >/dev/null
pid=$("${engine[@]}" inspect --format '{{.State.Pid}}' "$name")

inside() { "${engine[@]}" exec "$name" "$@"; }
healthy=1
for _ in {1..100}; do
  inside /usr/bin/recond health 2>/dev/null && { healthy=0; break; }
  sleep 0.1
done
check "health turns healthy" equal "$healthy" 0
field() { awk -v name="$1:" '$1 == name {print $2}' "/proc/$pid/status"; }
check "not root" equal "$(field Uid)" 10001
check "no capabilities" equal "$(field CapEff)" 0000000000000000
check "no new ones" equal "$(field NoNewPrivs)" 1
check "filtered system calls" equal "$(field Seccomp)" 2
check "the root cannot be written" grep -q ' / / ro' "/proc/$pid/mountinfo"
check "there is no shell" test ! -e "/proc/$pid/root/bin/sh"
check "nor a compiler" test ! -e "/proc/$pid/root/usr/bin/g++"
check "libraries say what they are" test -s "/proc/$pid/root/var/lib/dpkg/status.d/libssl3"
check "no secret in the image's variables" \
  bash -c "! $(printf '%q ' "${engine[@]}") image inspect localhost/recon-service:test | grep -q JWT_SECRET"

# A run, from its own network, which is a loopback and nothing else.
key=$("${engine[@]}" logs "$name" 2>&1 | sed -n 's/.*RECON_KEY=//p')
answer=$(nsenter --target "$pid" --net curl --silent --show-error --max-time 60 \
  -H "Authorization: Bearer $key" -F bank_file=@examples/data/bank.csv \
  -F ledger_file=@examples/data/ledger.csv http://127.0.0.1:8000/api/reconcile)
check "a run" grep -q '"status":"completed"' <<<"$answer"
check "a backup from inside" inside /usr/bin/recond backup /data/copy

began=$(date +%s%N)
"${engine[@]}" stop --time 20 "$name" >/dev/null
took=$((($(date +%s%N) - began) / 1000000))
echo "stopped in $took ms"
check "it stops within 2 s" test "$took" -lt 2000
check "with status 0" equal "$("${engine[@]}" inspect --format '{{.State.ExitCode}}' "$name")" 0

echo "$held held, $failed failed"
[[ $failed -eq 0 ]]
