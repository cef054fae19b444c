#!/usr/bin/env bash
# Assembles build/whmcs/modules/addons/makegood exactly as a reseller unzips it.
set -euo pipefail
cd "$(dirname "$0")/.."
out=build/whmcs/modules/addons/makegood
rm -rf build/whmcs
mkdir -p "$(dirname "$out")"
cp -R php-bridge/whmcs/modules/addons/makegood "$out"
mkdir -p "$out/bridge" "$out/engine"
cp -R php-bridge/src/. "$out/bridge/"
cp dist/makegood.php dist/manifest.json dist/selftest.json "$out/engine/"
for folder in bridge engine; do
  for guard in .htaccess index.php; do
    [ -e "$out/$folder/$guard" ] || { [ -e "$out/lib/$guard" ] && cp "$out/lib/$guard" "$out/$folder/$guard"; }
  done
done
printf 'module: %s\n' "$out"
