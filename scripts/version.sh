#!/usr/bin/env bash
# The one version number stands in Cargo.toml. `version.sh` prints it; `version.sh --check` compares every other place that names it.
set -euo pipefail
cd "$(dirname "$0")/.."
manifest() { sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"/\1/p' "$1" | head -n 1; }
version="$(manifest Cargo.toml)"
[ "${1:-}" = --check ] || { printf '%s\n' "$version"; exit 0; }

bad=0
same() { # same <place> <version found there>
  if [ "$2" = "$version" ]; then return; fi
  printf 'version: %s says "%s", Cargo.toml says "%s"\n' "$1" "$2" "$version" >&2
  bad=1
}
json() { sed -n "s/^ *\"version\": *\"\([^\"]*\)\".*/\1/p" "$1" | head -n 1; }

same 'the module for WHMCS (lib/App.php)' "$(sed -n "s/.*const VERSION = '\(.*\)';/\1/p" php-bridge/whmcs/modules/addons/makegood/lib/App.php)"
same 'the module for FOSSBilling (App.php)' "$(sed -n "s/.*const VERSION = '\(.*\)';/\1/p" php-bridge/fossbilling/Makegood/App.php)"
same 'the module for FOSSBilling (manifest.json)' "$(json php-bridge/fossbilling/Makegood/manifest.json)"
same 'cli/Cargo.toml' "$(manifest cli/Cargo.toml)"
same 'js/package.json' "$(json js/package.json)"
same 'js/package-lock.json' "$(json js/package-lock.json)"
same 'CHANGELOG.md, first heading' "$(sed -n 's/^## \([0-9][^ ]*\).*/\1/p' CHANGELOG.md | head -n 1)"
same 'docs/contract.md, describe' "$(sed -n 's/.*"name":"makegood","version":"\([^"]*\)".*/\1/p' docs/contract.md | head -n 1)"
if [ -f dist/manifest.json ]; then same 'dist/manifest.json (run make wasm)' "$(json dist/manifest.json)"; fi
[ "$bad" = 0 ] && printf 'version: %s everywhere\n' "$version"
exit "$bad"
