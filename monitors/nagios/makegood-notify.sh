#!/bin/sh
# Sends a notification of Nagios or Icinga 2 to Makegood.
#
#   makegood-notify.sh name=value …
#
# Names: host, service, name, address, state, stateType, type, since, downtime, hostDowntime. The webhook address stands
# in /etc/makegood-notify.url (or the file that MAKEGOOD_URL_FILE names), readable only for the user of the monitor: it
# is a secret, and arguments can be seen by everybody on the machine.
set -eu

file="${MAKEGOOD_URL_FILE:-/etc/makegood-notify.url}"
url="$(sed -n '/^https\{0,1\}:\/\//{p;q;}' "$file")"
if [ -z "$url" ]; then
    echo "makegood-notify: no address in $file" >&2
    exit 2
fi

# Each argument becomes a field of a form, escaped by curl.
count=$#
while [ "$count" -gt 0 ]; do
    pair="$1"
    shift
    count=$((count - 1))
    case "${pair%%=*}" in
        host | service | name | address | state | stateType | type | since | downtime | hostDowntime) ;;
        *)
            echo "makegood-notify: unknown name in '$pair'" >&2
            exit 2
            ;;
    esac
    set -- "$@" --data-urlencode "$pair"
done

# Neither system sends again what failed; so try for a while. What comes twice counts once.
printf 'url = "%s"\n' "$url" |
    curl --config - --silent --show-error --fail --max-time 20 --retry 3 --retry-delay 5 --output /dev/null \
        --data-urlencode makegood=nagios "$@"
