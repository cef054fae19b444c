#!/usr/bin/env bash
# Seeded wrong cores, each of which some vector must kill.
exec python3 "$(dirname "$0")/run.py" "$@"
