#!/usr/bin/env bash
# The module in all three lines of the panel, on MariaDB as the panel runs; FOSS_DATABASES=all: on SQLite too, which only the sandbox knows.
# One process is one line. Arguments go to PHPUnit.
set -euo pipefail
cd "$(dirname "$0")/../../.."
folder=php-bridge/fossbilling/tests
where=("$folder/MariaDb")
[ "${FOSS_DATABASES:-}" = all ] && where=()
for profile in ${FOSS_PROFILES:-0.7 0.8 main}; do
  printf '── FOSSBilling %s\n' "$profile"
  FOSS_PROFILE="$profile" scripts/phpunit.sh "$folder" "$@" "${where[@]}"
done
