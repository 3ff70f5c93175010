#!/usr/bin/env bash
# Log the user `demo` in with curl, as a client would, and print what is sent and answered. BASE_URL is the argument.
# The user is made at the first call; its password is kept in the state folder.
set -euo pipefail
# shellcheck source=scripts/environment.bash
source "$(dirname "${BASH_SOURCE[0]}")/environment.bash"
base_url=$1
state=${SURELOCK_STATE_DIR:-$ROOT/.surelock}

post() {
    printf "\n\$ curl -X POST %s -H 'Content-Type: application/json' -d '%s'\n" "$base_url$1" "$2"
    curl -sS --max-time 15 -X POST "$base_url$1" -H 'Content-Type: application/json' -d "$2"
}

wait_until_ready "$base_url" 120 || fail "the service at $base_url did not become ready"
if [ ! -s "$state/demo_password" ]; then
    (umask 077 && head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$state/demo_password")
    password=$(cat "$state/demo_password")
    post /api/auth/register '{"username": "demo", "email": "demo@example.com", "password": "'"$password"'"}'
fi
password=$(cat "$state/demo_password")
post /api/auth/login '{"username": "demo", "password": "'"$password"'"}'
printf '\nThe service answers at %s; Ctrl-C stops it.\n' "$base_url"
