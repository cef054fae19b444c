#!/usr/bin/env bash
# Runs the module's tests with every assumption about the panel turned the other way (the ordinary run has the defaults).
set -euo pipefail
cd "$(dirname "$0")/.."
SANDBOX_ASSUME="$(php -r 'echo implode(",", array_map(fn ($row) => $row["id"] . "=" . $row["alternative"], require "php-bridge/sandbox/assumptions.php"));')"
export SANDBOX_ASSUME
printf 'assumptions: %s\n' "$SANDBOX_ASSUME"
phpunit -d error_reporting=-1 -d display_errors=1 -c php-bridge/whmcs/tests/phpunit.xml "$@"
