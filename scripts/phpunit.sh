#!/usr/bin/env bash
# Runs one folder of PHPUnit tests on SQLite and on a MariaDB of its own that ends with the run.
set -euo pipefail
cd "$(dirname "$0")/.."
folder="$1"; shift || true
. scripts/memory.sh
. scripts/mariadb.sh
trap 'mariadb_stop; memory_stop' EXIT
memory_start
mariadb_start
phpunit -d error_reporting=-1 -d display_errors=1 -c "$folder/phpunit.xml" "$@"
