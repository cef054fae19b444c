#!/usr/bin/env bash
# Assembles build/whmcs/modules/addons/makegood and build/fossbilling/Makegood exactly as a host unzips them.
set -euo pipefail
cd "$(dirname "$0")/.."
panel=(boot.js makegood-panel.js makegood.css)
missing=()
for file in "${panel[@]}"; do
  [ -f "dist/panel/$file" ] || missing+=("dist/panel/$file")
done
# Half of them would only fail in the browser: without scripts the pages are complete.
[ ${#missing[@]} -eq 0 ] || printf 'module: %s missing: run `make js`. The pages are without scripts.\n' "${missing[*]}" >&2

module() { # module <sources> <target> <folder of it that has the guards against direct access>
  local out="$2" guards="$3"
  mkdir -p "$(dirname "$out")"
  cp -R "$1" "$out"
  mkdir -p "$out/bridge" "$out/engine" "$out/assets"
  cp -R php-bridge/src/. "$out/bridge/"
  cp -R monitors "$out/monitors" # templates and scripts that an administrator takes to the monitor
  cp -R policies "$out/policies" # presets that the page of policies offers
  cp dist/makegood.php dist/makegood-more.php dist/makegood.wasm dist/manifest.json dist/selftest.json "$out/engine/"
  cp dist/makegood.wasm "$out/assets/"
  if [ ${#missing[@]} -eq 0 ]; then
    for file in "${panel[@]}"; do cp "dist/panel/$file" "$out/assets/"; done
  fi
  for folder in bridge bridge/Pages engine monitors policies; do
    for guard in .htaccess index.php; do
      [ -e "$out/$folder/$guard" ] || { [ -e "$out/$guards/$guard" ] && cp "$out/$guards/$guard" "$out/$folder/$guard"; }
    done
  done
  printf 'module: %s\n' "$out"
}

rm -rf build/whmcs build/fossbilling
module php-bridge/whmcs/modules/addons/makegood build/whmcs/modules/addons/makegood lib
module php-bridge/fossbilling/Makegood build/fossbilling/Makegood Panel
