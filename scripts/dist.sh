#!/usr/bin/env bash
# Writes dist/release: a zip for each panel, the npm tarball, SHA256SUMS. The same sources give the same bytes. Needs `make module` before.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/version.sh --check
version="$(scripts/version.sh)"
out="$(pwd)/dist/release"
rm -rf "$out"
mkdir -p "$out"
python3 scripts/pack.py build/whmcs "$out/makegood-whmcs-$version.zip"
python3 scripts/pack.py build/fossbilling "$out/makegood-fossbilling-$version.zip"
(cd js && npm pack --silent --pack-destination "$out" >/dev/null)
[ -f "$out/makegood-$version.tgz" ] || { echo "dist: npm wrote no makegood-$version.tgz" >&2; exit 1; }
(cd "$out" && sha256sum -- *.tgz *.zip >SHA256SUMS)
printf 'dist: %s\n' dist/release
cat "$out/SHA256SUMS"
