#!/usr/bin/env bash
# Formatter, the lint wall of Cargo.toml, and PHP syntax.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo fmt --all --check
# Files that a macro names are not found by it.
rustfmt --check --config-path . --edition 2024 src/intake/*.rs tests/mutants/schemata/src/main.rs
cargo clippy --quiet --workspace --all-targets -- -D warnings
find php-bridge -name '*.php' -not -path '*/target/*' -not -path '*/wasm2php/src/runtime/*' -not -path '*/primitives/*' -print0 | xargs -0 -n 40 -P 2 sh -c 'for f; do php -l "$f" >/dev/null || exit 255; done' sh
echo 'lint: clean'
