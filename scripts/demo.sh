#!/usr/bin/env bash
# Runs the demo; PANEL (whmcs, fossbilling), LINE (0.7, 0.8, main), CHECK, DB (sqlite, mariadb), PORT
# and MAKEGOOD_VAR steer it. `scripts/demo.sh reset` removes its data.
set -euo pipefail
cd "$(dirname "$0")/.."
var="$(realpath -m "${MAKEGOOD_VAR:-var}")"

if [ "${1:-}" = reset ]; then
  rm -rf "$var"
  printf 'demo: removed %s\n' "$var"
  exit 0
fi

server_pid='' demo_pid=''
stop() {
  trap - EXIT INT TERM HUP
  for pid in $demo_pid $server_pid; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
}
trap stop EXIT
trap 'stop; exit 130' INT
trap 'stop; exit 143' TERM HUP

# A MariaDB of the demo's own, reachable on 127.0.0.1 only, with a password of its own; its data stays in var/mariadb.
mariadb() {
  local home="$1" as=() installer server
  installer="$(command -v mariadb-install-db || true)"
  server="$(command -v mariadbd || ls /usr/sbin/mariadbd 2>/dev/null || true)"
  if [ -z "$installer" ] || [ -z "$server" ]; then
    echo 'demo: DB=mariadb needs MariaDB: run scripts/setup.sh test' >&2
    exit 1
  fi
  [ "$(id -u)" = 0 ] && as=(--user=root)
  mkdir -p "$home"
  chmod 700 "$home"
  if [ ! -d "$home/data" ]; then
    "$installer" --no-defaults "${as[@]}" --datadir="$home/data.new" --skip-test-db >"$home/install.log" 2>&1 || { cat "$home/install.log" >&2; exit 1; }
    mv "$home/data.new" "$home/data"
  fi
  [ -s "$home/password" ] || (umask 077 && php -r 'echo bin2hex(random_bytes(16));' >"$home/password")
  export SANDBOX_DB_HOST=127.0.0.1 SANDBOX_DB_USER=makegood SANDBOX_DB_NAME=makegood_demo
  # Each panel has a database of its own; that of FOSSBilling is made as its installer makes it.
  [ "${PANEL:-whmcs}" = whmcs ] || SANDBOX_DB_NAME="makegood_demo_${PANEL//[^a-z]/}_$(printf %s "${LINE:-0.8}" | tr -cd '0-9a-z')"
  SANDBOX_DB_PASSWORD="$(cat "$home/password")"
  SANDBOX_DB_PORT="$(php -r '$s = stream_socket_server("tcp://127.0.0.1:0"); echo substr(strrchr(stream_socket_get_name($s, false), ":"), 1);')"
  export SANDBOX_DB_PASSWORD SANDBOX_DB_PORT
  (umask 077 && cat >"$home/init.sql" <<SQL
CREATE USER IF NOT EXISTS makegood@'127.0.0.1';
ALTER USER makegood@'127.0.0.1' IDENTIFIED BY '$SANDBOX_DB_PASSWORD';
GRANT ALL ON $SANDBOX_DB_NAME.* TO makegood@'127.0.0.1';
SQL
  )
  [ "${PANEL:-whmcs}" != whmcs ] || echo 'CREATE DATABASE IF NOT EXISTS makegood_demo CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;' >>"$home/init.sql"
  # The socket is not used; its path must be short, so it lies in the data directory under a short name.
  "$server" --no-defaults "${as[@]}" --datadir="$home/data" --socket=mg.sock --bind-address=127.0.0.1 --port="$SANDBOX_DB_PORT" \
    --skip-name-resolve --sql-mode='' --init-file="$home/init.sql" >"$home/server-mariadb.log" 2>&1 &
  server_pid=$!
  for _ in $(seq 400); do
    php -r 'try { new PDO("mysql:host=127.0.0.1;port=" . getenv("SANDBOX_DB_PORT"), "makegood", getenv("SANDBOX_DB_PASSWORD")); } catch (PDOException) { exit(1); }' 2>/dev/null && return 0
    kill -0 "$server_pid" 2>/dev/null || { cat "$home/server-mariadb.log" >&2; exit 1; }
    sleep 0.1
  done
  echo 'demo: MariaDB did not start' >&2
  exit 1
}

command -v php >/dev/null || { echo 'demo: PHP is missing: run scripts/setup.sh build' >&2; exit 1; }
if [ "${DB:-sqlite}" = mariadb ]; then
  php -r 'exit(extension_loaded("pdo_mysql") ? 0 : 1);' || { echo 'demo: DB=mariadb needs PHP'"'"'s pdo_mysql: run scripts/setup.sh test' >&2; exit 1; }
  mariadb "$var/mariadb"
fi
MAKEGOOD_VAR="$var" php php-bridge/sandbox/demo/demo.php &
demo_pid=$!
status=0
wait "$demo_pid" || status=$?
demo_pid=''
exit "$status"
