# A private MariaDB server for tests: `mariadb_start` sets MAKEGOOD_MARIADB_SOCKET (user root, no password, strict mode off
# as panels have it), `mariadb_stop` ends it by the process id that was kept. To be sourced.
mariadb_start() {
  # In memory where that can be: a test server that waits for a disk is ten times slower.
  if [ -w /dev/shm ]; then mariadb_home="$(mktemp -d -p /dev/shm)"; else mariadb_home="$(mktemp -d)"; fi
  local as=()
  [ "$(id -u)" = 0 ] && as=(--user=root)
  mariadb-install-db --no-defaults "${as[@]}" --datadir="$mariadb_home/data" --auth-root-authentication-method=normal --skip-test-db >"$mariadb_home/install.log" 2>&1
  export MAKEGOOD_MARIADB_SOCKET="$mariadb_home/mariadb.sock"
  # A folder of its own for temporary tables, too: another server that starts clears those in /tmp away.
  "$(command -v mariadbd || echo /usr/sbin/mariadbd)" --no-defaults "${as[@]}" --datadir="$mariadb_home/data" --socket="$MAKEGOOD_MARIADB_SOCKET" \
    --tmpdir="$mariadb_home" --skip-networking --sql-mode="" --pid-file="$mariadb_home/pid" >"$mariadb_home/server.log" 2>&1 &
  mariadb_pid=$!
  for _ in $(seq 200); do
    [ -S "$MAKEGOOD_MARIADB_SOCKET" ] && return 0
    kill -0 "$mariadb_pid" 2>/dev/null || { cat "$mariadb_home/server.log" >&2; return 1; }
    sleep 0.05
  done
  echo 'MariaDB did not start' >&2
  return 1
}

mariadb_stop() {
  if [ -n "${mariadb_pid:-}" ]; then
    kill "$mariadb_pid" 2>/dev/null || true
    wait "$mariadb_pid" 2>/dev/null || true
    mariadb_pid=
  fi
  [ -n "${mariadb_home:-}" ] && rm -rf "$mariadb_home"
  return 0
}
