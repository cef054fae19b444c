#!/usr/bin/env bash
# Closes a month of a million services, and lets DuckDB compute the same from the same files: target/bench/close.json.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=target/bench/venv
if ! "$venv/bin/python" -c 'import duckdb' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.0
fi
cargo build --release --quiet --package makegood-cli
"$venv/bin/python" cli/bench/close.py "$@"
