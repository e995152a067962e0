#!/usr/bin/env bash
# What belongs to a release, from a finished build in build/: the packages of Debian, the core in one
# header, sums, and the notes of this version.   cmake/release.sh FOLDER
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=$1
mkdir -p "$folder"
version=$(sed -n 's/#define RECON_VERSION "\(.*\)"/\1/p' include/recon/version.hpp)

cmake/single_header.py "$folder/recon.hpp"
cpack -G DEB --config build/CPackConfig.cmake -B "$folder/deb" >/dev/null
mv "$folder"/deb/*.deb "$folder/"
rm -rf "$folder/deb"
# The section of this version, up to the next one.
awk -v head="## $version" 'index($0, "## ") == 1 {shown = index($0, head) == 1} shown' \
  docs/CHANGELOG.md >"$folder/NOTES.md"
(cd "$folder" && sha256sum -- *.deb recon.hpp >SHA256SUMS)
ls -l "$folder"
