#!/usr/bin/env bash
# The sandbox's tests in each of the three lines: on MariaDB, as the panel runs, and in 0.8 on SQLite, with its pages; FOSS_DATABASES=all: everything on both.
# Arguments go to PHPUnit.
set -euo pipefail
cd "$(dirname "$0")/../../../.."
folder=php-bridge/fossbilling/sandbox/tests
for profile in 0.7 0.8 main; do
  where=("$folder/MariaDb")
  [ "${FOSS_DATABASES:-}" = all ] || [ "$profile" = 0.8 ] && where=()
  printf '── profile %s\n' "$profile"
  FOSS_PROFILE="$profile" scripts/phpunit.sh "$folder" "$@" "${where[@]}"
done
