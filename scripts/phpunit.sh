#!/usr/bin/env bash
# Runs one folder of PHPUnit tests on SQLite and on a MariaDB of its own that ends with the run.
set -euo pipefail
cd "$(dirname "$0")/.."
folder="$1"; shift || true
. scripts/mariadb.sh
mariadb_start
trap mariadb_stop EXIT
phpunit -d error_reporting=-1 -d display_errors=1 -c "$folder/phpunit.xml" "$@"
