#!/usr/bin/env bash
# The short set: kills at every named point on MariaDB and SQLite, kills while refunds are paid, kills on FOSSBilling in its three lines, planted mistakes, messages in any order, odd requests. Ends with `N passed, M failed`.
set -euo pipefail
cd "$(dirname "$0")/../.."
. scripts/memory.sh
. scripts/mariadb.sh
out="$(pwd)/target/test"
mkdir -p "$out"
export FAULTS_MODULE="${FAULTS_MODULE:-$(pwd)/build/whmcs/modules/addons/makegood}"
fossbilling="${FAULTS_FOSSBILLING:-$(pwd)/build/fossbilling/Makegood}"
[ -f "$FAULTS_MODULE/engine/makegood.php" ] && [ -f "$fossbilling/engine/makegood.php" ] || { echo 'faults: build the module first (make module)' >&2; exit 1; }
memory_start
FAULTS_WORK="$(mktemp -d)"
export FAULTS_WORK
trap 'mariadb_stop; rm -rf "$FAULTS_WORK"; memory_stop' EXIT
mariadb_start

passed=0 failed=0
part() { # part <command…>: its last line is `N passed, M failed`
  local text last
  text="$("$@" 2>&1)" || true
  printf '%s\n' "$text"
  last="$(tail -n 1 <<<"$text")"
  if [[ "$last" =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
  else
    failed=$((failed + 1))
  fi
}

part php tests/faults/main.php short "$out/faults.json"
part php tests/faults/planted.php "$out/faults-planted.json"
part php tests/faults/payouts/main.php "$out/faults-payouts.json"
part php tests/faults/payouts/planted.php
part php tests/faults/orders.php 10 1 "$out/orders.json"
part php tests/faults/fuzz.php 8 1 "$out/fuzz.json"
# Its planted mistakes start from the panels that its kills have prepared.
part env FAULTS_MODULE="$fossbilling" php tests/faults/main.php --panel=fossbilling short "$out/faults-fossbilling.json"
part env FAULTS_MODULE="$fossbilling" php tests/faults/fossbilling/planted.php "$out/faults-fossbilling-planted.json"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
