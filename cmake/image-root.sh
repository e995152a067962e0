#!/usr/bin/env bash
# Lays out the root of an image without a distribution in it: a program, the libraries that it loads,
# certificates, one user. Says of every library which package it is, so that scanners can read it.
#   cmake/image-root.sh FOLDER PROGRAM
set -euo pipefail
root=$1
program=$2

mkdir -p "$root"/{etc/ssl/certs,usr/bin,usr/lib64,usr/lib/ssl,usr/share/doc,var/lib/dpkg/status.d,work,tmp}
ln -s usr/lib "$root/lib"
ln -s usr/lib64 "$root/lib64"
chmod 1777 "$root/tmp"

cp "$program" "$root/usr/bin/"
cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
ln -s /etc/ssl/certs/ca-certificates.crt "$root/usr/lib/ssl/cert.pem"
cp "$(dirname "${BASH_SOURCE[0]}")/../LICENSE" "$root/usr/share/doc/"
echo 'recon:x:10001:10001:recon:/data:/sbin/nologin' >"$root/etc/passwd"
echo 'recon:x:10001:' >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"

ldd "$program" | grep -o '/[^ )]*' | sort -u | while read -r library; do
  folder=$(realpath "$(dirname "$library")")
  mkdir -p "$root$folder"
  cp --dereference "$library" "$root$folder/"
  # dpkg knows a library by its real name, with or without /usr in front.
  real=$(realpath "$library")
  package=$({ dpkg --search "$real" || dpkg --search "${real#/usr}"; } 2>/dev/null |
    head -n 1 | cut -d: -f1)
  dpkg-query --status "$package" >"$root/var/lib/dpkg/status.d/$package"
  if [[ -f /usr/share/doc/$package/copyright ]]; then
    mkdir -p "$root/usr/share/doc/$package"
    cp --dereference "/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/"
  fi
done
