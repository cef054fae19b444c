#!/usr/bin/env bash
# The wasm door under Node and in headless Chromium (tests/wasm_*.rs). Needs Node, chromium and chromium-driver; the
# test runner of wasm-bindgen is installed into target/tools when it is missing (about a minute, once; unoptimised, which is quicker in all).
set -euo pipefail
cd "$(dirname "$0")/.."
version=0.2.130
tools="$PWD/target/tools"

if [ "$("$tools/bin/wasm-bindgen-test-runner" --version 2>/dev/null || true)" != "wasm-bindgen-test-runner $version" ]; then
  echo "installing the test runner of wasm-bindgen $version into target/tools"
  # Without --locked: the lock file of this version names a crate that not every registry serves.
  cargo install --quiet --debug --force wasm-bindgen-cli --version "$version" --bin wasm-bindgen-test-runner --root "$tools"
fi
export PATH="$tools/bin:$PATH" CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner
CHROMEDRIVER="$(command -v chromedriver)" || { echo 'chromedriver is missing (Debian: chromium chromium-driver)'; exit 1; }
export CHROMEDRIVER WASM_BINDGEN_TEST_TIMEOUT=120

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
for place in node browser; do
  echo "── $place"
  cargo test --target wasm32-unknown-unknown --test "wasm_$place" 2>&1 | tee "$log"
  # The runner is content with no tests at all.
  grep -q '^test result: ok. [1-9][0-9]* passed; 0 failed; 0 ignored' "$log" || { echo "no test ran in $place"; exit 1; }
done
