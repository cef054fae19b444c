#!/usr/bin/env bash
# The module in all three lines of the panel: one process is one line. Arguments go to PHPUnit.
set -euo pipefail
cd "$(dirname "$0")/../../.."
for profile in ${FOSS_PROFILES:-0.7 0.8 main}; do
  printf '── FOSSBilling %s\n' "$profile"
  FOSS_PROFILE="$profile" scripts/phpunit.sh php-bridge/fossbilling/tests "$@"
done
