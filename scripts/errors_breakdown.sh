#!/usr/bin/env bash
# errors_breakdown.sh: run a service of its own under load while its database is locked, frozen, killed and cut off, and
# print what the log says of it, as docs/runbooks/errors_breakdown.md has it. Takes about two minutes.
set -euo pipefail
# shellcheck source=scripts/environment.bash
source "$(dirname "${BASH_SOURCE[0]}")/environment.bash"
cd "$ROOT"
ensure_environment requirements.txt
ensure_packages hey
work=$(mktemp -d)
chmod 711 "$work" # the account that runs PostgreSQL has to reach its folder in it
port=$(free_port)
base_url=http://127.0.0.1:$port
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$work"' EXIT

say() { printf '%s\n' "$1" >&2; }

postgres_bin=$("$VENV/bin/python" -c 'from service.database.embedded.binaries import find_bin_dir; print(find_bin_dir(None))')

# run_sql STATEMENT: as an operator in psql.
run_sql() {
    local connection
    connection=$("$VENV/bin/python" -c 'import sys; from pathlib import Path; from service.database.embedded import conninfo
print(conninfo(Path(sys.argv[1])))' "$work/state")
    "$postgres_bin/psql" --quiet --no-psqlrc --tuples-only --command "$1" "$connection"
}

# load SECONDS CONNECTIONS OPTIONS...: what hey sends, and nobody reads.
load() {
    "$TOOLS/usr/bin/hey" -z "$1s" -c "$2" -t 20 -disable-redirects "${@:3}" >/dev/null &
}

say "starting a service"
PORT=$port WEB_CONCURRENCY=2 SURELOCK_STATE_DIR=$work/state "$VENV/bin/surelock" serve >"$work/service.log" 2>&1 &
service=$!
wait_until_ready "$base_url" 60 $service || fail "no service: $(tail -n 1 "$work/service.log")"
curl -sSf -o /dev/null -X POST "$base_url/api/auth/register" -H 'Content-Type: application/json' \
    -d '{"username": "ada", "email": "ada@example.com", "password": "correct horse"}'

say "load: more logins than the cores can hash, wrong passwords, missing tokens, wrong paths, bad bodies"
json=(-m POST -T application/json)
load 100 24 "${json[@]}" -d '{"username": "ada", "password": "correct horse"}' "$base_url/api/auth/login"
load 100 1 -q 3 "${json[@]}" -d '{"username": "ada", "password": "wrong horse"}' "$base_url/api/auth/login"
load 100 2 -q 5 "$base_url/api/auth/me"
load 100 1 -q 2 "$base_url/wp-login.php"
load 100 1 -q 2 "${json[@]}" -d '{"username": ' "$base_url/api/auth/register"
load 100 1 -q 2 -T text/plain -m POST -d 'hello' "$base_url/api/auth/refresh"
sleep 15
say "fault: somebody locks the table users for 12 s"
run_sql "BEGIN; LOCK TABLE users; SELECT pg_sleep(12); COMMIT" >/dev/null
sleep 8
say "fault: the database is frozen for 12 s"
mapfile -t frozen < <(run_sql "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()" | tr -d ' ' | grep .)
frozen+=("$(head -n 1 "$work/state/pgdata/postmaster.pid")")
kill -STOP "${frozen[@]}" 2>/dev/null || true
sleep 12
kill -CONT "${frozen[@]}" 2>/dev/null || true
sleep 10
say "fault: the database is killed"
kill -QUIT "$(head -n 1 "$work/state/pgdata/postmaster.pid")"
sleep 10
say "fault: a worker is killed, connections are cut off"
worker=$(grep -o '"pid":[0-9]*,"thread":"startup"' "$work/service.log" | tail -n 1 | grep -o '[0-9]*')
kill -KILL "$worker"
run_sql "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'surelock%'" >/dev/null
sleep 12
kill $service
wait $service || true
cp "$work/service.log" "${KEEP_LOG:-/dev/null}"
scripts/analyze_errors.sh "$work/service.log"
