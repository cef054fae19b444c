#!/usr/bin/env bash
# All tests, step by step, each with its time; ends with `N passed, M failed` (steps). Logs stay in target/test.
set -uo pipefail
cd "$(dirname "$0")/.."
logs=target/test
mkdir -p "$logs"
passed=0 failed=0 failures=()

step() { # step <name> <command…>
  local name="$1" log started took
  shift
  log="$logs/${name// /-}.log"
  started=$SECONDS
  printf '── %s\n' "$name"
  if "$@" >"$log" 2>&1; then
    took=$((SECONDS - started))
    passed=$((passed + 1))
    tail -n 3 "$log" | sed 's/^/   /'
    printf '   ok, %d s\n' "$took"
  else
    failed=$((failed + 1))
    failures+=("$name")
    tail -n 60 "$log" | sed 's/^/   /'
    printf '   FAILED after %d s (whole log: %s)\n' $((SECONDS - started)) "$log"
  fi
}

step 'lint' scripts/lint.sh
step 'core' cargo test --quiet --release
step 'types' cargo run --quiet -p xtask -- types --check
step 'wasm' make --no-print-directory module
step 'compiler' cargo test --quiet --release -p wasm2php
step 'oracle' tests/oracle/run.sh
step 'package' npm --prefix js test
step 'vectors in node' node tests/doors/run.mjs
step 'vectors in php' php tests/doors/run.php
step 'mutants' tests/mutants/run.sh
step 'collected facts' python3 tests/shared/run.py
step 'boundaries' python3 tests/boundaries/boundaries.py
step 'bridge' scripts/phpunit.sh php-bridge/tests
step 'sandbox' scripts/phpunit.sh php-bridge/sandbox/tests
step 'module' scripts/phpunit.sh php-bridge/whmcs/tests
step 'module, other assumptions' scripts/assumptions.sh
step 'faults' tests/faults/run.sh
step 'demo' tests/demo/run.sh
step 'wasm door' scripts/wasm-test.sh
step 'browser tools' scripts/js.sh tests
step 'package installed' node tests/browser/packaging/run.mjs
step 'components' node tests/browser/components/run.mjs
step 'pages' node tests/browser/pages/run.mjs
step 'preview and books' node tests/browser/preview/run.mjs
step 'release' tests/release/run.sh

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ] || printf 'failed: %s\n' "${failures[*]}"
[ "$failed" = 0 ]
