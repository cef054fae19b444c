#!/usr/bin/env bash
# A storm of webhooks against nginx, php-fpm and a MariaDB of its own; figures in target/bench/intake.json.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/mariadb.sh
mariadb_start
trap mariadb_stop EXIT
php php-bridge/bench/intake.php
