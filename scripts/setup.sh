#!/usr/bin/env bash
# Installs what a Makegood checkout needs on Debian 12, and says what it does; finished steps are skipped.
#   scripts/setup.sh build   wasm target, wasm-opt, PHP, Python; npm when Node came without it   (make, make demo, make dist)
#   scripts/setup.sh test    the above plus PHPUnit, php-fpm, MariaDB, Chromium with its driver, Node 20   (make test)
set -euo pipefail
cd "$(dirname "$0")/.."
want="${1:-build}"

packages=(binaryen php8.2-cli php8.2-sqlite3 php8.2-mbstring php-illuminate-database smarty4 python3)
if [ "$want" = test ]; then
  packages+=(php8.2-mysql php8.2-bcmath php8.2-fpm php8.2-opcache php-twig phpunit mariadb-server)
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
# Debian 12's own Node is 18: good enough to build with, while some of the tests' tools need 20. Theirs comes as a package.
if [ "$want" = test ] && ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' && [ ! -x target/tools/node/bin/node ]; then
  say 'adding a Node 20 for the tests (target/tools/node)'
  case "$(uname -m)" in x86_64) arch=x64 ;; aarch64) arch=arm64 ;; *) say "Node 20 is needed; this machine is $(uname -m)"; exit 1 ;; esac
  mkdir -p target/tools/node-package
  npm install --silent --no-audit --no-fund --ignore-scripts --no-save --prefix target/tools/node-package "node-linux-$arch@20"
  ln -sfn "node-package/node_modules/node-linux-$arch" target/tools/node
  target/tools/node/bin/node --version >/dev/null || { say 'the Node 20 for the tests does not run'; exit 1; }
fi
say 'ready'
