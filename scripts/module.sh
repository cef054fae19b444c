#!/usr/bin/env bash
# Assembles build/whmcs/modules/addons/makegood exactly as a reseller unzips it.
set -euo pipefail
cd "$(dirname "$0")/.."
out=build/whmcs/modules/addons/makegood
rm -rf build/whmcs
mkdir -p "$(dirname "$out")"
cp -R php-bridge/whmcs/modules/addons/makegood "$out"
mkdir -p "$out/bridge" "$out/engine" "$out/assets"
cp -R php-bridge/src/. "$out/bridge/"
cp -R monitors "$out/monitors" # templates and scripts that an administrator takes to the monitor
cp -R policies "$out/policies" # presets that the page of policies offers
cp dist/makegood.php dist/makegood-more.php dist/makegood.wasm dist/manifest.json dist/selftest.json "$out/engine/"
cp dist/makegood.wasm "$out/assets/"
panel=(boot.js makegood-panel.js makegood.css)
missing=()
for file in "${panel[@]}"; do
  [ -f "dist/panel/$file" ] || missing+=("dist/panel/$file")
done
if [ ${#missing[@]} -eq 0 ]; then
  for file in "${panel[@]}"; do cp "dist/panel/$file" "$out/assets/"; done
else
  # Half of them would only fail in the browser: without scripts the pages are complete.
  printf 'module: %s missing: run `make js`. The pages are without scripts.\n' "${missing[*]}" >&2
fi
for folder in bridge bridge/Pages engine monitors policies; do
  for guard in .htaccess index.php; do
    [ -e "$out/$folder/$guard" ] || { [ -e "$out/lib/$guard" ] && cp "$out/lib/$guard" "$out/$folder/$guard"; }
  done
done
printf 'module: %s\n' "$out"
