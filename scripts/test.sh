#!/usr/bin/env bash
# All tests, step by step, each with its time and that of its processors; ends with `N passed, M failed` (steps). Logs stay in target/test.
# Always two lanes side by side: first the core's own tests beside the build of what is shipped, then one lane of the bridge, one around a browser and the finished module; what is left is for whichever ends first.
set -uo pipefail
cd "$(dirname "$0")/.."
if [ -x target/tools/node/bin/node ]; then export PATH="$PWD/target/tools/node/bin:$PATH"; fi # see setup.sh
# As checked and nearly as fast as what is shipped, and built in half the time; dist/makegood.wasm has a profile of its own.
export CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
# Nobody debugs or continues what is built here; the only C is zstd, which takes half the time so.
export CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0 CFLAGS=-O1
logs=target/test
rm -rf "$logs"
mkdir -p "$logs"
. scripts/memory.sh
trap memory_stop EXIT
memory_start

step() { # step <name> <command…>
  local name="$1" log took result=0 TIMEFORMAT='%R %U %S'
  shift
  log="$logs/${name//[ ,]/-}.log"
  { time "$@" >"$log" 2>&1; } 2>"$log.time" || result=$?
  took="$(awk 'END { printf "%d s (%d s of processors)", $1, $2 + $3 }' "$log.time")"
  if [ "$result" = 0 ]; then
    echo "$name" >>"$logs/passed"
    printf '── %s\n%s\n   ok, %s\n' "$name" "$(tail -n 3 "$log" | sed 's/^/   /')" "$took"
  else
    echo "$name" >>"$logs/failed"
    printf '── %s\n%s\n   FAILED after %s (whole log: %s)\n' "$name" "$(tail -n 60 "$log" | sed 's/^/   /')" "$took" "$log"
  fi
}

without_a_browser() {
  step 'compiler' cargo test --quiet --release -p wasm2php
  step 'oracle' tests/oracle/run.sh
  step 'vectors in php' php tests/doors/run.php
  step 'engine, modes of php' php tests/engine/jit/run.php
  step 'shipped for monitors' python3 tests/monitors/run.py
  step 'collected facts' python3 tests/shared/run.py
  step 'published policies' python3 tests/policies/run.py
  step 'boundaries' python3 tests/boundaries/boundaries.py
  step 'bridge' scripts/phpunit.sh php-bridge/tests
  step 'module' scripts/phpunit.sh php-bridge/whmcs/tests
  step 'sandbox' scripts/phpunit.sh php-bridge/sandbox/tests
  what_is_left
}

around_a_browser() {
  step 'package' npm --prefix js test
  step 'vectors in node' node tests/doors/run.mjs
  step 'tools' scripts/js.sh tests
  step 'package installed' node tests/browser/packaging/run.mjs
  step 'components' node tests/browser/components/run.mjs
  step 'pages' node tests/browser/pages/run.mjs
  step 'preview and books' node tests/browser/preview/run.mjs
  step 'simulated page' node tests/browser/simulate/run.mjs
  step 'release' tests/release/run.sh
  what_is_left
}

# For the lane that comes first, the longest first.
left=(
  'faults|tests/faults/run.sh'
  'demo|tests/demo/run.sh'
  'mutants|tests/mutants/run.sh --every 4'
  'module, FOSSBilling|php-bridge/fossbilling/tests/run.sh'
  'module, other assumptions|scripts/assumptions.sh'
  'text primitives|php tests/primitives/run.php'
  'engine, hostile input|php tests/engine/hostile/run.php'
  'FOSSBilling sandbox|php-bridge/fossbilling/sandbox/tests/run.sh'
)

what_is_left() {
  local row command
  for row in "${left[@]}"; do
    mkdir "$logs/.taken ${row%%|*}" 2>/dev/null || continue
    read -ra command <<<"${row#*|}"
    step "${row%%|*}" "${command[@]}"
  done
}

core() {
  step 'lint' scripts/lint.sh
  step 'core' cargo test --quiet --release --no-fail-fast
  step 'types' cargo run --quiet -p xtask -- types --check
}

shipped() {
  step 'wasm' make --no-print-directory module
  step 'wasm door' scripts/wasm-test.sh
}

shipped &
core
wait
around_a_browser &
without_a_browser
wait

count() { if [ -f "$logs/$1" ]; then wc -l <"$logs/$1"; else echo 0; fi; }
printf '%d passed, %d failed\n' "$(count passed)" "$(count failed)"
[ -f "$logs/failed" ] && printf 'failed: %s\n' "$(paste -sd, "$logs/failed")"
[ ! -f "$logs/failed" ] && [ "$(count passed)" = 33 ]
