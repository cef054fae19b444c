#!/usr/bin/env bash
# The second calculation: vectors still agree with it, the native core on random requests, what refunds promise holds on others (LAW_CASES of each), and the yardstick does the same work.
set -euo pipefail
cd "$(dirname "$0")/../.."
python3 tests/oracle/build.py --check
python3 tests/oracle/count.py
python3 tests/oracle/traps.py
python3 tests/oracle/fuzz.py "${FUZZ_COUNT:-400}" "${FUZZ_SEED:-1}"
python3 tests/oracle/refund_laws.py "${LAW_CASES:-400}" "${FUZZ_SEED:-1}"
php php-bridge/bench/equal.php
