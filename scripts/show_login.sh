#!/usr/bin/env bash
# show_login.sh BASE_URL PID: once the service that runs as process PID is ready, log the user `demo` in with curl, as a
# client would, and print what is sent and answered. The user is made at the first call; its password is kept in the
# state folder.
set -euo pipefail
# shellcheck source=scripts/environment.bash
source "$(dirname "${BASH_SOURCE[0]}")/environment.bash"
base_url=$1 service=$2
kept=${SURELOCK_STATE_DIR:-$ROOT/.surelock}/demo_password

post() {
    printf "\n\$ curl -X POST %s -H 'Content-Type: application/json' -d '%s'\n" "$base_url$1" "$2"
    curl -sS --fail-with-body --max-time 15 -X POST "$base_url$1" -H 'Content-Type: application/json' -d "$2"
}

wait_until_ready "$base_url" 120 "$service" || exit 0 # the service tells by itself why it does not start
if [ -s "$kept" ]; then
    password=$(cat "$kept")
else
    password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
    post /api/auth/register '{"username": "demo", "email": "demo@example.com", "password": "'"$password"'"}'
    (umask 077 && printf '%s' "$password" >"$kept")
fi
post /api/auth/login '{"username": "demo", "password": "'"$password"'"}'
printf '\nThe service answers at %s; Ctrl-C stops it.\n' "$base_url"
