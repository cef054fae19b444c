#!/usr/bin/env bash
# Long runs, SOAK_MINUTES (30), a third more for messages of monitors and two thirds for mutants: kills, orders of messages, odd requests through two doors, odd messages of monitors, mutants of ours and of cargo-mutants, FOSSBilling in all its lines, previews against the books, random wasm modules, the engine under all modes of PHP and hostile bytes. Figures in target/soak/*.json.
# SOAK_SEED (by default the day) chooses other hits, stories and requests; it is printed and stored.
set -uo pipefail
cd "$(dirname "$0")/.."
if [ -x target/tools/node/bin/node ]; then export PATH="$PWD/target/tools/node/bin:$PATH"; fi
minutes="${SOAK_MINUTES:-30}"
seed="${SOAK_SEED:-$(date +%Y%m%d)}"
out="$(pwd)/target/soak"
mkdir -p "$out"
total=$((minutes * 60))
passed=0 failed=0
printf 'soak: %d minutes, seed %d\n' "$minutes" "$seed"

make --no-print-directory module || exit 1
. scripts/memory.sh
. scripts/mariadb.sh
memory_start
FAULTS_WORK="$(mktemp -d)"
export FAULTS_WORK FAULTS_MODULE="$(pwd)/build/whmcs/modules/addons/makegood"
trap 'mariadb_stop; rm -rf "$FAULTS_WORK"; memory_stop' EXIT
mariadb_start || exit 1

ended() { # ended <name> <exit code> <log>
  if [ "$2" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  printf '── %s: %s\n' "$1" "$([ "$2" = 0 ] && echo ok || echo FAILED)"
  grep -a -E '^FAULT|^\{|passed|requests|^refunds' "$3" | tail -n 12 | sed 's/^/   /'
}

# Two cores: the kills use both; stories and odd requests share them.
php tests/faults/main.php long "$out/kills.json" $((total * 35 / 100)) "$seed" >"$out/kills.log" 2>&1
ended kills $? "$out/kills.log"
FAULTS_MODULE="$(pwd)/build/fossbilling/Makegood" php tests/faults/main.php --panel=fossbilling long "$out/faults-fossbilling.json" $((total * 20 / 100)) "$seed" >"$out/faults-fossbilling.log" 2>&1
ended 'kills on FOSSBilling' $? "$out/faults-fossbilling.log"
php tests/faults/payouts/main.php "$out/faults-payouts.json" all >"$out/faults-payouts.log" 2>&1
ended 'kills while refunds are paid' $? "$out/faults-payouts.log"
mariadb_stop

share=$((total * 25 / 100))
php tests/faults/orders.php 200 "$seed" "$out/orders.json" native "$share" >"$out/orders.log" 2>&1 &
orders=$!
php tests/faults/fuzz.php "$share" "$seed" "$out/fuzz.json" >"$out/fuzz.log" 2>&1
ended fuzz $? "$out/fuzz.log"
wait "$orders"
ended orders $? "$out/orders.log"

# Messages and timelines: a third of the time, 10 minutes of 30. What it kept is where the next soak starts.
FUZZ_SECONDS=$((total * 33 / 100)) FUZZ_SEED="$seed" FUZZ_GROWTH=1 FUZZ_CORPUS="$out/corpus" FUZZ_FIGURES="$out/intake.json" cargo test --quiet --release --test fuzz -- --nocapture >"$out/intake.log" 2>&1
ended intake $? "$out/intake.log"

if [ -x tests/mutants/run.sh ]; then
  started=$SECONDS
  timeout --signal=TERM $((total * 25 / 100 + 60)) tests/mutants/run.sh >"$out/mutants.log" 2>&1
  code=$?
  printf '{"exit":%d,"seconds":%d,"last":"%s"}\n' "$code" $((SECONDS - started)) "$(tail -n 1 "$out/mutants.log" | tr -d '"\\' | tr -cd '[:print:]')" >"$out/mutants.json"
  ended mutants "$code" "$out/mutants.log"
fi

# The module of FOSSBilling and its sandbox on both databases, and the demo's month in each line: `make test` takes a part of it.
{ FOSS_DATABASES=all php-bridge/fossbilling/tests/run.sh && FOSS_DATABASES=all php-bridge/fossbilling/sandbox/tests/run.sh && tests/demo/run.sh sqlite fossbilling-0.7 fossbilling-main; } >"$out/fossbilling.log" 2>&1
ended FOSSBilling $? "$out/fossbilling.log"

# What refunds promise, and the second calculation of them: 10 000 requests of each.
python3 tests/oracle/refund_laws.py 10000 "$seed" >"$out/refunds.log" 2>&1
ended refunds $? "$out/refunds.log"

# Mutants that cargo-mutants thinks of, all in one binary: a full pass fits, and what was judged stays judged until its file changes.
nice python3 tests/mutants/generated.py --minutes $((minutes * 66 / 100 + 1)) --seed "$seed" --json "$out/mutation.json" >"$out/mutation.log" 2>&1
ended 'mutants of cargo-mutants' $? "$out/mutation.log"

scripts/js.sh tests
node tests/browser/preview/run.mjs "$seed" >"$out/preview.log" 2>&1
ended preview $? "$out/preview.log"
cp target/browser/preview.json "$out/preview.json" 2>/dev/null

started=$SECONDS
modules=$((minutes * 300 > 3000 ? minutes * 300 : 3000)) # of each family, whatever the minutes: fewer would say little
rm -f "$out/compiler-families.json"
FUZZ_MODULES="$modules" FUZZ_SEED="$seed" FUZZ_FIGURES="$out/compiler-families.json" cargo test --quiet --release -p wasm2php --test differential -- --nocapture >"$out/compiler.log" 2>&1
code=$?
php -r '
  [, $file, $code, $seconds, $seed] = $argv;
  $families = is_file($file) ? json_decode(file_get_contents($file), true) ?? [] : [];
  $sum = ["exit" => (int) $code, "seed" => (int) $seed, "seconds" => (int) $seconds];
  foreach (["modules", "importing", "calls", "traps", "hostRefusals", "comparisons", "differences"] as $key) {
      $sum[$key] = array_sum(array_column($families, $key));
  }
  echo json_encode($sum + ["families" => $families]), "\n";
' -- "$out/compiler-families.json" "$code" $((SECONDS - started)) "$seed" >"$out/compiler.json"
rm -f "$out/compiler-families.json"
ended compiler "$code" "$out/compiler.log"

# The engine: 20 000 documents in each mode of PHP, 20 000 hostile inputs (in 30 minutes of soaking), more arguments for each primitive.
php tests/engine/jit/run.php --documents=$((minutes * 667)) --seed="$seed" --json="$out/engine-modes.json" >"$out/engine-modes.log" 2>&1
ended 'engine, modes of php' $? "$out/engine-modes.log"
php tests/engine/hostile/run.php --count=$((minutes * 667)) --seed="$seed" --json="$out/engine-hostile.json" >"$out/engine-hostile.log" 2>&1
ended 'engine, hostile input' $? "$out/engine-hostile.log"
php tests/primitives/run.php --documents=$((minutes * 167)) --hostile=$((minutes * 167)) --rounds=$((minutes * 167)) --seed="$seed" --json="$out/engine-primitives.json" >"$out/engine-primitives.log" 2>&1
ended 'text primitives' $? "$out/engine-primitives.log"
php -r 'foreach (["modes", "hostile", "primitives"] as $part) { $all[$part] = json_decode((string) @file_get_contents("$argv[1]/engine-$part.json")); }
  file_put_contents("$argv[1]/engine.json", json_encode($all, JSON_PRETTY_PRINT) . "\n");' "$out" && rm -f "$out"/engine-{modes,hostile,primitives}.json

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
