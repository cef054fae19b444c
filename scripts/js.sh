#!/usr/bin/env bash
# Builds the npm package and the panel's bundles; installs the locked packages first, where they are not there yet.
#   scripts/js.sh          js/dist, dist/panel (after `make wasm`)
#   scripts/js.sh tests    only installs what the tests need: a browser's driver, PHP 8.1 to 8.5
set -euo pipefail
cd "$(dirname "$0")/.."

command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || { echo 'js: Node 18 or newer with npm is missing'; exit 1; }
node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 18 ? 0 : 1)' || { echo "js: Node 18 or newer is needed, this is $(node --version)"; exit 1; }

install() { # install <folder>: npm ci, unless this lock was installed already (esbuild's binary is the platform's)
  local folder="$1" stamp="$1/node_modules/.makegood-installed" wanted
  wanted="$(sha256sum < "$folder/package-lock.json" | cut -d' ' -f1) $(node -p 'process.platform + "-" + process.arch')"
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return
  echo "js: installing the packages of $folder"
  (cd "$folder" && npm ci --silent --ignore-scripts --no-audit --no-fund)
  printf '%s\n' "$wanted" > "$stamp"
}

if [ "${1:-}" = tests ]; then
  install tests/browser
  install tests/php-versions
  exit
fi
install js
node js/build.mjs
