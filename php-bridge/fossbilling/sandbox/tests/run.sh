#!/usr/bin/env bash
# The sandbox's tests in each of the three lines, on SQLite and MariaDB. Arguments go to PHPUnit.
set -euo pipefail
cd "$(dirname "$0")/../../../.."
for profile in 0.7 0.8 main; do
  printf '== profile %s\n' "$profile"
  FOSS_PROFILE="$profile" scripts/phpunit.sh php-bridge/fossbilling/sandbox/tests "$@"
done
