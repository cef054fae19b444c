#!/usr/bin/env bash
# Plays the demo twice in a directory of its own, on SQLite and on MariaDB, then on FOSSBilling 0.8 (the other lines when named), and compares
# it all with what was worked out by hand.
# Usage: tests/demo/run.sh [sqlite|mariadb|fossbilling-0.7|fossbilling-0.8|fossbilling-main …]; ends with `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
databases=("$@")
if [ "${#databases[@]}" = 0 ]; then
  databases=(sqlite)
  if command -v mariadb-install-db >/dev/null && php -r 'exit(extension_loaded("pdo_mysql") ? 0 : 1);'; then
    databases+=(mariadb)
  else
    echo 'MariaDB or pdo_mysql is missing: the demo is checked on SQLite only'
  fi
  databases+=(fossbilling-0.8) # the other two lines: name them, as scripts/soak.sh does
fi

home="$(mktemp -d)"
trap 'rm -rf "$home"' EXIT
for database in "${databases[@]}"; do
  where=(DB="$database" MAKEGOOD_VAR="$home/$database")
  # What the other panel owes is known from the run on SQLite; without one the demo plays it itself.
  case "$database" in fossbilling-*)
    where=(PANEL=fossbilling LINE="${database#fossbilling-}" DB=sqlite MAKEGOOD_VAR="$home" MAKEGOOD_REFERENCE="$home/sqlite") ;;
  esac
  for turn in first second; do
    log="$home/$database-$turn.log"
    started=$SECONDS
    if env CHECK=1 "${where[@]}" scripts/demo.sh >"$log" 2>&1; then
      printf '%s, %s run, %d s: %s\n' "$database" "$turn" $((SECONDS - started)) "$(tail -n 1 "$log")"
    else
      printf '%s, %s run failed:\n' "$database" "$turn"
      tail -n 40 "$log"
    fi
  done
done
python3 tests/demo/check.py "$home" "${databases[@]}"
