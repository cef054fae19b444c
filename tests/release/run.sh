#!/usr/bin/env bash
# What is shipped, as a reseller gets it: the archives of `make dist`, unpacked, upgraded, and run from. Ends with `N passed, M failed` (parts).
set -uo pipefail
cd "$(dirname "$0")/../.."
home="$(mktemp -d)"
trap 'rm -rf "$home"' EXIT
passed=0 failed=0
part() { # part <name> <command…>
  local name="$1"; shift
  if "$@" >"$home/log" 2>&1; then passed=$((passed + 1)); printf 'ok   %s: %s\n' "$name" "$(tail -n 1 "$home/log")"
  else failed=$((failed + 1)); printf 'FAIL %s\n' "$name"; tail -n 40 "$home/log" | sed 's/^/     /'; fi
}
version="$(scripts/version.sh)"
zip="dist/release/makegood-whmcs-$version.zip"

same_bytes() { # a second build of the archives
  cp dist/release/SHA256SUMS "$home/first" && scripts/dist.sh && diff "$home/first" dist/release/SHA256SUMS && echo 'the same bytes again'
}
sums() { (cd dist/release && sha256sum --check --strict SHA256SUMS); }
refused() { # what must not be shipped is refused, one by one
  local bad
  for bad in tests/x.php vendor/autoload.php node_modules/x.js .env lib/.git; do
    rm -rf "$home/stage" && cp -R build/whmcs "$home/stage" && mkdir -p "$(dirname "$home/stage/modules/addons/makegood/$bad")"
    echo x >"$home/stage/modules/addons/makegood/$bad"
    if python3 scripts/pack.py "$home/stage" "$home/bad.zip"; then echo "packed $bad"; return 1; fi
  done
  rm -rf "$home/stage" && cp -R build/whmcs "$home/stage"
  echo "// $(pwd)/src" >>"$home/stage/modules/addons/makegood/lib/App.php"
  if python3 scripts/pack.py "$home/stage" "$home/bad.zip"; then echo 'packed an absolute path'; return 1; fi
  echo 'six violations, six refusals'
}
linted() { # a broken file is noticed in every version
  local module="$home/unzipped/modules/addons/makegood"
  rm -rf "$home/broken" && mkdir -p "$home/broken/bridge" "$home/broken/lib" # the engine and what it needs, to be quick
  cp -R "$module/engine" "$home/broken/" && cp -R "$module/bridge/Engine" "$module"/bridge/*.php "$home/broken/bridge/"
  printf '<?php\nfinal class Twice { function f() {} function f() {} }\n' >"$home/broken/lib/Twice.php"
  if node tests/php-versions/run.mjs "$home/broken" >"$home/broken.log"; then cat "$home/broken.log"; return 1; fi
  grep -q '^0 passed, 5 failed' "$home/broken.log" && echo 'noticed by all five'
}
monitors() { # what an administrator takes to the monitors is all there, and no web server gives it away
  local module="$home/unzipped/modules/addons/makegood/monitors" file
  diff -r --exclude=.htaccess --exclude=index.php monitors "$module" || return 1
  for file in .htaccess index.php; do [ -s "$module/$file" ] || { echo "no $file"; return 1; }; done
  echo 'templates and scripts, guarded'
}
presets() { # what the page of policies offers is all there
  local module="$home/unzipped/modules/addons/makegood/policies" file
  diff -r --exclude=.htaccess --exclude=index.php policies "$module" || return 1
  for file in .htaccess index.php; do [ -s "$module/$file" ] || { echo "no $file"; return 1; }; done
  echo "$(find "$module" -name '*.json' | wc -l) files, guarded"
}
demo() { # the month of the demo, from the archive alone
  MAKEGOOD_MODULE="$home/unzipped/modules/addons/makegood" tests/demo/run.sh sqlite
}

part 'archives' scripts/dist.sh
part 'checksums' sums
part 'same bytes' same_bytes
part 'what may not be inside' refused
mkdir -p "$home/unzipped"
part 'unzip' python3 -m zipfile -e "$zip" "$home/unzipped"
part 'templates for monitors' monitors
part 'presets' presets
part 'PHP 8.1 to 8.5' node tests/php-versions/run.mjs "$home/unzipped/modules/addons/makegood"
part 'PHP 8.1 to 8.5, a broken file' linted
part 'the demo month from the zip' demo
part 'upgrade from 0.1.0' python3 tests/release/upgrade.py tests/release/makegood-whmcs-0.1.0.zip "$zip"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
