#!/usr/bin/env bash
# smoke_test.sh [BASE_URL]: ten logins in a row against a running service, with curl alone.
# Without BASE_URL it starts a service of its own: on DATABASE_URL if that is set, else on an embedded PostgreSQL.
# It registers a user for itself, unless SMOKE_USERNAME and SMOKE_PASSWORD name one. Exit 0 only if all ten succeed.
set -euo pipefail
# shellcheck source=scripts/environment.bash
source "$(dirname "${BASH_SOURCE[0]}")/environment.bash"
logins=10

start_service() {
    local port log=$ROOT/.surelock/smoke/service.log
    ensure_environment requirements.txt
    port=$(free_port)
    mkdir -p "$(dirname "$log")"
    PORT=$port SURELOCK_STATE_DIR=${SURELOCK_STATE_DIR:-$ROOT/.surelock/smoke} "$VENV/bin/surelock" serve >"$log" 2>&1 &
    service=$!
    trap 'kill "$service" 2>/dev/null; wait "$service" 2>/dev/null || true' EXIT
    base_url=http://127.0.0.1:$port
    echo "started a service at $base_url, its log is $log"
    wait_until_ready "$base_url" 60 "$service" || fail "the service did not become ready; see $log: $(tail -n 1 "$log")"
}

# post PATH BODY: sets status, seconds and answer.
post() {
    local answered
    answered=$(curl -sS --max-time 15 -X POST "$base_url$1" -H 'Content-Type: application/json' -d "$2" \
        -w '\n%{http_code} %{time_total}' 2>&1) || answered+=$'\n000 0'
    read -r status seconds <<<"${answered##*$'\n'}"
    answer=${answered%$'\n'*}
}

if [ $# -gt 0 ]; then
    base_url=${1%/}
else
    start_service
fi

username=${SMOKE_USERNAME:-smoke-$(od -An -N6 -tx1 /dev/urandom | tr -d ' \n')}
password=${SMOKE_PASSWORD:-$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')}
if [ -z "${SMOKE_USERNAME:-}" ]; then
    post /api/auth/register \
        "{\"username\": $(json_text "$username"), \"email\": \"$username@example.com\", \"password\": $(json_text "$password")}"
    [ "$status" = 201 ] || fail "registering $username was answered $status: $answer"
fi

passed=0
for ((i = 1; i <= logins; i++)); do
    post /api/auth/login "{\"username\": $(json_text "$username"), \"password\": $(json_text "$password")}"
    if [ "$status" = 200 ] && [[ $answer == *'"token"'* ]]; then
        echo "login $i: $status in $seconds s"
        passed=$((passed + 1))
    else
        echo "login $i: $status in $seconds s: $answer"
    fi
done
echo "$passed/$logins passed"
[ "$passed" = "$logins" ]
