#!/usr/bin/env bash
# Prints the path of libwasmtime, fetched once into target/tools/wasmtime; prints nothing where it cannot be had. Only tests and
# the benchmark ask for it: a host that wants it brings its own (INSTALL.txt).
set -euo pipefail
cd "$(dirname "$0")/.."
version=50.0.1
if [ -n "${WASMTIME_LIBRARY:-}" ]; then
  [ -f "$WASMTIME_LIBRARY" ] && printf '%s\n' "$WASMTIME_LIBRARY"
  exit 0
fi
tools=target/tools/wasmtime
library="$tools/libwasmtime-$version.so"
if [ ! -f "$library" ]; then
  mkdir -p "$tools"
  fresh=$(mktemp -d "$tools/fetch.XXXXXX")
  trap 'rm -rf "$fresh"' EXIT
  if python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --dest "$fresh" "wasmtime==$version" >"$fresh/log" 2>&1; then
    python3 - "$fresh" <<'PY'
import pathlib, sys, zipfile
fresh = pathlib.Path(sys.argv[1])
with zipfile.ZipFile(next(fresh.glob("*.whl"))) as wheel:
    inside = [name for name in wheel.namelist() if name.endswith("/_libwasmtime.so")]
    (fresh / "library").write_bytes(wheel.read(inside[0]) if inside else b"")
PY
    [ -s "$fresh/library" ] && mv "$fresh/library" "$library"
  else
    tail -n 1 "$fresh/log" >&2
  fi
fi
[ -f "$library" ] && printf '%s\n' "$PWD/$library"
exit 0
