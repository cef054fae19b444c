#!/usr/bin/env bash
# Installs what a Makegood checkout needs on Debian 12, and says what it does; finished steps are skipped.
#   scripts/setup.sh build   wasm target, wasm-opt, PHP, Python; npm when Node came without it   (make, make demo, make dist)
#   scripts/setup.sh test    the above plus PHPUnit, MariaDB, Chromium with its driver           (make test)
set -euo pipefail
want="${1:-build}"

packages=(binaryen php8.2-cli php8.2-sqlite3 php8.2-mbstring php-illuminate-database smarty4 python3)
if [ "$want" = test ]; then
  packages+=(php8.2-mysql php8.2-bcmath phpunit mariadb-server)
  # A Chromium of one's own: CHROMIUM=/path/to/chrome and CHROMEDRIVER=/path/to/chromedriver.
  [ -n "${CHROMIUM:-}" ] || packages+=(chromium)
  [ -n "${CHROMEDRIVER:-}" ] || packages+=(chromium-driver)
fi
command -v node >/dev/null 2>&1 || packages+=(nodejs)
command -v npm >/dev/null 2>&1 || packages+=(npm)

say() { printf 'setup: %s\n' "$*"; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1; then sudo "$@"
  else say "needs root for: $*"; exit 1; fi
}

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
  say "installing Debian packages: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

command -v cargo >/dev/null 2>&1 || { say 'a Rust toolchain is missing: install rustup (1.95 or newer) first'; exit 1; }
if ! rustc --print target-libdir --target wasm32-unknown-unknown >/dev/null 2>&1 \
  || [ ! -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ]; then
  say 'adding the Rust target wasm32-unknown-unknown'
  rustup target add wasm32-unknown-unknown
fi
say 'ready'
